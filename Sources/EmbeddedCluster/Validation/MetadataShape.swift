import Values

/// The types of a custom resource's metadata, which the server relies on; a built-in kind has them among its fields.
enum MetadataShape {
  private enum Expected {
    case map, textMap, textList, mapList, text, number
  }

  private static let fields: [(Bytes, Expected, String)] = [
    ("name", .text, "string"), ("generateName", .text, "string"), ("namespace", .text, "string"),
    ("uid", .text, "types.UID"), ("resourceVersion", .text, "string"), ("creationTimestamp", .text, "v1.Time"),
    ("labels", .textMap, "map[string]string"), ("annotations", .textMap, "map[string]string"),
    ("finalizers", .textList, "[]string"), ("ownerReferences", .mapList, "[]v1.OwnerReference"),
    ("managedFields", .mapList, "[]v1.ManagedFieldsEntry"), ("generation", .number, "int64"),
  ]

  /// Refuses an object whose metadata has a type that Go's structures could not hold.
  static func check(_ object: ValueMap, _ resource: Resource) throws(APIError) {
    try check(object, "metadata", .map, "v1.ObjectMeta", resource, "")
    guard let metadata = object.map("metadata") else { return }
    for (field, expected, type) in fields { try check(metadata, field, expected, type, resource, "metadata.") }
  }

  private static func check(
    _ map: ValueMap, _ field: Bytes, _ expected: Expected, _ type: String, _ resource: Resource, _ path: String
  ) throws(APIError) {
    guard let value = map[field], !value.isNil else { return }
    let fits =
      switch expected {
      case .map: value.asMap != nil
      case .textMap: value.asMap?.entries.allSatisfy { $0.value.asString != nil || $0.value.isNil } ?? false
      case .textList: value.asList?.allSatisfy { $0.asString != nil } ?? false
      case .mapList: value.asList?.allSatisfy { $0.asMap != nil } ?? false
      case .text: value.asString != nil
      case .number: value.wholeNumber != nil
      }
    if fits { return }
    throw .badRequest(
      "\(resource.kind) in version \"\(resource.versions.first ?? "")\" cannot be handled as a \(resource.kind): "
        + "json: cannot unmarshal \(word(value, expected)) into Go struct field \(resource.kind).\(path)\(field) "
        + "of type \(typeInside(type, expected))")
  }

  /// What encoding/json would call the value that does not fit.
  private static func word(_ value: Value, _ expected: Expected) -> String {
    let wrong: Value? =
      switch (expected, value) {
      case (.textMap, .map(let map)): map.entries.first { $0.value.asString == nil && !$0.value.isNil }?.value
      case (.textList, .list(let items, _)): items.first { $0.asString == nil }
      case (.mapList, .list(let items, _)): items.first { $0.asMap == nil }
      default: nil
      }
    return JSON.kind(wrong ?? value)
  }

  private static func typeInside(_ type: String, _ expected: Expected) -> String {
    switch expected {
    case .textMap, .textList: "string"
    default: type
    }
  }
}
