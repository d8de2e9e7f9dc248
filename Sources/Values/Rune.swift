/// Go's unicode/utf8 on bytes that need not be valid UTF-8.
package enum Rune {
  /// What decoding invalid bytes gives, U+FFFD.
  package static let error: UInt32 = 0xFFFD

  /// The code point that starts at `index` and its length; `(error, 1)` where the bytes are no valid UTF-8.
  ///
  /// As utf8.DecodeRune; `index` must be inside of `bytes`.
  @inlinable
  package static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (rune: UInt32, width: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    return decodeMultibyte(bytes, at: index)
  }

  /// As `decode`, for an array.
  @inlinable
  package static func decode(_ bytes: [UInt8], at index: Int) -> (rune: UInt32, width: Int) {
    bytes.withUnsafeBufferPointer { decode($0, at: index) }
  }

  @usableFromInline
  static func decodeMultibyte(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (rune: UInt32, width: Int) {
    let first = UInt32(bytes[index])
    let width = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard width != 0, index + width <= bytes.count else { return (error, 1) }
    var rune = first & (0xFF >> UInt32(width + 1))
    for offset in 1..<width {
      let next = UInt32(bytes[index + offset])
      guard next & 0xC0 == 0x80 else { return (error, 1) }
      rune = rune << 6 | next & 0x3F
    }
    switch width {
    case 3: if rune < 0x800 || (0xD800...0xDFFF).contains(rune) { return (error, 1) }
    case 4: if rune < 0x10000 || rune > 0x10FFFF { return (error, 1) }
    default: break
    }
    return (rune, width)
  }

  /// The code point that ends before `end` and its length, as utf8.DecodeLastRune; `end` must be positive.
  package static func decodeLast(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> (rune: UInt32, width: Int) {
    var start = end - 1
    let limit = max(0, end - 4)
    while start > limit, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let (rune, width) = decode(bytes, at: start)
    return start + width == end ? (rune, width) : (error, 1)
  }

  /// Appends a code point's UTF-8 bytes; what is no code point becomes U+FFFD, as utf8.AppendRune.
  package static func append(_ rune: UInt32, to output: inout [UInt8]) {
    let scalar = Unicode.Scalar(rune) ?? "\u{FFFD}"
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The number of code points, each invalid byte counted as one, as utf8.RuneCount.
  package static func count(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      var index = 0
      while index < bytes.count {
        index += decode(bytes, at: index).width
        count += 1
      }
      return count
    }
  }

  /// Whether the bytes are valid UTF-8.
  package static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let (rune, width) = decode(bytes, at: index)
        if rune == error, width == 1 { return false }
        index += width
      }
      return true
    }
  }

  /// Whether Go's strconv.IsPrint holds: letters, marks, numbers, punctuation, symbols and the ASCII space.
  package static func isPrintable(_ rune: UInt32) -> Bool {
    if rune < 0x7F { return rune >= 0x20 }
    guard rune > 0xA0, let scalar = Unicode.Scalar(rune) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default:
      return true
    }
  }

  /// Whether Go's unicode.IsLetter holds.
  package static func isLetter(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return (rune | 0x20) &- 0x61 < 26 }
    switch Unicode.Scalar(rune)?.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// Whether Go's unicode.IsDigit holds.
  package static func isDigit(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune &- 0x30 < 10 }
    return Unicode.Scalar(rune)?.properties.generalCategory == .decimalNumber
  }
}
