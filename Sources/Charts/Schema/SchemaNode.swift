internal import RegularExpressions
internal import Values

/// A compiled schema.
///
/// Schemas refer to each other by their numbers in a `SchemaGraph`, so that cycles leak nothing.
final class SchemaNode {
  /// A schema's number in its graph.
  typealias ID = Int

  /// What `additionalProperties` and `additionalItems` may be.
  enum Additional {
    case allowed(Bool)
    case schema(ID)
  }

  /// What an entry of `dependencies` may be.
  enum Requirement {
    case properties([Bytes])
    case schema(ID)
  }

  private let url: String
  private let pointer: String
  /// 4, 6, 7, 2019 or 2020.
  let draft: Int
  /// The root of the document or of the part with an `$id` that the schema belongs to.
  var resource: ID = 0
  /// The `$dynamicAnchor`s of a resource.
  var dynamicAnchors: [String: ID] = [:]

  var bool: Bool?
  var ref: ID?
  var recursiveRef: ID?
  var hasRecursiveAnchor = false
  var dynamicRef: (schema: ID, anchor: String?)?
  var dynamicAnchor = ""
  var types: Set<SchemaType> = []
  var const: Value?
  var `enum`: [Value]?
  var format: String?
  var not: ID?
  var allOf: [ID] = []
  var anyOf: [ID] = []
  var oneOf: [ID] = []
  var `if`: ID?
  var then: ID?
  var `else`: ID?

  var minProperties: Int?
  var maxProperties: Int?
  var required: [Bytes] = []
  var properties: [Bytes: ID] = [:]
  var patternProperties: [(pattern: RegularExpression, schema: ID)] = []
  var additionalProperties: Additional?
  var propertyNames: ID?
  var dependencies: [(property: Bytes, requirement: Requirement)] = []
  var dependentSchemas: [(property: Bytes, schema: ID)] = []
  var dependentRequired: [(property: Bytes, required: [Bytes])] = []
  var unevaluatedProperties: ID?

  var minItems: Int?
  var maxItems: Int?
  var hasUniqueItems = false
  var contains: ID?
  var minContains: Int?
  var maxContains: Int?
  /// `items` as one schema (before 2020) or the schema of what follows `prefixItems`.
  var items: ID?
  /// `prefixItems`, or `items` as a list (before 2020).
  var prefixItems: [ID]?
  var additionalItems: Additional?
  var unevaluatedItems: ID?

  var minLength: Int?
  var maxLength: Int?
  var pattern: RegularExpression?

  var minimum: SchemaNumber?
  var maximum: SchemaNumber?
  var exclusiveMinimum: SchemaNumber?
  var exclusiveMaximum: SchemaNumber?
  var multipleOf: SchemaNumber?

  /// The schema at a place of the document of that URL.
  init(url: String, pointer: String, draft: Int) {
    self.url = url
    self.pointer = pointer
    self.draft = draft
  }

  /// The schema's URL with its place in the document: `file:///values.schema.json#/properties/a`.
  var location: String { SchemaURL.location(url, pointer) }

  /// Whether no property is left for `unevaluatedProperties`.
  var evaluatesAllProperties: Bool { additionalProperties != nil }
  /// Whether no item is left for `unevaluatedItems`.
  var evaluatesAllItems: Bool { items != nil || additionalItems != nil }
}

/// The types that `type` knows, in the order in which errors list them.
enum SchemaType: String, CaseIterable {
  case null, boolean, number, integer, string, array, object

  /// The type of a value; nil for what JSON does not have.
  init?(of value: Value) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .integer, .float, .number: self = .number
    case .string: self = .string
    case .list: self = .array
    case .map: self = .object
    case .bytes, .object: return nil
    }
  }
}

/// Compiled schemas by their numbers.
final class SchemaGraph {
  /// All schemas.
  fileprivate(set) var nodes: [SchemaNode?] = []

  /// The schema of a number.
  subscript(id: SchemaNode.ID) -> SchemaNode? { nodes.indices.contains(id) ? nodes[id] : nil }

  /// A number for a schema that will be compiled later.
  func reserve() -> SchemaNode.ID {
    nodes.append(nil)
    return nodes.count - 1
  }

  /// Keeps a compiled schema.
  func set(_ node: SchemaNode, at id: SchemaNode.ID) { nodes[id] = node }
}
