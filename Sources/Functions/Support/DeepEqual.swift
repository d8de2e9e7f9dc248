internal import Values

extension Value {
  /// Whether two values are equal in type and in all that they hold, as reflect.DeepEqual.
  static func deepEqual(_ a: Value, _ b: Value, depth: Int = 0) throws(FunctionError) -> Bool {
    try Limit.check(depth: depth)
    switch (a, b) {
    case (.null, .null): return true
    case (.bool(let x), .bool(let y)): return x == y
    case (.integer(let x, let s), .integer(let y, let t)): return x == y && s == t
    case (.float(let x), .float(let y)): return x == y
    case (.string(let x), .string(let y)), (.number(let x), .number(let y)), (.bytes(let x), .bytes(let y)):
      return x == y
    case (.list(let x, let s), .list(let y, let t)):
      guard s == t, x.count == y.count else { return false }
      for index in x.indices where try !deepEqual(x[index], y[index], depth: depth + 1) { return false }
      return true
    case (.map(let x), .map(let y)):
      if x === y { return true }
      guard x.type == y.type, x.isNil == y.isNil, x.count == y.count else { return false }
      for (left, right) in zip(x.entries, y.entries) {
        guard left.key == right.key, try deepEqual(left.value, right.value, depth: depth + 1) else { return false }
      }
      return true
    case (.object(let x), .object(let y)):
      return x.object.typeName == y.object.typeName && (x.object.isEqual(to: y.object) ?? false)
    default: return false
    }
  }

  /// A copy that shares no map with the value.
  func deeplyCopied(depth: Int = 0) throws(FunctionError) -> Value {
    try Limit.check(depth: depth)
    switch self {
    case .list(let items, let type):
      var copies: [Value] = []
      copies.reserveCapacity(items.count)
      for item in items { copies.append(try item.deeplyCopied(depth: depth + 1)) }
      return .list(copies, type)
    case .map(let map):
      if map.isNil { return self }
      let copy = ValueMap(type: map.type)
      for entry in map.entries { copy[entry.key] = try entry.value.deeplyCopied(depth: depth + 1) }
      return .map(copy)
    default: return self
    }
  }

  /// Whether the value is the zero of its type or holds nothing, as Sprig's empty.
  var isEmptyValue: Bool {
    guard case .object(let box) = self else { return !isTrue }
    switch box.object.kind {
    case .structure: return false
    case .pointer, .map, .slice, .function, .interface: return box.object.isNil
    default: return !box.object.isTrue
    }
  }
}
