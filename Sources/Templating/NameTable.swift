import Values

/// The names and short texts of templates, each kept once under a number, with the functions that they name.
///
/// Charts say `.Values.image.tag` and `include "common.names.fullname"` thousands of times; their trees share the bytes.
final class NameTable {
  /// The number of a name.
  typealias ID = Int32

  /// What is known of a name.
  struct Name {
    let bytes: Bytes
    /// The first eight bytes, by which maps find it.
    let prefix: UInt64
    fileprivate let key: Key
    /// The function of that name; the inner nil where there is none, the outer one where it has not been looked up yet.
    fileprivate(set) var callee: Callee??
  }

  /// What tells most names apart at a glance: their lengths and up to eight bytes, or a hash of more.
  fileprivate struct Key: Equatable {
    let count: Int
    let word: UInt64
  }

  /// The longest text that is likely to come again.
  static let longestText = 64
  /// How many places a name may be away from its own; what is farther, since names were made to collide, lies elsewhere.
  private static let farthest = 16

  /// The name of the method of `common.Values`.
  static let asMap: ID = 0
  /// The name of the variable that every template has.
  static let dollar: ID = 1

  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  let keywords: (break: Bool, continue: Bool)
  private let functions: FunctionTable
  private var names: [Name] = []
  /// Numbers of names by hash, -1 where there is none; a power of two of them.
  private var slots: [ID]
  /// Names that found their places taken.
  private var displaced: [Bytes: ID] = [:]

  init(functions: FunctionTable) {
    self.functions = functions
    keywords = (functions.callee("break") == nil, functions.callee("continue") == nil)
    slots = [ID](repeating: -1, count: 1024)
    for name: StaticString in ["AsMap", "$"] { name.withUTF8Buffer { _ = id(of: $0) } }
  }

  /// A name by its number.
  subscript(_ id: ID) -> Name {
    @inline(__always) _read { yield names[Int(id)] }
  }

  /// The function that a name names, if there is one.
  func callee(_ id: ID) -> Callee? {
    if let callee = names[Int(id)].callee { return callee }
    let callee = functions.callee(names[Int(id)].bytes)
    names[Int(id)].callee = .some(callee)
    return callee
  }

  /// The number of a name, which joins the names where it is new.
  func id(of bytes: UnsafeBufferPointer<UInt8>) -> ID {
    let key = Self.key(of: bytes)
    switch look(for: bytes, key) {
    case .found(let id): return id
    case .free(let place): slots[place] = ID(truncatingIfNeeded: names.count)
    case .taken: displaced[Bytes(Array(bytes))] = ID(truncatingIfNeeded: names.count)
    }
    return add(bytes, key)
  }

  /// The number of a name that is there.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> ID? {
    if case .found(let id) = look(for: bytes, Self.key(of: bytes)) { return id }
    return nil
  }

  private enum Place {
    case found(ID)
    case free(Int)
    case taken
  }

  @inline(__always)
  private func look(for bytes: UnsafeBufferPointer<UInt8>, _ key: Key) -> Place {
    let mask = slots.count &- 1
    var place = Self.place(of: key) & mask
    for _ in 0..<Self.farthest {
      let id = slots[place]
      if id < 0 { return .free(place) }
      // A key of up to eight bytes says all there is.
      if names[Int(id)].key == key, key.count <= 8 || names[Int(id)].bytes.equals(bytes) { return .found(id) }
      place = (place &+ 1) & mask
    }
    return displaced[Bytes(Array(bytes))].map { .found($0) } ?? .taken
  }

  private func add(_ bytes: UnsafeBufferPointer<UInt8>, _ key: Key) -> ID {
    let name = Bytes(Array(bytes))
    names.append(Name(bytes: name, prefix: name.prefix8, key: key, callee: nil))
    if names.count &* 2 >= slots.count { grow() }
    return ID(truncatingIfNeeded: names.count &- 1)
  }

  private func grow() {
    slots = [ID](repeating: -1, count: slots.count * 4)
    displaced = [:]
    for (index, name) in names.enumerated() {
      var place = Self.place(of: name.key) & (slots.count - 1)
      var distance = 0
      while slots[place] >= 0, distance < Self.farthest {
        place = (place + 1) & (slots.count - 1)
        distance += 1
      }
      let id = ID(truncatingIfNeeded: index)
      if distance < Self.farthest { slots[place] = id } else { displaced[name.bytes] = id }
    }
  }

  private static func key(of bytes: UnsafeBufferPointer<UInt8>) -> Key {
    let count = bytes.count
    let raw = UnsafeRawBufferPointer(bytes)
    // The parts of a short text may overlap: with its length they tell every byte.
    if count < 4 {
      if count == 0 { return Key(count: 0, word: 0) }
      let word = UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count &- 1]) << 16
      return Key(count: count, word: word)
    }
    if count <= 8 {
      let first = raw.loadUnaligned(as: UInt32.self)
      let last = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return Key(count: count, word: UInt64(first) | UInt64(last) << 32)
    }
    var hash = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    var index = 0
    while index &+ 8 < count {
      hash = (hash ^ hash >> 29) &* multiplier ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    return Key(count: count, word: hash)
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private static func place(of key: Key) -> Int {
    let mixed = (key.word ^ UInt64(truncatingIfNeeded: key.count) << 56) &* multiplier
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
