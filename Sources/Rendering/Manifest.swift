import Charts
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

  /// The keys of a document that a head is read from, in any case.
  static let keys = ["apiVersion", "kind", "metadata"]
  private static let metadataKeys = ["name", "annotations"]

  /// Reads the head of a decoded document; what has the wrong type is refused in the words of Go's JSON decoder.
  ///
  /// As encoding/json, which Helm reads it with: fields are found without regard to case, in the order of the document's
  /// keys, each later one over the one before it.
  init(_ document: Value) throws(HeadError) {
    switch document {
    case .null: return
    case .map(let map):
      for entry in map.entries {
        switch GoDecoder.fieldName(entry.key, Self.keys) {
        case "apiVersion": try Self.read(entry.value, ".\(entry.key)", into: &apiVersion)
        case "kind": try Self.read(entry.value, ".\(entry.key)", into: &kind)
        case "metadata": try readMetadata(entry.value, ".\(entry.key)")
        default: continue
        }
      }
    default:
      throw HeadError(document, nil, "util.SimpleHead")
    }
  }

  private mutating func readMetadata(_ value: Value, _ path: String) throws(HeadError) {
    if value.isNil { return }
    guard case .map(let map) = value else {
      throw HeadError(
        value, path,
        "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string \"json:\\\"annotations\\\"\" }")
    }
    for entry in map.entries {
      switch GoDecoder.fieldName(entry.key, Self.metadataKeys) {
      case "name": try Self.read(entry.value, "\(path).\(entry.key)", into: &name)
      case "annotations": try readAnnotations(entry.value, "\(path).\(entry.key)")
      default: continue
      }
    }
  }

  private mutating func readAnnotations(_ value: Value, _ path: String) throws(HeadError) {
    if value.isNil {
      annotations = nil
      return
    }
    guard case .map(let map) = value else { throw HeadError(value, path, "map[string]string") }
    var result = annotations ?? [:]
    for entry in map.entries {
      var text = ""
      try Self.read(entry.value, "\(path).\(JSON.pathElement(entry.key))", into: &text)
      result[entry.key.description] = text
    }
    annotations = result
  }

  /// Reads a text; numbers and booleans become text, as sigs.k8s.io/yaml makes them where a struct wants text, and null
  /// leaves what there is.
  private static func read(
    _ value: Value, _ path: @autoclosure () -> String, into field: inout String
  ) throws(HeadError) {
    if value.isNil { return }
    if case .string(let text) = value {
      field = text.description
      return
    }
    guard let text = YAML.stringForm(value) else { throw HeadError(value, path(), "string") }
    field = text.description
  }

  /// A field of the wrong type.
  struct HeadError: Error {
    let message: String

    init(_ value: Value, _ field: String?, _ type: String) {
      let place = field.map { "Go struct field \($0)" } ?? "Go value"
      message =
        "error unmarshaling JSON: while decoding JSON: "
        + "json: cannot unmarshal \(JSON.kind(value)) into \(place) of type \(type)"
    }
  }
}
