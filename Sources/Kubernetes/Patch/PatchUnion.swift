internal import Values

/// Unites the two halves of a three-way patch, as apimachinery's mergeMap does with the parallel lists left alone.
enum PatchUnion {
  /// The removals with the changes over them.
  static func unite(
    _ removals: ValueMap, with changes: ValueMap, _ schema: PatchSchema
  ) throws(PatchError) -> ValueMap {
    let result = removals.shallowCopy()
    for entry in changes.entries where !isOrder(entry.key) {
      switch (result[entry.key], entry.value) {
      case (.map(let removed)?, .map(let changed)):
        result[entry.key] = .map(try unite(removed, with: changed, schema.field(entry.key)))
      case (.list(let removed, _)?, .list(let changed, _)):
        let order = changes[PatchDirective.orderPrefix + entry.key]?.asList
        result[entry.key] = .list(try unite(removed, with: changed, schema.field(entry.key), order: order))
      case (_, let value): result[entry.key] = value
      }
    }
    for entry in changes.entries where isOrder(entry.key) {
      result[entry.key] = entry.value
      let key = Bytes(entry.key.storage.dropFirst(PatchDirective.orderPrefix.storage.count))
      // The order tells where what was removed stands between what has changed.
      guard changes[key] == nil, let removed = result[key]?.asList, let order = entry.value.asList else { continue }
      result[key] = .list(try unite(removed, with: [], schema.field(key), order: order))
    }
    return result
  }

  private static func isOrder(_ key: Bytes) -> Bool { key.storage.starts(with: PatchDirective.orderPrefix.storage) }

  private static func unite(
    _ removed: [Value], with changed: [Value], _ field: PatchSchema, order: [Value]?
  ) throws(PatchError) -> [Value] {
    switch field.strategy {
    case .standard, .replace: return changed
    case .mergeValues:
      return removed + changed.filter { value in !removed.contains { $0.isSameJSON(as: value) } }
    case .mergeItems(let mergeKey):
      let removedItems = try MergeItems(removed, mergeKey)
      let changedItems = try MergeItems(changed, mergeKey)
      var united = removedItems.items.map(\.map)
      for item in changedItems.items {
        if let place = removedItems.items.firstIndex(where: { $0.identity.isSameJSON(as: item.identity) }) {
          united[place] = try unite(united[place], with: item.map, field)
        } else {
          united.append(item.map)
        }
      }
      return try arrange(united, mergeKey, order: order ?? changed, before: removed)
    }
  }

  /// What the order names, in its order, and all else, in the order that it had; where both are in the old order, that
  /// decides which comes first (as normalizeElementOrder).
  private static func arrange(
    _ items: [ValueMap], _ mergeKey: Bytes, order: [Value], before: [Value]
  ) throws(PatchError) -> [Value] {
    let order = try MergeItems(order, mergeKey).items.map(\.identity)
    let before = try MergeItems(before, mergeKey).items.map(\.identity)
    func rank(_ item: ValueMap, _ order: [Value]) -> Int? {
      item[mergeKey].flatMap { identity in order.firstIndex { $0.isSameJSON(as: identity) } }
    }
    func isDeletion(_ item: ValueMap) -> Bool { item[PatchDirective.patch]?.asString == PatchDirective.delete }
    let named = items.filter { rank($0, order) != nil }.enumerated().sorted { a, b in
      (rank(a.element, order) ?? 0, a.offset) < (rank(b.element, order) ?? 0, b.offset)
    }.map(\.element)
    let others = items.filter { rank($0, order) == nil }
    // Deletions come last among their kind.
    var left = (others.filter { !isDeletion($0) } + others.filter(isDeletion))[...]
    var right = named[...]
    var result: [Value] = []
    while let next = right.first ?? left.first {
      if let other = left.first, let named = right.first {
        let isBefore = rank(other, before).flatMap { a in rank(named, before).map { a < $0 } } ?? false
        result.append(.map(isBefore ? other : named))
        if isBefore { left.removeFirst() } else { right.removeFirst() }
      } else {
        result.append(.map(next))
        if right.isEmpty { left.removeFirst() } else { right.removeFirst() }
      }
    }
    return result
  }
}
