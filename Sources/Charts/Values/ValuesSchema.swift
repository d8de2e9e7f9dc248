package import Values

/// Makes a first values.schema.json of a chart's default values: what is there is taken for what is meant.
package enum ValuesSchema {
  /// The schema of values, with the comments of their file as descriptions.
  package static func schema(of values: ValueMap, reference: ValuesReference) -> Value {
    let schema = object(values, [], reference)
    schema["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
    return .map(schema)
  }

  /// The type of a value in JSON Schema's words; nil for null, which may become anything.
  static func type(of value: Value) -> String? {
    switch value {
    case .bool: "boolean"
    case .integer: "integer"
    case .float(let number): number.rounded() == number && abs(number) < 1e15 ? "integer" : "number"
    case .number: "number"
    case .string, .bytes: "string"
    case .list: "array"
    case .map: "object"
    default: nil
    }
  }

  private static func object(_ map: ValueMap, _ path: [Bytes], _ reference: ValuesReference) -> ValueMap {
    let properties = ValueMap()
    for entry in map.entries {
      properties[entry.key] = .map(schema(entry.value, path + [entry.key], reference))
    }
    let schema = ValueMap([("type", .string("object"))])
    if !map.entries.isEmpty { schema["properties"] = .map(properties) }
    return schema
  }

  private static func schema(_ value: Value, _ path: [Bytes], _ reference: ValuesReference) -> ValueMap {
    let schema: ValueMap
    if let map = value.asMap {
      schema = object(map, path, reference)
    } else {
      schema = ValueMap()
      if let type = type(of: value) { schema["type"] = .string(type) }
      if let items = value.asList, let type = common(items) { schema["items"] = .map(["type": .string(type)]) }
    }
    let description = reference.description(of: path)
    if !description.isEmpty { schema["description"] = .string(description) }
    return schema
  }

  /// The one type that all items have.
  private static func common(_ items: [Value]) -> String? {
    guard let first = items.first.flatMap(type) else { return nil }
    return items.allSatisfy { type(of: $0) == first } ? first : nil
  }
}
