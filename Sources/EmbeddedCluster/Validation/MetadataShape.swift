import Values

/// The types of what the server itself relies on; anything else of a wrong type is validation's matter.
enum Shape {
  private enum Expected {
    case map, textMap, list, textList, mapList, text, number
  }

  private static let metadata: [(Bytes, Expected, String)] = [
    ("name", .text, "string"), ("generateName", .text, "string"), ("namespace", .text, "string"),
    ("uid", .text, "types.UID"), ("resourceVersion", .text, "string"), ("creationTimestamp", .text, "v1.Time"),
    ("labels", .textMap, "map[string]string"), ("annotations", .textMap, "map[string]string"),
    ("finalizers", .textList, "[]string"), ("ownerReferences", .mapList, "[]v1.OwnerReference"),
    ("managedFields", .mapList, "[]v1.ManagedFieldsEntry"), ("generation", .number, "int64"),
  ]

  private static let data: [String: [(Bytes, Expected, String)]] = [
    "secrets": [
      ("data", .textMap, "map[string][]uint8"), ("stringData", .textMap, "map[string]string"),
      ("type", .text, "v1.SecretType"),
    ],
    "configmaps": [("data", .textMap, "map[string]string"), ("binaryData", .textMap, "map[string][]uint8")],
  ]

  /// Refuses an object whose metadata, spec or data have a type that Go's structures could not hold.
  static func check(_ object: ValueMap, _ resource: Resource) throws(APIError) {
    try check(object, "metadata", .map, "v1.ObjectMeta", resource, "")
    if let map = object.map("metadata") {
      for (field, expected, type) in metadata { try check(map, field, expected, type, resource, "metadata.") }
    }
    if !resource.isCustom {
      for field: Bytes in ["spec", "status"] { try check(object, field, .map, "v1.\(resource.kind)Spec", resource, "") }
    }
    for (field, expected, type) in data[resource.qualified] ?? [] {
      try check(object, field, expected, type, resource, "")
    }
  }

  private static func check(
    _ map: ValueMap, _ field: Bytes, _ expected: Expected, _ type: String, _ resource: Resource, _ path: String
  ) throws(APIError) {
    guard let value = map[field], !value.isNil else { return }
    let fits =
      switch expected {
      case .map: value.asMap != nil
      case .textMap: value.asMap?.entries.allSatisfy { $0.value.asString != nil || $0.value.isNil } ?? false
      case .list: value.asList != nil
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
