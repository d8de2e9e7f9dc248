/// Go's runes: UTF-8 decoding that never fails, and the character classes that quoting and printing ask for.
package enum GoRune {
  /// U+FFFD, what an invalid byte decodes to.
  package static let replacement: UInt32 = 0xFFFD

  /// The rune that starts at `index` and its width, as utf8.DecodeRune: an invalid byte is U+FFFD of width 1.
  ///
  /// - Precondition: `index` is inside `bytes`; the callers' loops hold to it.
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
    guard width != 0, index + width <= bytes.count else { return (replacement, 1) }
    var rune = first & (0xFF >> UInt32(width + 1))
    for offset in 1..<width {
      let next = UInt32(bytes[index + offset])
      guard next & 0xC0 == 0x80 else { return (replacement, 1) }
      rune = rune << 6 | next & 0x3F
    }
    switch width {
    case 3: if rune < 0x800 || (0xD800...0xDFFF).contains(rune) { return (replacement, 1) }
    case 4: if rune < 0x10000 || rune > 0x10FFFF { return (replacement, 1) }
    default: break
    }
    return (rune, width)
  }

  /// Appends a rune as UTF-8, as utf8.AppendRune: surrogates and numbers past U+10FFFF become U+FFFD.
  @inlinable
  package static func append(_ rune: UInt32, to out: inout [UInt8]) {
    switch rune {
    case 0..<0x80:
      out.append(UInt8(truncatingIfNeeded: rune))
    case 0x80..<0x800:
      out.append(UInt8(truncatingIfNeeded: 0xC0 | rune >> 6))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune & 0x3F))
    case 0xD800...0xDFFF, 0x110000...:
      append(0xFFFD, to: &out)
    case 0x800..<0x10000:
      out.append(UInt8(truncatingIfNeeded: 0xE0 | rune >> 12))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune >> 6 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune & 0x3F))
    default:
      out.append(UInt8(truncatingIfNeeded: 0xF0 | rune >> 18))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune >> 12 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune >> 6 & 0x3F))
      out.append(UInt8(truncatingIfNeeded: 0x80 | rune & 0x3F))
    }
  }

  /// The number of runes, each invalid byte counted as one, as utf8.RuneCount.
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

  /// Whether all bytes are valid UTF-8, as utf8.Valid.
  package static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        if buffer[index] < 0x80 {
          index += 1
          continue
        }
        let (_, width) = decode(buffer, at: index)
        if width == 1 { return false }
        index += width
      }
      return true
    }
  }

  /// The bytes with every one that is no UTF-8 replaced by U+FFFD, as encoding/json and `for range` see them.
  package static func replacingInvalid(_ bytes: [UInt8]) -> [UInt8] {
    if isValid(bytes) { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let (rune, width) = decode(buffer, at: index)
        append(rune, to: &out)
        index += width
      }
    }
    return out
  }

  /// Whether Go prints the rune as itself, as strconv.IsPrint: letters, marks, numbers, punctuation, symbols and U+0020.
  package static func isPrint(_ rune: UInt32) -> Bool {
    if rune < 0x7F { return rune >= 0x20 }
    guard let scalar = Unicode.Scalar(rune) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default:
      return true
    }
  }

  /// Whether the rune is white space, as unicode.IsSpace.
  package static func isSpace(_ rune: UInt32) -> Bool {
    switch rune {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether the rune is a letter, as unicode.IsLetter.
  package static func isLetter(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return (rune | 0x20) &- 0x61 < 26 }
    switch Unicode.Scalar(rune)?.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// Whether the rune is a decimal digit, as unicode.IsDigit.
  package static func isDigit(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune &- 0x30 < 10 }
    return Unicode.Scalar(rune)?.properties.generalCategory == .decimalNumber
  }
}
