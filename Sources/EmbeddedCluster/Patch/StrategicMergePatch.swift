import Kubernetes
import Values

/// Strategic merge patch: a merge patch that matches the items of the built-in kinds' lists, with `$` directives.
enum StrategicMergePatch {
  /// The target with a patch over it, as apimachinery's strategicpatch mergeMap.
  static func apply(_ patch: ValueMap, to target: ValueMap, _ schema: PatchSchema) throws(APIError) -> ValueMap {
    switch patch.text("$patch") {
    case "replace": return withoutDirectives(patch)
    case "delete": return ValueMap()
    case nil, "merge": break
    case let directive?: throw invalid("Unknown patch type found: \(directive)")
    }
    let result = target.shallowCopy()
    for entry in patch.entries {
      let key = entry.key.description
      if key == "$patch" || key == "$retainKeys" || key.hasPrefix("$setElementOrder/") { continue }
      if key.hasPrefix("$deleteFromPrimitiveList/") {
        let field = Bytes(String(key.dropFirst("$deleteFromPrimitiveList/".count)))
        guard let removed = entry.value.asList else { throw invalid("invalid JSON document") }
        result.set(
          field, result.list(field).map { .list($0.filter { item in !removed.contains { $0.isSame(as: item) } }) })
        continue
      }
      try merge(entry.key, entry.value, into: result, schema.field(entry.key))
    }
    for entry in patch.entries where entry.key.hasPrefix("$setElementOrder/") {
      let field = Bytes(entry.key.storage.dropFirst("$setElementOrder/".utf8.count))
      guard let order = entry.value.asList, let items = result.list(field) else { continue }
      result[field] = .list(ordered(items, by: order, schema.field(field)))
    }
    if let retained = patch.list("$retainKeys") {
      let names = Set(retained.compactMap(\.asString))
      for key in result.keys where !names.contains(key) { result[key] = nil }
    }
    return result
  }

  private static func merge(
    _ key: Bytes, _ value: Value, into result: ValueMap, _ schema: PatchSchema
  ) throws(APIError) {
    switch value {
    case .null: result[key] = nil
    case .map where schema.strategy == .replace: result[key] = value
    case .map(let map):
      let merged = try apply(map, to: result.map(key) ?? ValueMap(), schema)
      if map.text("$patch") == "delete" { result[key] = nil } else { result[key] = .map(merged) }
    case .list(let items, _):
      switch schema.strategy {
      case .mergeItems(let mergeKey):
        result[key] = .list(try mergeItems(items, into: result.list(key) ?? [], mergeKey, schema))
      case .mergeValues:
        let present = result.list(key) ?? []
        result[key] = .list(present + items.filter { item in !present.contains { $0.isSame(as: item) } })
      case .standard, .replace: result[key] = value
      }
    default: result[key] = value
    }
  }

  private static func mergeItems(
    _ patch: [Value], into target: [Value], _ mergeKey: Bytes, _ schema: PatchSchema
  ) throws(APIError) -> [Value] {
    var result = target
    var replaces = false
    for item in patch {
      guard let map = item.asMap else { throw invalid("expected an object in a list that is merged by \(mergeKey)") }
      if map.text("$patch") == "replace", map[mergeKey] == nil {
        replaces = true
        continue
      }
      guard let identity = map[mergeKey] else {
        throw invalid("map: \(keys(map)) does not contain declared merge key: \(mergeKey)")
      }
      let place = result.firstIndex { $0.asMap?[mergeKey].map { $0.isSame(as: identity) } ?? false }
      if map.text("$patch") == "delete" {
        if let place { result.remove(at: place) }
      } else if let place, let present = result[place].asMap {
        result[place] = .map(try apply(map, to: present, schema))
      } else {
        result.append(.map(try apply(map, to: ValueMap(), schema)))
      }
    }
    if replaces {
      return patch.compactMap(\.asMap).filter { $0["$patch"] == nil }.map { .map(withoutDirectives($0)) }
    }
    return result
  }

  /// The items in the order that the patch wants; others stay before the ones they stood before.
  private static func ordered(_ items: [Value], by order: [Value], _ schema: PatchSchema) -> [Value] {
    let mergeKey: Bytes? = if case .mergeItems(let key) = schema.strategy { key } else { nil }
    func identity(_ item: Value) -> Value? { mergeKey.map { key in item.asMap?[key] } ?? item }
    func rank(_ item: Value) -> Int? {
      guard let identity = identity(item) else { return nil }
      return order.firstIndex { wanted in
        (mergeKey.map { key in wanted.asMap?[key] } ?? wanted).map { $0.isSame(as: identity) } ?? false
      }
    }
    let ranked = items.filter { rank($0) != nil }.sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }
    var next = ranked.makeIterator()
    return items.map { rank($0) == nil ? $0 : next.next() ?? $0 }
  }

  private static func withoutDirectives(_ map: ValueMap) -> ValueMap {
    let copy = map.shallowCopy()
    for key in copy.keys where key.hasPrefix("$") { copy[key] = nil }
    return copy
  }

  private static func keys(_ map: ValueMap) -> String {
    "map[" + map.keys.map(\.description).joined(separator: " ") + "]"
  }

  private static func invalid(_ message: String) -> APIError {
    APIError(code: 400, reason: "BadRequest", message: message)
  }
}
