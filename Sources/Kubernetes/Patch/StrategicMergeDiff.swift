package import Values

/// Makes strategic merge patches, as apimachinery's strategicpatch.CreateThreeWayMergePatch.
package enum StrategicMergeDiff {
  /// The patch that brings an object from what it is to what it shall be, empty where nothing is to be done.
  ///
  /// What the revision before had and this one has not is removed; what neither has is somebody else's and stays.
  package static func patch(
    previous: ValueMap, desired: ValueMap, live: ValueMap, _ schema: PatchSchema
  ) throws(PatchError) -> ValueMap {
    let removals = try Differ(find: .removals).maps(previous, desired, schema, retainsKeys: false)
    let changes = try Differ(find: .changes).maps(live, desired, schema, retainsKeys: false)
    return try PatchUnion.unite(removals, with: changes, schema)
  }
}

/// Objects between which no strategic merge patch leads.
package struct PatchError: Error, CustomStringConvertible {
  /// What is wrong, in apimachinery's words.
  package let description: String

  init(_ description: String) { self.description = description }

  static func noMergeKey(_ item: ValueMap, _ key: Bytes) -> PatchError {
    let keys = item.keys.map(\.description).joined(separator: " ")
    return PatchError("map: map[\(keys)] does not contain declared merge key: \(key)")
  }

  static let mixedItems = PatchError("list element types are not identical")
}

/// The fields of a strategic merge patch that say what to do instead of what to be.
enum PatchDirective {
  static let patch: Bytes = "$patch"
  static let delete: Bytes = "delete"
  static let retainKeys: Bytes = "$retainKeys"
  static let orderPrefix: Bytes = "$setElementOrder/"
  static let deletionPrefix: Bytes = "$deleteFromPrimitiveList/"
}

/// One of the two differences that a three-way patch is made of, as apimachinery's diffMaps and diffLists.
private struct Differ {
  enum Interest {
    /// What is in the second and not, or otherwise, in the first.
    case changes
    /// What is in the first and no longer in the second.
    case removals
  }

  let find: Interest

  func maps(
    _ old: ValueMap, _ new: ValueMap, _ schema: PatchSchema, retainsKeys: Bool
  ) throws(PatchError) -> ValueMap {
    let patch = ValueMap()
    for entry in new.entries {
      guard let before = old[entry.key] else {
        if find == .changes { patch[entry.key] = entry.value }
        continue
      }
      let field = schema.field(entry.key)
      switch (before, entry.value) {
      case (.map(let before), .map(let after)):
        if field.strategy == .replace {
          if find == .changes { patch[entry.key] = entry.value }
        } else {
          let inner = try maps(before, after, field, retainsKeys: field.retainsKeys)
          if !inner.isEmpty { patch[entry.key] = .map(inner) }
        }
      case (.list(let before, _), .list(let after, _)):
        try lists(entry.key, before, after, field, into: patch)
      default:
        if find == .changes, !before.isSameJSON(as: entry.value) { patch[entry.key] = entry.value }
      }
    }
    if find == .removals {
      for key in old.keys where new[key] == nil { patch[key] = .null }
    }
    if retainsKeys, !patch.isEmpty || old.keys.contains(where: { new[$0] == nil }) {
      let kept = new.entries.filter { !$0.value.isNil }.map { Value.string($0.key) }
      if !kept.isEmpty { patch[PatchDirective.retainKeys] = .list(kept) }
    }
    return patch
  }

  private func lists(
    _ key: Bytes, _ old: [Value], _ new: [Value], _ field: PatchSchema, into patch: ValueMap
  ) throws(PatchError) {
    switch field.strategy {
    case .standard, .replace:
      if find == .changes, !Value.list(old).isSameJSON(as: .list(new)) { patch[key] = .list(new) }
    case .mergeItems, .mergeValues:
      if old.isEmpty {
        if find == .changes, !new.isEmpty { patch[key] = .list(new) }
      } else if case .mergeItems(let mergeKey) = field.strategy {
        try items(key, old, new, field, mergeKey, into: patch)
      } else {
        values(key, old, new, into: patch)
      }
    }
  }

