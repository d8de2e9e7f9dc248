import Values

/// The names and short texts of templates, each kept once, with the functions that they name.
///
/// Charts say `.Values.image.tag` and `include "common.names.fullname"` thousands of times; their trees share the bytes.
final class NameTable {
  private struct Entry {
    let name: Bytes
    /// The function of that name; nil where it has not been looked up yet.
    var callee: Callee??
  }

  /// What is longer is not worth keeping.
  private static let longestName = 64
  /// How many places a name may be away from its own: names that were made to collide are not shared.
  private static let farthest = 16

  private let functions: FunctionTable
  private var entries: [Entry] = []
  /// Indexes of entries by hash, -1 where there is none; a power of two of them.
  private var slots: [Int32]

  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  let keywords: (break: Bool, continue: Bool)

  init(functions: FunctionTable) {
    self.functions = functions
    keywords = (functions.callee("break") == nil, functions.callee("continue") == nil)
    slots = [Int32](repeating: -1, count: 1024)
  }

  /// The bytes as a name.
  func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Bytes {
    guard let index = index(of: bytes) else { return Bytes(Array(bytes)) }
    return entries[index].name
  }

  /// The function that the bytes name, if there is one.
  func callee(_ bytes: UnsafeBufferPointer<UInt8>) -> (name: Bytes, callee: Callee?) {
    guard let index = index(of: bytes) else {
      let name = Bytes(Array(bytes))
      return (name, functions.callee(name))
    }
    let name = entries[index].name
    if let callee = entries[index].callee { return (name, callee) }
    let callee = functions.callee(name)
    entries[index].callee = .some(callee)
    return (name, callee)
  }

  /// Where the name stands among the entries, which it joins where it is new; nil where it is not kept.
  private func index(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if bytes.count > Self.longestName { return nil }
    if entries.count * 2 >= slots.count { grow() }
    var place = Self.hash(bytes) & (slots.count - 1)
    for _ in 0..<Self.farthest {
      let index = Int(slots[place])
      if index < 0 {
        slots[place] = Int32(truncatingIfNeeded: entries.count)
        entries.append(Entry(name: Bytes(Array(bytes)), callee: nil))
        return entries.count - 1
      }
      if entries[index].name.equals(bytes) { return index }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  private func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (index, entry) in entries.enumerated() {
      var place = entry.name.storage.withUnsafeBufferPointer(Self.hash) & (slots.count - 1)
      while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = Int32(truncatingIfNeeded: index)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
  }
}
