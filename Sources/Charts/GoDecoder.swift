package import Values
internal import YAML

/// A document that does not fit the Go struct it is read into, in encoding/json's words.
package struct GoDecodingError: Error, CustomStringConvertible {
  /// The text.
  package let description: String
}

/// Reads decoded YAML or JSON into fields as Go's encoding/json (1.27) reads it into a struct.
package enum GoDecoder {
  /// Where in the document a value stands and the Go type of the field there.
  struct Place {
    let path: String
    let type: String
    /// Whether the last part of the path is a list's index rather than a field.
    let isElement: Bool

    init(_ path: String, of type: String, isElement: Bool = false) {
      self.path = path
      self.type = type
      self.isElement = isElement
    }

    func typed(_ type: String) -> Place { Place(path, of: type, isElement: isElement) }
    func field(_ key: Bytes) -> Place { Place("\(path).\(JSON.pathElement(key))", of: "string") }
    func element(_ index: Int) -> Place { Place("\(path).\(index)", of: "string", isElement: true) }
  }

  /// The struct's name of a field, found as encoding/json finds it: exactly, or else without regard to case.
  package static func fieldName(_ key: Bytes, _ names: [String]) -> String? {
    // Most keys are no field, which their first letter tells; but letters beyond ASCII may fold to one of ASCII.
    guard let first = key.storage.first else { return nil }
    if first < 0x80, !names.contains(where: { name in name.utf8.first.map { ($0 ^ first) & 0xDF == 0 } ?? false }) {
      return nil
    }
    let key = String(describing: key)
    if let exact = names.first(where: { $0 == key }) { return exact }
    let lower = key.lowercased()
    return names.first { $0.lowercased() == lower }
  }

  /// The map, or nil for null, which leaves a struct as it is.
  static func object(_ value: Value, _ place: Place) throws(GoDecodingError) -> ValueMap? {
    switch value {
    case .null: return nil
    case .map(let map): return map
    default: throw mismatch(value, place)
    }
  }

  /// Text, or a number or boolean turned into text as sigs.k8s.io/yaml does; null changes nothing.
  static func string(_ value: Value, _ place: Place, into field: inout String) throws(GoDecodingError) {
    switch value {
    case .null: return
    case .string(let bytes), .number(let bytes): field = String(describing: bytes)
    default:
      guard let text = YAML.stringForm(value) else { throw mismatch(value, place) }
      field = String(describing: text)
    }
  }

  static func bool(_ value: Value, _ place: Place, into field: inout Bool) throws(GoDecodingError) {
    switch value {
    case .null: return
    case .bool(let bool): field = bool
    default: throw mismatch(value, place.typed("bool"))
    }
  }

  static func strings(_ value: Value, _ place: Place, into field: inout [String]) throws(GoDecodingError) {
    field =
      try list(value, place.typed("[]string")) { item, place throws(GoDecodingError) in
        var text = ""
        try string(item, place, into: &text)
        return text
      } ?? []
  }

  /// Every item read by `read`; nil for null.
  static func list<Item>(
    _ value: Value, _ place: Place, _ read: (Value, Place) throws(GoDecodingError) -> Item
  ) throws(GoDecodingError) -> [Item]? {
    if case .null = value { return nil }
    guard case .list(let items, _) = value else { throw mismatch(value, place) }
    var result: [Item] = []
    result.reserveCapacity(items.count)
    for (index, item) in items.enumerated() { result.append(try read(item, place.element(index))) }
    return result
  }

  /// A `map[string]string`; nil for null.
  static func stringMap(_ value: Value, _ place: Place) throws(GoDecodingError) -> [String: String]? {
    guard let map = try object(value, place.typed("map[string]string")) else { return nil }
    var result: [String: String] = [:]
    for entry in map.entries {
      let key = String(describing: entry.key)
      var text = ""
      try string(entry.value, place.field(entry.key), into: &text)
      result[key] = text
    }
    return result
  }

  /// The value as `fmt.Sprintf("%v")` prints a scalar; `<nil>` where there is none.
  static func printed(_ value: Value?) -> String {
    switch value {
    case nil, .null: return "<nil>"
    default: break
    }
    var text = ""
    if let value, (try? string(value, Place("", of: ""), into: &text)) != nil { return text }
    return value?.typeName ?? ""
  }

  static func mismatch(_ value: Value, _ place: Place) -> GoDecodingError {
    let target =
      place.path.isEmpty ? "Go value" : place.isElement ? place.path : "Go struct field \(place.path)"
    return GoDecodingError(
      description: "json: cannot unmarshal \(JSON.kind(value)) into \(target) of type \(place.type)")
  }
}
