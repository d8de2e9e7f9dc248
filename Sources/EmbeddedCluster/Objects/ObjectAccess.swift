import Values

// Objects are decoded afresh for every request, so whoever holds one may change it: nothing else shares its maps.
extension ValueMap {
  /// The map under a key, where there is one.
  func map(_ key: Bytes) -> ValueMap? { self[key]?.asMap }

  /// The map at a path of keys.
  func map(_ first: Bytes, _ second: Bytes, _ rest: Bytes...) -> ValueMap? {
    var map = self.map(first)?.map(second)
    for key in rest { map = map?.map(key) }
    return map
  }

  /// The list under a key, where there is one.
  func list(_ key: Bytes) -> [Value]? { self[key]?.asList }

  /// The maps in the list under a key.
  func maps(_ key: Bytes) -> [ValueMap] { (list(key) ?? []).compactMap(\.asMap) }

  /// The string under a key.
  func text(_ key: Bytes) -> String? { self[key]?.asString?.description }

  /// The string at a path of two keys.
  func text(_ first: Bytes, _ second: Bytes) -> String? { map(first)?.text(second) }

  /// The whole number under a key, however JSON wrote it.
  func integer(_ key: Bytes) -> Int64? { self[key]?.wholeNumber }

  /// The boolean under a key.
  func bool(_ key: Bytes) -> Bool? { self[key]?.asBool }

  /// The map under a key, made where there is none.
  func child(_ key: Bytes) -> ValueMap {
    if let map = map(key) { return map }
    let map = ValueMap()
    self[key] = .map(map)
    return map
  }

  /// Sets a key that is missing (or null) only.
  func setDefault(_ key: Bytes, _ value: @autoclosure () -> Value) {
    if self[key]?.isNil ?? true { self[key] = value() }
  }

  /// Sets a key to a value, or removes it for nil.
  func set(_ key: Bytes, _ value: Value?) { self[key] = value }
}

// The parts of metadata that many read.
extension ValueMap {
  /// `metadata`, empty where the object has none.
  var metadata: ValueMap { map("metadata") ?? ValueMap() }
  /// `metadata.name`.
  var name: String { text("metadata", "name") ?? "" }
  /// `metadata.namespace`.
  var namespace: String { text("metadata", "namespace") ?? "" }
  /// `metadata.uid`.
  var uid: String { text("metadata", "uid") ?? "" }
  /// `metadata.generation`.
  var generation: Int64 { metadata.integer("generation") ?? 0 }
  /// Whether deletion has begun and waits for finalizers.
  var isBeingDeleted: Bool { metadata["deletionTimestamp"] != nil }
  /// `metadata.ownerReferences`.
  var ownerReferences: [ValueMap] { metadata.maps("ownerReferences") }
  /// `metadata.finalizers`.
  var finalizers: [String] { (metadata.list("finalizers") ?? []).compactMap { $0.asString?.description } }
  /// `spec`, empty where the object has none.
  var spec: ValueMap { map("spec") ?? ValueMap() }

  /// One of the object's annotations.
  func annotation(_ key: Bytes) -> String? { map("metadata", "annotations")?.text(key) }
}

extension Value {
  /// The number, where this is one without a fraction that fits 64 bits.
  var wholeNumber: Int64? {
    switch self {
    case .integer(let number, _): number
    case .float(let number): Int64(exactly: number)
    case .number(let digits): Int64(digits.description)
    default: nil
    }
  }

  /// Whether this is a number of any kind.
  var isNumber: Bool {
    switch self {
    case .integer, .float, .number: true
    default: false
    }
  }

  /// Whether two values are the same JSON; numbers are compared by what they say.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.map(let a), .map(let b)):
      let (left, right) = (a.entries, b.entries)
      return left.count == right.count
        && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
    case (.list(let a, _), .list(let b, _)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.string(let a), .string(let b)): return a == b
    case (.bool(let a), .bool(let b)): return a == b
    case (.null, .null): return true
    default:
      guard isNumber, other.isNumber else { return false }
      if let a = wholeNumber, let b = other.wholeNumber { return a == b }
      return asDouble == other.asDouble
    }
  }

  private var asDouble: Double? {
    switch self {
    case .integer(let number, _): Double(number)
    case .float(let number): number
    case .number(let digits): Double(digits.description)
    default: nil
    }
  }

  /// Whether the two are equal where either may be missing; null counts as missing.
  static func same(_ a: Value?, _ b: Value?) -> Bool {
    switch (a, b) {
    case (nil, nil), (nil, .null), (.null, nil): true
    case (let a?, let b?): a.isSame(as: b)
    default: false
    }
  }
}
