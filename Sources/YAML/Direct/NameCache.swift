internal import Values

/// Keys that were read before: a document has few different ones, and the same key needs no memory of its own again.
struct NameCache: ~Copyable {
  private var names: [Bytes] = []

  private static let maximumLength = 32
  private static let size = 128

  /// The bytes as a string.
  mutating func bytes(_ text: UnsafeBufferPointer<UInt8>) -> Bytes {
    if text.count > Self.maximumLength { return Bytes(Array(text)) }
    if names.isEmpty { names = Array(repeating: Bytes(), count: Self.size) }
    let slot = Self.slot(text)
    if names[slot].equals(text) { return names[slot] }
    let name = Bytes(Array(text))
    names[slot] = name
    return name
  }

  /// A place by the length and some of the characters.
  @inline(__always)
  private static func slot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let first = text.first, let last = text.last else { return 0 }
    let middle = text[text.count / 2]
    let sum = Int(first) &* 7 &+ Int(middle) &* 31 &+ Int(last) &* 13 &+ text.count &* 5
    return sum & (size - 1)
  }
}
