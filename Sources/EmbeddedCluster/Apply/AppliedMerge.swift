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

  /// The items of both, shared ones in the applied order and each live one before the applied one it stood before, as
  /// structured-merge-diff's listItem merge; nil where an item lacks what identifies it.
  private static func mergeLists(
    _ live: [Value], _ applied: [Value], _ schema: MergeSchema, _ elementOf: (Value) -> Bytes?
  ) -> Value? {
    var liveElements: [Bytes] = []
    var places: [Bytes: Int] = [:]
    for (index, item) in live.enumerated() {
      guard let element = elementOf(item) else { return nil }
      places[element] = index
      liveElements.append(element)
    }
    var appliedElements: [Bytes] = []
    for item in applied {
      guard let element = elementOf(item) else { return nil }
      appliedElements.append(element)
    }
    let isApplied = Set(appliedElements)
    var result: [Value] = []
    var next = 0
    for (item, element) in zip(applied, appliedElements) {
      // Items that only the live object has keep their place; shared ones come when the configuration names them.
      while next < live.count, liveElements[next] != element {
        if isApplied.contains(liveElements[next]) {
          if places[element] == nil { break }
        } else {
          result.append(live[next])
        }
        next += 1
      }
      if let place = places[element] {
        result.append(merge(live[place], item, schema.item))
        if place == next { next += 1 }
      } else {
        result.append(item)
      }
    }
    for index in next..<max(next, live.count) where !isApplied.contains(liveElements[index]) {
      result.append(live[index])
    }
    return .list(result)
  }

  /// The first item that a list of a configuration names twice, with where that is.
  static func duplicate(in value: Value, _ schema: MergeSchema, at path: String = "") -> String? {
    switch value {
    case .map(let map) where !schema.isAtomicMap:
      for entry in map.entries {
        if let found = duplicate(in: entry.value, schema.field(entry.key), at: "\(path).\(entry.key)") { return found }
      }
    case .list(let items, _):
      guard case .map(let keys) = schema.listType else { return nil }
      var seen: Set<Bytes> = []
      for item in items {
        guard let element = MergeSchema.element(item, keys) else { return nil }
        let text = FieldSet.text(element)
        if !seen.insert(element).inserted { return "\(path): duplicate entries for key \(text)" }
        if let found = duplicate(in: item, schema.item, at: path + text) { return found }
      }
    default: break
    }
    return nil
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
