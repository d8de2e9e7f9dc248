internal import Values

/// The characters of a text that the direct reader reads: those that YAML allows, without the carriage returns, byte
/// order marks and line ends of Unicode that libyaml treats on their own.
enum ReadableText {
  /// Whether all characters are such.
  static func isReadable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    var index = 0
    while index < text.count {
      if index + 8 <= text.count, isPlain(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        index += 8
        continue
      }
      let end = min(index + 8, text.count)
      while index < end {
        guard let width = width(text, index) else { return false }
        index += width
      }
    }
    return true
  }

  /// Whether eight bytes are printable ASCII characters and line feeds only.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &* 0x80
    let lows = word & ~highs
    // In each byte, the highest bit tells.
    let isPrintable = lows &+ ones &* 0x60
    let isDelete = lows &+ ones
    let isLineFeed = ~(((word ^ ones &* 0x0A) & ~highs) &+ ones &* 0x7F)
    return (word | isDelete | ~(isPrintable | isLineFeed)) & highs == 0
  }

  /// The bytes that the character at an index takes, nil where it is none that is read.
  private static func width(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    switch text[index] {
    case 0x20...0x7E, 0x0A, 0x09: return 1
    case 0x80...:
      let (rune, width) = GoRune.decode(text, at: index)
      let isReadable =
        width > 1 && rune >= 0xA0 && rune != 0x2028 && rune != 0x2029 && rune != 0xFEFF
        && rune != 0xFFFE && rune != 0xFFFF
      return isReadable ? width : nil
    default: return nil
    }
  }
}
