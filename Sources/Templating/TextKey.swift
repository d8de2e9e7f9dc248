/// What tells texts apart at a glance: their lengths and up to eight bytes, or a hash of more.
///
/// The standard library's hash tables look up, once in every process and for every type of key, how to hash it, among all
/// that conforms to anything; that takes longer than a small chart's templates take to parse.
struct TextKey: Equatable {
  let count: Int
  private let word: UInt64

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    count = bytes.count
    let raw = UnsafeRawBufferPointer(bytes)
    // The parts of a short text may overlap: with its length they tell every byte.
    switch count {
    case 0: word = 0
    case ..<4: word = UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count &- 1]) << 16
    case ...8:
      let last = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      word = UInt64(raw.loadUnaligned(as: UInt32.self)) | UInt64(last) << 32
    default:
      var hash = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      var index = 0
      while index &+ 8 < count {
        hash = (hash ^ hash >> 29) &* Self.multiplier ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index &+= 8
      }
      word = hash
    }
  }

  /// Whether the key says all there is of the text.
  var isWhole: Bool { count <= 8 }

  /// Where the search for the text starts in a hash table.
  @inline(__always)
  var place: Int {
    let mixed = (word ^ UInt64(truncatingIfNeeded: count) << 56) &* Self.multiplier
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
