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

  private let place: SchemaPlace
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
  var types = SchemaTypes()
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
  var properties = SchemaProperties([])
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

  /// The schema at a place.
  init(at place: SchemaPlace, draft: Int) {
    self.place = place
    self.draft = draft
  }

  /// The schema's URL with its place in the document: `file:///values.schema.json#/properties/a`.
  var location: String { place.text }

  /// Whether a number can be wrong.
  var limitsNumbers: Bool {
    minimum != nil || maximum != nil || exclusiveMinimum != nil || exclusiveMaximum != nil || multipleOf != nil
  }
  /// Whether no property is left for `unevaluatedProperties`.
  var evaluatesAllProperties: Bool { additionalProperties != nil }
  /// Whether no item is left for `unevaluatedItems`.
  var evaluatesAllItems: Bool { items != nil || additionalItems != nil }
}

/// The types that `type` knows, in the order in which errors list them.
enum SchemaType: String, CaseIterable {
  case null, boolean, number, integer, string, array, object

  private static let names = allCases.map { (name: Bytes($0.rawValue), type: $0) }

  /// The type of a name; nil for what is none.
  init?(_ name: Bytes) {
    guard let known = Self.names.first(where: { $0.name == name }) else { return nil }
    self = known.type
  }

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

/// The schemas of properties by the properties' names.
struct SchemaProperties {
  /// Sorted by name, as a map's entries are.
  private let entries: [(prefix: UInt64, name: Bytes, schema: SchemaNode.ID)]

  /// The schemas of properties that are sorted by name.
  init(_ sorted: [(Bytes, SchemaNode.ID)]) { entries = sorted.map { ($0.prefix8, $0, $1) } }

  var isEmpty: Bool { entries.isEmpty }

  /// The schema of the property that an entry is.
  subscript(entry: ValueMap.Entry) -> SchemaNode.ID? {
    entries.withUnsafeBufferPointer { entries in
      var low = 0
      var high = entries.count
      while low < high {
        let middle = (low &+ high) / 2
        let there = entries[middle].prefix
        let order =
          there == entry.prefix ? entries[middle].name.compare(entry.key) : there < entry.prefix ? -1 : 1
        if order == 0 { return entries[middle].schema }
        if order < 0 { low = middle &+ 1 } else { high = middle }
      }
      return nil
    }
  }
}

/// Some of the types that `type` knows.
struct SchemaTypes {
  private var bits: UInt8 = 0

  /// Whether there is none.
  var isEmpty: Bool { bits == 0 }

  func contains(_ type: SchemaType) -> Bool { bits & Self.bit(type) != 0 }

  mutating func insert(_ type: SchemaType) { bits |= Self.bit(type) }

  private static func bit(_ type: SchemaType) -> UInt8 {
    switch type {
    case .null: 1
    case .boolean: 2
    case .number: 4
    case .integer: 8
    case .string: 16
    case .array: 32
    case .object: 64
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
