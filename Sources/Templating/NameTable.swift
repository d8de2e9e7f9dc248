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
    fileprivate let key: TextKey
    /// The function of that name, if there is one.
    fileprivate(set) var callee: Callee?
    /// Where the template of that name would stand among those of the text being parsed.
    var definition = 0
  }

  /// The longest text that is likely to come again.
  static let longestText = 64
  /// How many places a name may be away from its own; what is farther, since names were made to collide, lies elsewhere.
  private static let farthest = 16

  /// The name of the variable that every template has; the names before it are those of the methods of `common.Values`.
  static let dollar = ID(truncatingIfNeeded: ValuesMethod.allCases.count)

  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  let keywords: (break: Bool, continue: Bool)
  private var names: [Name] = []
  /// Numbers of names by hash, -1 where there is none; a power of two of them.
  private var slots: [ID]
  /// Names that found their places taken.
  private var displaced: [Bytes: ID] = [:]

  init(functions: FunctionTable) {
    keywords = (functions["break"] == nil, functions["continue"] == nil)
    slots = [ID](repeating: -1, count: 2048)
    names.reserveCapacity(512)
    for method in ValuesMethod.allCases { name(method.rawValue, nil) }
    name("$", nil)
    for builtin in Builtin.allCases { name(builtin.rawValue, .builtin(builtin)) }
    for function in functions.functions { name(function.function.name, .function(function)) }
  }

  private func name(_ name: String, _ callee: Callee?) {
    var name = name
    name.withUTF8 { names[Int(id(of: $0))].callee = callee }
  }

  /// A name by its number.
  subscript(_ id: ID) -> Name {
    @inline(__always) _read { yield names[Int(id)] }
    @inline(__always) _modify { yield &names[Int(id)] }
  }

  /// The number of a name, which joins the names where it is new.
  func id(of bytes: UnsafeBufferPointer<UInt8>) -> ID {
    let key = TextKey(bytes)
    switch look(for: bytes, key) {
    case .found(let id): return id
    case .free(let place): slots[place] = ID(truncatingIfNeeded: names.count)
    case .taken: displaced[Bytes(Array(bytes))] = ID(truncatingIfNeeded: names.count)
    }
    return add(bytes, key)
  }

  /// The number of a name that is there.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> ID? {
    if case .found(let id) = look(for: bytes, TextKey(bytes)) { return id }
    return nil
  }

  private enum Place {
    case found(ID)
    case free(Int)
    case taken
  }

  @inline(__always)
  private func look(for bytes: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Place {
    let mask = slots.count &- 1
    var place = key.place & mask
    for _ in 0..<Self.farthest {
      let id = slots[place]
      if id < 0 { return .free(place) }
      // A key of up to eight bytes says all there is.
      if names[Int(id)].key == key, key.isWhole || names[Int(id)].bytes.equals(bytes) { return .found(id) }
      place = (place &+ 1) & mask
    }
    return displaced[Bytes(Array(bytes))].map { .found($0) } ?? .taken
  }

  private func add(_ bytes: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> ID {
    let name = Bytes(Array(bytes))
    names.append(Name(bytes: name, prefix: name.prefix8, key: key, callee: nil))
    if names.count &* 2 >= slots.count { grow() }
    return ID(truncatingIfNeeded: names.count &- 1)
  }

  private func grow() {
    slots = [ID](repeating: -1, count: slots.count * 4)
    displaced = [:]
    for (index, name) in names.enumerated() {
      var place = name.key.place & (slots.count - 1)
      var distance = 0
      while slots[place] >= 0, distance < Self.farthest {
        place = (place + 1) & (slots.count - 1)
        distance += 1
      }
      let id = ID(truncatingIfNeeded: index)
      if distance < Self.farthest { slots[place] = id } else { displaced[name.bytes] = id }
    }
  }
}
