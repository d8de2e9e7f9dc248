package import Values
import YAML

/// One rendered object of a chart, as text.
package struct Manifest: Sendable {
  /// The template it came from: `chart/templates/service.yaml`.
  package let path: String
  /// The object as YAML, without a separator.
  package let content: Bytes
  /// What it is.
  package let head: ManifestHead
}

/// What decides where a manifest goes: the few fields that Helm reads of each (its SimpleHead).
package struct ManifestHead: Sendable {
  /// `apiVersion`, empty where there is none.
  package var apiVersion = ""
  /// `kind`, empty where there is none.
  package var kind = ""
  /// `metadata.name`, empty where there is none.
  package var name = ""
  /// `metadata.annotations`, nil where there are none.
  package var annotations: [String: String]?

  /// The keys of a document that a head is read from.
  static let keys: [Bytes] = ["apiVersion", "kind", "metadata"]

  /// Reads the head of a decoded document; what has the wrong type is refused in the words of Go's JSON decoder.
  init(_ document: Value) throws(HeadError) {
    switch document {
    case .null: return
    case .map(let map):
      apiVersion = try Self.text(map["apiVersion"], "SimpleHead.apiVersion") ?? ""
      kind = try Self.text(map["kind"], "SimpleHead.kind") ?? ""
      switch map["metadata"] {
      case nil, .null?: return
      case .map(let metadata)?:
        name = try Self.text(metadata["name"], "SimpleHead.metadata.name") ?? ""
        annotations = try Self.annotations(metadata["annotations"])
      case let other?:
        throw HeadError(
          other, "SimpleHead.metadata",
          "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string \"json:\\\"annotations\\\"\" }")
      }
    default:
      throw HeadError(document, nil, "util.SimpleHead")
    }
  }

  /// The text of a field; numbers and booleans become text, as sigs.k8s.io/yaml makes them where a struct wants text.
  private static func text(_ value: Value?, _ field: String) throws(HeadError) -> String? {
    guard let value, !value.isNil else { return nil }
    if case .string(let text) = value { return text.description }
    guard let text = YAML.stringForm(value) else { throw HeadError(value, field, "string") }
    return text.description
  }

  private static func annotations(_ value: Value?) throws(HeadError) -> [String: String]? {
    switch value {
    case nil, .null?: return nil
    case .map(let map)?:
      var result: [String: String] = [:]
      for entry in map.entries {
        result[entry.key.description] = try text(entry.value, "SimpleHead.metadata.annotations") ?? ""
      }
      return result
    case let other?: throw HeadError(other, "SimpleHead.metadata.annotations", "map[string]string")
    }
  }

  /// A field of the wrong type.
  struct HeadError: Error {
    let message: String

    init(_ value: Value, _ field: String?, _ type: String) {
      let found =
        switch value {
        case .bool: "bool"
        case .string: "string"
        case .list: "array"
        case .map: "object"
        default: "number"
        }
      let place = field.map { "Go struct field \($0)" } ?? "Go value"
      message =
        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal \(found) into \(place) of type \(type)"
    }
  }
}
