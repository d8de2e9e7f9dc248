internal import Values

/// go-yaml's classes of characters, by their UTF-8 bytes.
enum YAMLCharacter {
  /// Whether a line break starts at the index: LF, CR, U+0085, U+2028 or U+2029.
  @inline(__always)
  static func isBreak(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch text[index] {
    case 0x0A, 0x0D: true
    case 0xC2: index + 1 < text.count && text[index + 1] == 0x85
    case 0xE2:
      index + 2 < text.count && text[index + 1] == 0x80 && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9)
    default: false
    }
  }

  /// Whether the character at the index goes unescaped between double quotes; none past U+FFFF does.
  static func isPrintable(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    func byte(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
    switch text[index] {
    case 0x0A, 0x20...0x7E: return true
    case 0xC2: return byte(1) >= 0xA0
    case 0xC3...0xEC, 0xEE: return true
    case 0xED: return byte(1) < 0xA0
    case 0xEF:
      return !(byte(1) == 0xBB && byte(2) == 0xBF) && !(byte(1) == 0xBF && (byte(2) == 0xBE || byte(2) == 0xBF))
    default: return false
    }
  }

  /// Whether a byte is a character that no quoted style treats on its own: ASCII's printable ones but space, quotes and
  /// the backslash.
  @inline(__always)
  static func isWordCharacter(_ byte: UInt8) -> Bool {
    byte &- 0x21 < 0x5E && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// How many line breaks the text ends in, counting no further than two.
  static func finalBreaks(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var end = text.count
    var breaks = 0
    while end > 0, breaks < 2 {
      var start = end - 1
      while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
      if !isBreak(text, start) { break }
      breaks += 1
      end = start
    }
    return breaks
  }

  /// Whether the text may be written plain without any further look: a letter, then letters, digits and `_./-`, and
  /// too long or too different to be one of YAML's words.
  static func isEvidentlyPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      if text.count <= 5 { return false }
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
    default: return false
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        continue
      default: return false
      }
    }
    return true
  }

  /// Whether a string is another one after it was written as JSON and read as YAML: control characters past ASCII's
  /// first column, U+0085, U+FFFE, U+FFFF and whatever is not UTF-8.
  static func changesThroughJSON(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x7F {
          index += 1
          continue
        }
        let (rune, width) = GoRune.decode(bytes, at: index)
        if width == 1 || rune < 0xA0 || rune == 0xFFFE || rune == 0xFFFF { return true }
        index += width
      }
      return false
    }
  }
}

extension YAMLCharacter {
  /// Whether U+0085, the end of a line to YAML alone, is among the characters.
  static func hasNextLine(_ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == 0xC2 && $1 == 0x85 }
  }
}

/// YAML 1.1's numbers to the base of 60, such as `12:30:45`, which other readers might take a string for.
enum Base60 {
  /// Whether the text is one: `^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$`.
  static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    func isDigit(_ index: Int) -> Bool { index < text.count && text[index] &- UInt8(ascii: "0") < 10 }
    var index = 0
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index = 1 }
    guard isDigit(index) else { return false }
    while isDigit(index) || (index < text.count && text[index] == UInt8(ascii: "_")) { index += 1 }
    var groups = 0
    while index < text.count, text[index] == UInt8(ascii: ":") {
      guard isDigit(index + 1) else { return false }
      let isPair = text[index + 1] <= UInt8(ascii: "5") && isDigit(index + 2)
      index += isPair ? 3 : 2
      groups += 1
    }
    if groups > 0, index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      while isDigit(index) || (index < text.count && text[index] == UInt8(ascii: "_")) { index += 1 }
    }
    return groups > 0 && index == text.count
  }
}
