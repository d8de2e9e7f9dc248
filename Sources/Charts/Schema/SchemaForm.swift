internal import Values

/// Tells at a glance that a schema has the form that its draft's metaschema asks for.
///
/// Nearly every schema has it, and reading it here costs a small part of compiling the metaschema and holding the schema
/// against that. What is not evidently right, or rare, is left to the metaschema, which also knows the words for it.
struct SchemaForm {
  private let draft: Int

  private static let deepest = 200

  private init(draft: Int) { self.draft = draft }

  /// Whether the metaschema certainly accepts the document; no answer otherwise.
  static func isEvidentlyValid(_ document: Value, draft: Int) -> Bool {
    SchemaForm(draft: draft).isSchema(document, depth: 0)
  }

  private func isSchema(_ value: Value, depth: Int) -> Bool {
    switch value {
    case .bool: return draft != 4
    case .map(let map):
      if depth > Self.deepest { return false }
      return map.entries.allSatisfy { entry in
        guard let rule = Self.rule(of: entry) else { return true }
        return holds(rule, entry.value, depth: depth + 1)
      }
    default: return false
    }
  }

  // MARK: Keywords

  /// What a keyword's value must be, the strictest of the drafts' opinions.
  private enum Rule {
    case schema, schemaOrBool, schemaOrList, schemas, schemaList, patterns, dependencies
    case type, list, choices, names, namesByKey
    case text, pattern, format(String), identifier
    case bool, number, count, positive, limit
    /// Too rare to be worth a look here.
    case rare
  }

  /// The rule of the keyword that an entry stands under.
  private static func rule(of entry: ValueMap.Entry) -> Rule? {
    rules.withUnsafeBufferPointer { rules in
      var low = 0
      var high = rules.count
      while low < high {
        let middle = (low &+ high) / 2
        if rules[middle].prefix < entry.prefix { low = middle &+ 1 } else { high = middle }
      }
      while low < rules.count, rules[low].prefix == entry.prefix {
        if rules[low].keyword == entry.key { return rules[low].rule }
        low &+= 1
      }
      return nil
    }
  }

  /// The rules, sorted by the first bytes of their keywords.
  private static let rules = keywords.map { (prefix: $0.prefix8, keyword: $0, rule: $1) }.sorted {
    $0.prefix < $1.prefix
  }

  private static let keywords: KeyValuePairs<Bytes, Rule> = [
    "$anchor": .rare, "$dynamicAnchor": .rare, "$dynamicRef": .rare, "$recursiveAnchor": .rare,
    "$recursiveRef": .rare, "$vocabulary": .rare,
    "$comment": .text, "$defs": .schemas, "$id": .identifier, "$ref": .format("uri-reference"),
    "$schema": .format("uri"), "id": .identifier,
    "additionalItems": .schemaOrBool, "additionalProperties": .schemaOrBool, "allOf": .schemaList,
    "anyOf": .schemaList, "contains": .schema, "contentEncoding": .text, "contentMediaType": .text,
    "contentSchema": .schema, "definitions": .schemas, "dependencies": .dependencies,
    "dependentRequired": .namesByKey, "dependentSchemas": .schemas, "deprecated": .bool, "description": .text,
    "else": .schema, "enum": .choices, "examples": .list, "exclusiveMaximum": .limit, "exclusiveMinimum": .limit,
    "format": .text, "if": .schema, "items": .schemaOrList, "maxContains": .count, "maxItems": .count,
    "maxLength": .count, "maxProperties": .count, "maximum": .number, "minContains": .count, "minItems": .count,
    "minLength": .count, "minProperties": .count, "minimum": .number, "multipleOf": .positive, "not": .schema,
    "oneOf": .schemaList, "pattern": .pattern, "patternProperties": .patterns, "prefixItems": .schemaList,
    "properties": .schemas, "propertyNames": .schema, "readOnly": .bool, "required": .names, "then": .schema,
    "title": .text, "type": .type, "unevaluatedItems": .schema, "unevaluatedProperties": .schema,
    "uniqueItems": .bool, "writeOnly": .bool,
  ]

  private func holds(_ rule: Rule, _ value: Value, depth: Int) -> Bool {
    switch rule {
    case .schema: isSchema(value, depth: depth)
    case .schemaOrBool: value.asBool != nil || isSchema(value, depth: depth)
    case .schemaOrList: draft < 2020 && isSchemaList(value, depth: depth) || isSchema(value, depth: depth)
    case .schemas: value.asMap?.entries.allSatisfy { isSchema($0.value, depth: depth) } ?? false
    case .schemaList: isSchemaList(value, depth: depth)
    case .patterns: value.asMap?.entries.allSatisfy { isPattern($0, depth: depth) } ?? false
    case .dependencies:
      value.asMap?.entries.allSatisfy { isNames($0.value) || isSchema($0.value, depth: depth) } ?? false
    case .type: Self.isType(value) || value.asList?.allSatisfy(Self.isType) ?? false && isNames(value)
    case .list: value.asList != nil
    case .choices: draft >= 2019 ? value.asList?.isEmpty == false : isNames(value)
    case .names: isNames(value)
    case .namesByKey: value.asMap?.entries.allSatisfy { isNames($0.value) } ?? false
    case .text: value.asString != nil
    case .pattern: isText(value, ofFormat: "regex")
    case .format(let name): isText(value, ofFormat: name)
    case .identifier:
      isText(value, ofFormat: "uri-reference") && value.asString?.storage.contains(UInt8(ascii: "#")) == false
    case .bool: value.asBool != nil
    case .number: SchemaNumber(value) != nil
    case .count: SchemaNumber(value).map { $0.isInteger && $0.double >= 0 } ?? false
    case .positive: SchemaNumber(value).map { $0.double > 0 } ?? false
    case .limit: draft > 4 && SchemaNumber(value) != nil
    case .rare: false
    }
  }

  private func isSchemaList(_ value: Value, depth: Int) -> Bool {
    guard let items = value.asList, !items.isEmpty else { return false }
    return items.allSatisfy { isSchema($0, depth: depth) }
  }

  private func isPattern(_ entry: ValueMap.Entry, depth: Int) -> Bool {
    isText(.string(entry.key), ofFormat: "regex") && isSchema(entry.value, depth: depth)
  }

  private func isText(_ value: Value, ofFormat format: String) -> Bool {
    value.asString != nil && SchemaFormats.problem(value, format) == nil
  }

  /// Whether a value is a list of different strings, and not an empty one.
  private func isNames(_ value: Value) -> Bool {
    guard let items = value.asList, !items.isEmpty else { return false }
    let names = items.compactMap(\.asString)
    return names.count == items.count && Set(names).count == names.count
  }

  private static func isType(_ value: Value) -> Bool {
    value.asString.flatMap { SchemaType($0) } != nil
  }
}
