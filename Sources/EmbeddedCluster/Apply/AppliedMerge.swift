import Values

/// Merges an applied configuration into the live object, and takes out what its manager no longer applies.
enum AppliedMerge {
  /// The live value with everything that the configuration says.
  static func merge(_ live: Value?, _ applied: Value, _ schema: MergeSchema) -> Value {
    switch (live, applied) {
    case (.map(let a), .map(let b)) where !schema.isAtomicMap:
      let result = a.shallowCopy()
      for entry in b.entries { result[entry.key] = merge(a[entry.key], entry.value, schema.field(entry.key)) }
      return .map(result)
    case (.list(let a, _), .list(let b, _)):
      switch schema.listType {
      case .atomic: return applied
      case .set: return mergeLists(a, b, schema) { MergeSchema.element($0) } ?? applied
      case .map(let keys): return mergeLists(a, b, schema) { MergeSchema.element($0, keys) } ?? applied
      }
    default: return applied
    }
  }

  /// The items of both in the applied order, live ones staying before those they stood before; nil where an item lacks
  /// what identifies it.
  private static func mergeLists(
    _ live: [Value], _ applied: [Value], _ schema: MergeSchema, _ elementOf: (Value) -> Bytes?
  ) -> Value? {
    var places: [Bytes: Int] = [:]
    var elements: [Bytes] = []
    for (index, item) in live.enumerated() {
      guard let element = elementOf(item) else { return nil }
      places[element] = index
      elements.append(element)
    }
    var inApplied: Set<Bytes> = []
    for item in applied {
      guard let element = elementOf(item) else { return nil }
      inApplied.insert(element)
    }
    var result: [Value] = []
    var next = 0
    func takeLiveOnly(before end: Int) {
      while next < end {
        if !inApplied.contains(elements[next]) { result.append(live[next]) }
        next += 1
      }
    }
    for item in applied {
      guard let element = elementOf(item) else { return nil }
      if let place = places[element] {
        takeLiveOnly(before: place)
        result.append(merge(live[place], item, schema.item))
      } else {
        result.append(item)
      }
    }
    takeLiveOnly(before: live.count)
    return .list(result)
  }

  /// The value without the fields of `dropped` that are not in `kept`; nil where nothing of it stays.
  static func prune(_ value: Value, dropped: FieldSet, kept: FieldSet, _ schema: MergeSchema) -> Value? {
    if dropped.isMember, kept.isEmpty { return nil }
    switch value {
    case .map(let map) where !schema.isAtomicMap:
      let result = map.shallowCopy()
      for (element, below) in dropped.children {
        guard element.hasPrefix("f:") else { continue }
        let key = Bytes(element.storage.dropFirst(2))
        guard let child = map[key] else { continue }
        result[key] = prune(
          child, dropped: below, kept: kept.children[element] ?? FieldSet(), schema.field(key))
      }
      // A map that only held dropped fields goes with them.
      return result.isEmpty && !map.isEmpty && kept.isEmpty ? nil : .map(result)
    case .list(let items, _):
      let elementOf: (Value) -> Bytes?
      switch schema.listType {
      case .atomic: return value
      case .set: elementOf = { MergeSchema.element($0) }
      case .map(let keys): elementOf = { MergeSchema.element($0, keys) }
      }
      let result = items.compactMap { item -> Value? in
        guard let element = elementOf(item), let below = dropped.children[element] else { return item }
        return prune(item, dropped: below, kept: kept.children[element] ?? FieldSet(), schema.item)
      }
      return result.isEmpty && !items.isEmpty && kept.isEmpty ? nil : .list(result)
    default: return value
    }
  }
}
