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

  /// The kinds that stand inside others, and may say there what they are.
  private static let embeddedKinds: Set<String> = ["core.v1.PersistentVolumeClaim", "meta.v1.DeleteOptions"]

  /// Takes the unknown fields out of an object.
  init(pruning object: ValueMap, _ type: MessageType) {
    prune(object, type, "", "", isKind: true)
  }

  private mutating func prune(
    _ map: ValueMap, _ type: MessageType, _ path: String, _ typedPath: String, isKind: Bool
  ) {
    for entry in map.entries {
      if isKind, entry.key == "apiVersion" || entry.key == "kind" { continue }
      let name = entry.key.description
      let inner = path.isEmpty ? name : "\(path).\(name)"
      let typedInner = "\(typedPath).\(name)"
      guard let field = type.field(named: entry.key) else {
        unknown.append(Unknown(path: inner, typedPath: typedInner))
        map[entry.key] = nil
        continue
      }
      guard case .message(let message) = field.kind else { continue }
      switch (field.container, entry.value) {
      case (.single, let value): prune(value, message, inner, typedInner)
      case (.list, .list(let items, _)):
        for (index, item) in items.enumerated() {
          prune(item, message, "\(inner)[\(index)]", typedInner + Self.element(item, index, field.listKeys))
        }
      case (.map, .map(let map)):
        for entry in map.entries { prune(entry.value, message, "\(inner).\(entry.key)", "\(typedInner).\(entry.key)") }
      default: break
      }
    }
  }

  private mutating func prune(_ value: Value, _ message: String, _ path: String, _ typedPath: String) {
    guard let type = TypeSchema.message(message) else { return }
    switch (type.form, value) {
    case (.object, .map(let map)):
      prune(map, type, path, typedPath, isKind: Self.embeddedKinds.contains(message))
    case (.schemaOrBool, .map), (.schemaOrList, .map), (.schemaOrStrings, .map):
      prune(value, "apiextensions.v1.JSONSchemaProps", path, typedPath)
    case (.schemaOrList, .list(let items, _)):
      for (index, item) in items.enumerated() { prune(item, message, "\(path)[\(index)]", "\(typedPath)[\(index)]") }
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
