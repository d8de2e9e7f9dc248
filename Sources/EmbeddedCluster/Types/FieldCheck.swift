import Values

/// Finds, and takes away, the fields that a built-in kind does not have, as decoding into Go's structures does.
struct FieldCheck {
  /// A field that the kind does not have.
  struct Unknown: Equatable {
    /// As strict decoding names it: `spec.containers[0].foo`.
    let path: String
    /// As server-side apply names it: `.spec.containers[name="a"].foo`.
    let typedPath: String
  }

  private(set) var unknown: [Unknown] = []

  /// Takes the unknown fields out of an object.
  init(pruning object: ValueMap, _ type: MessageType) {
    prune(object, type, "", "", isRoot: true)
  }

  private mutating func prune(
    _ map: ValueMap, _ type: MessageType, _ path: String, _ typedPath: String, isRoot: Bool = false
  ) {
    for entry in map.entries {
      if isRoot, entry.key == "apiVersion" || entry.key == "kind" { continue }
      let name = entry.key.description
      let inner = path.isEmpty ? name : "\(path).\(name)"
      let typedInner = "\(typedPath).\(name)"
      guard let field = type.field(named: entry.key) else {
        unknown.append(Unknown(path: inner, typedPath: typedInner))
        map[entry.key] = nil
        continue
      }
      guard case .message(let message) = field.kind, let type = TypeSchema.message(message) else { continue }
      switch (field.container, entry.value) {
      case (.single, let value): prune(value, type, inner, typedInner)
      case (.list, .list(let items, _)):
        for (index, item) in items.enumerated() {
          prune(item, type, "\(inner)[\(index)]", typedInner + Self.element(item, index, field.listKeys))
        }
      case (.map, .map(let map)):
        for entry in map.entries { prune(entry.value, type, "\(inner).\(entry.key)", "\(typedInner).\(entry.key)") }
      default: break
      }
    }
  }

  private mutating func prune(_ value: Value, _ type: MessageType, _ path: String, _ typedPath: String) {
    switch (type.form, value) {
    case (.object, .map(let map)): prune(map, type, path, typedPath)
    case (.schemaOrBool, .map(let map)), (.schemaOrList, .map(let map)), (.schemaOrStrings, .map(let map)):
      if let schema = TypeSchema.message("apiextensions.v1.JSONSchemaProps") { prune(map, schema, path, typedPath) }
    case (.schemaOrList, .list(let items, _)):
      for (index, item) in items.enumerated() { prune(item, type, "\(path)[\(index)]", "\(typedPath)[\(index)]") }
    default: break
    }
  }

  private static func element(_ item: Value, _ index: Int, _ keys: [String]?) -> String {
    guard let keys, let map = item.asMap else { return "[\(index)]" }
    let parts = keys.compactMap { key -> String? in
      guard let value = map[Bytes(key)] else { return nil }
      return value.asString == nil ? "\(key)=\(TableRow.text(value))" : "\(key)=\"\(TableRow.text(value))\""
    }
    return "[\(parts.joined(separator: ","))]"
  }
}
