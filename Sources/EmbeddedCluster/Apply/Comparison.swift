import Values

/// Which fields differ between two states of an object.
struct Comparison {
  /// Fields of both with different values.
  var modified = FieldSet()
  /// Fields that only the new state has.
  var added = FieldSet()
  /// Fields that only the old state had.
  var removed = FieldSet()

  /// What a new state sets that was not so before.
  var changed: FieldSet { modified.union(added) }

  init() {}

  /// Compares the states of one field; both have it.
  init(_ old: Value, _ new: Value, _ schema: MergeSchema) {
    switch (old, new) {
    case (.map(let a), .map(let b)) where !schema.isAtomicMap:
      for key in Set(a.keys).union(b.keys) {
        place(Self.between(a[key], b[key], schema.field(key), key), at: Bytes("f:") + key)
      }
    case (.list(let a, _), .list(let b, _)): compareLists(a, b, schema)
    default: if !old.isSame(as: new) { modified.isMember = true }
    }
  }

  private static func between(_ old: Value?, _ new: Value?, _ schema: MergeSchema, _ key: Bytes?) -> Comparison {
    var result = Comparison()
    switch (old, new) {
    case (nil, nil): break
    case (nil, let new?): result.added = whole(new, schema, key)
    case (let old?, nil): result.removed = whole(old, schema, key)
    case (let old?, let new?): result = Comparison(old, new, schema)
    }
    return result
  }

  /// All fields of a value that came or went, with the value itself where it is one that somebody manages.
  private static func whole(_ value: Value, _ schema: MergeSchema, _ key: Bytes?) -> FieldSet {
    var set = FieldSet(of: value, schema, .all)
    if key.map({ FieldSet.isManagedContainer($0, value) }) ?? true { set.isMember = true }
    return set
  }

  private mutating func compareLists(_ a: [Value], _ b: [Value], _ schema: MergeSchema) {
    let elementOf: (Value) -> Bytes?
    switch schema.listType {
    case .atomic:
      if !Value.list(a).isSame(as: .list(b)) { modified.isMember = true }
      return
    case .set: elementOf = { MergeSchema.element($0) }
    case .map(let keys): elementOf = { MergeSchema.element($0, keys) }
    }
    var before: [Bytes: Value] = [:]
    var after: [Bytes: Value] = [:]
    for (items, isAfter) in [(a, false), (b, true)] {
      for item in items {
        guard let element = elementOf(item) else {
          if !Value.list(a).isSame(as: .list(b)) { modified.isMember = true }
          return
        }
        if isAfter { after[element] = item } else { before[element] = item }
      }
    }
    for element in Set(before.keys).union(after.keys) {
      place(Self.between(before[element], after[element], schema.item, nil), at: element)
    }
  }

  private mutating func place(_ below: Comparison, at element: Bytes) {
    if !below.modified.isEmpty { modified.children[element] = below.modified }
    if !below.added.isEmpty { added.children[element] = below.added }
    if !below.removed.isEmpty { removed.children[element] = below.removed }
  }
}
