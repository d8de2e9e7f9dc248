import Values

/// The names and short texts of templates, each kept once, with the functions that they name.
///
/// Charts say `.Values.image.tag` and `include "common.names.fullname"` thousands of times; their trees share the bytes.
final class NameTable {
  /// What is longer is not worth keeping.
  private static let longestName = 64
  /// How many places a name may be away from its own: names that were made to collide are not shared.
  private static let farthest = 16

  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  let keywords: (break: Bool, continue: Bool)
  private let functions: FunctionTable
  private var names: [Bytes] = []
  /// The functions of the names; nil where one has not been looked up yet.
  private var callees: [Callee??] = []
  /// The hashes and lengths of the names, and where their bytes start in `text`.
  private var keys: [(hash: UInt32, count: Int32, start: Int)] = []
  /// All names one after the other, so that comparing them touches no object.
  private var text: [UInt8] = []
  /// Indexes of names by hash, -1 where there is none; a power of two of them.
  private var slots: [Int32]

  init(functions: FunctionTable) {
    self.functions = functions
    keywords = (functions.callee("break") == nil, functions.callee("continue") == nil)
    slots = [Int32](repeating: -1, count: 1024)
  }

  /// The bytes as a name.
  func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Bytes {
    guard let index = index(of: bytes) else { return Bytes(Array(bytes)) }
    return names[index]
  }

  /// The function that the bytes name, if there is one.
  func callee(_ bytes: UnsafeBufferPointer<UInt8>) -> (name: Bytes, callee: Callee?) {
    guard let index = index(of: bytes) else {
      let name = Bytes(Array(bytes))
      return (name, functions.callee(name))
    }
    let name = names[index]
    if let callee = callees[index] { return (name, callee) }
    let callee = functions.callee(name)
    callees[index] = .some(callee)
    return (name, callee)
  }

  /// Where the name stands among the names, which it joins where it is new; nil where it is not kept.
  private func index(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if bytes.count > Self.longestName { return nil }
    if names.count * 2 >= slots.count { grow() }
    let hash = Self.hash(bytes)
    var place = Int(hash) & (slots.count - 1)
    for _ in 0..<Self.farthest {
      let index = Int(slots[place])
      if index < 0 {
        slots[place] = Int32(truncatingIfNeeded: names.count)
        return append(bytes, hash)
      }
      if keys[index].hash == hash, isName(index, bytes) { return index }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    keys.append((hash, Int32(truncatingIfNeeded: bytes.count), text.count))
    text.append(contentsOf: bytes)
    callees.append(nil)
    names.append(Bytes(Array(bytes)))
    return names.count - 1
  }

  private func isName(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let key = keys[index]
    guard Int(key.count) == bytes.count else { return false }
    for offset in 0..<bytes.count where text[key.start + offset] != bytes[offset] { return false }
    return true
  }

  private func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (index, key) in keys.enumerated() {
      var place = Int(key.hash) & (slots.count - 1)
      while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = Int32(truncatingIfNeeded: index)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}

extension Array {
  /// Takes the elements from `start` on away, into an array of just their number.
  @inline(__always)
  mutating func takeSuffix(from start: Int) -> [Element] {
    let taken = count - start
    if taken <= 0 { return [] }
    return [Element](unsafeUninitializedCapacity: taken) { buffer, initialized in
      for index in (0..<taken).reversed() { buffer.initializeElement(at: index, to: removeLast()) }
      initialized = taken
    }
  }
}