  private func items(
    _ key: Bytes, _ old: [Value], _ new: [Value], _ field: PatchSchema, _ mergeKey: Bytes, into patch: ValueMap
  ) throws(PatchError) {
    let old = try MergeItems(old, mergeKey)
    let new = try MergeItems(new, mergeKey)
    let (partners, gone) = new.paired(with: old)
    var changed: [Value] = []
    for (item, before) in zip(new.items, partners) {
      if let before {
        let inner = try maps(before, item.map, field, retainsKeys: field.retainsKeys)
        if inner.isEmpty { continue }
        inner[mergeKey] = item.identity
        changed.append(.map(inner))
      } else if find == .changes {
        changed.append(.map(item.map))
      }
    }
    if find == .removals {
      for identity in gone {
        changed.append(.map(ValueMap([(PatchDirective.patch, .string(PatchDirective.delete)), (mergeKey, identity)])))
      }
    }
    if !changed.isEmpty { patch[key] = .list(changed) }
    let isSameOrder =
      old.items.count == new.items.count
      && zip(old.items, new.items).allSatisfy { $0.identity.isSameJSON(as: $1.identity) }
    if !changed.isEmpty || (find == .changes && !isSameOrder) {
      let order = new.items.map { Value.map(ValueMap([(mergeKey, $0.identity)])) }
      if !order.isEmpty { patch[PatchDirective.orderPrefix + key] = .list(order) }
    }
  }

  private func values(_ key: Bytes, _ old: [Value], _ new: [Value], into patch: ValueMap) {
    switch find {
    case .changes:
      let added = new.filter { value in !old.contains { $0.isSameJSON(as: value) } }
      if !added.isEmpty { patch[key] = .list(added) }
      // apimachinery has sorted the old values by the time it compares the order, and so it is with its patches.
      let sorted = old.sorted { MergeItems.name($0) < MergeItems.name($1) }
      if !new.isEmpty, !Value.list(sorted).isSameJSON(as: .list(new)) {
        patch[PatchDirective.orderPrefix + key] = .list(new)
      }
    case .removals:
      var gone: [Value] = []
      for value in old where !(new + gone).contains(where: { $0.isSameJSON(as: value) }) { gone.append(value) }
      if gone.isEmpty { return }
      gone.sort { MergeItems.name($0) < MergeItems.name($1) }
      patch[PatchDirective.deletionPrefix + key] = .list(gone)
      if !new.isEmpty { patch[PatchDirective.orderPrefix + key] = .list(new) }
    }
  }
}

/// The items of a list that are matched by a field.
struct MergeItems {
  let items: [(identity: Value, map: ValueMap)]

  /// The items of a list, each of which must be a map with the field.
  init(_ list: [Value], _ mergeKey: Bytes) throws(PatchError) {
    var items: [(identity: Value, map: ValueMap)] = []
    for item in list {
      guard let map = item.asMap else { throw .mixedItems }
      guard let identity = map[mergeKey] else { throw .noMergeKey(map, mergeKey) }
      items.append((identity, map))
    }
    self.items = items
  }

  /// The partner of each item among those of another list, nil for an item that is new, and what is left over there.
  ///
  /// As diffListsOfMaps: both lists are walked in the order of their identities, which several items may share (the port
  /// 53 of TCP and of UDP), and each item has one partner.
  func paired(with old: MergeItems) -> (partners: [ValueMap?], gone: [Value]) {
    var partners = [ValueMap?](repeating: nil, count: items.count)
    var gone: [Value] = []
    var left = old.inOrder[...]
    for (name, index) in inOrder {
      while let first = left.first, first.name < name {
        gone.append(old.items[first.index].identity)
        left = left.dropFirst()
      }
      guard let first = left.first, first.name == name else { continue }
      partners[index] = old.items[first.index].map
      left = left.dropFirst()
    }
    return (partners, gone + left.map { old.items[$0.index].identity })
  }

  /// The items' places in the order of their identities.
  private var inOrder: [(name: Bytes, index: Int)] {
    items.indices.map { (Self.name(items[$0].identity), $0) }
      .sorted { $0.name == $1.name ? $0.index < $1.index : $0.name < $1.name }
  }

  /// What an identity is sorted by, as Go's %v prints it.
  static func name(_ identity: Value) -> Bytes {
    identity.asString ?? Bytes(JSONCodec.encode(identity))
  }
}
