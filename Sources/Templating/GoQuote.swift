package import Values

/// Go's quoted strings: strconv.Quote, Unquote and their kin.
package enum GoQuote {
  /// A double-quoted Go string constant, as strconv.Quote; with `ascii`, as QuoteToASCII.
  package static func quoted(_ text: Bytes, ascii: Bool = false) -> Bytes {
    var output: [UInt8] = []
    append(text, ascii: ascii, to: &output)
    return Bytes(output)
  }

  /// Appends what `quoted` answers.
  package static func append(_ text: Bytes, ascii: Bool = false, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + text.count + 2)
    output.append(UInt8(ascii: "\""))
    text.storage.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        // Most text needs no escapes, and goes in one piece.
        var plain = index
        while plain < bytes.count, isPlain(bytes[plain]) { plain += 1 }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<plain]))
        index = plain
        if index == bytes.count { break }
        let (rune, width) = GoRune.decode(bytes, at: index)
        if rune == GoRune.replacement, width == 1 {
          appendHexadecimal(UInt32(bytes[index]), digits: 2, after: "x", to: &output)
        } else {
          appendEscaped(rune, quote: UInt8(ascii: "\""), ascii: ascii, to: &output)
        }
        index += width
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Whether a byte stands for itself between double quotes.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// A single-quoted Go character constant, as strconv.QuoteRune and QuoteRuneToASCII.
  static func quotedRune(_ rune: UInt32, ascii: Bool) -> [UInt8] {
    let quote = UInt8(ascii: "'")
    var output = [quote]
    appendEscaped(Unicode.Scalar(rune) == nil ? GoRune.replacement : rune, quote: quote, ascii: ascii, to: &output)
    output.append(quote)
    return output
  }

  private static func appendEscaped(_ rune: UInt32, quote: UInt8, ascii: Bool, to output: inout [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    if rune == UInt32(quote) || rune == UInt32(backslash) {
      output.append(backslash)
      output.append(UInt8(truncatingIfNeeded: rune))
    } else if rune < 0x80 ? (0x20..<0x7F).contains(rune) : !ascii && GoRune.isPrint(rune) {
      GoRune.append(rune, to: &output)
    } else {
      let letter: Character? =
        switch rune {
        case 0x07: "a"
        case 0x08: "b"
        case 0x0C: "f"
        case 0x0A: "n"
        case 0x0D: "r"
        case 0x09: "t"
        case 0x0B: "v"
        default: nil
        }
      if let byte = letter?.asciiValue {
        output.append(backslash)
        output.append(byte)
      } else if rune < 0x20 || rune == 0x7F {
        appendHexadecimal(rune, digits: 2, after: "x", to: &output)
      } else if rune < 0x10000 {
        appendHexadecimal(rune, digits: 4, after: "u", to: &output)
      } else {
        appendHexadecimal(rune, digits: 8, after: "U", to: &output)
      }
    }
  }

  private static func appendHexadecimal(
    _ number: UInt32, digits: Int, after letter: Unicode.Scalar, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "\\"))
    output.append(UInt8(ascii: letter))
    for place in (0..<digits).reversed() { output.append(hexadecimalDigit(number >> UInt32(place * 4))) }
  }

  private static func hexadecimalDigit(_ number: UInt32) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: number & 0xF)
    return digit < 10 ? 0x30 + digit : 0x61 + digit - 10
  }

  /// Whether the text can stand unchanged between backquotes, as strconv.CanBackquote.
  static func canBackquote(_ text: Bytes) -> Bool {
    var index = 0
    while index < text.count {
      let (rune, width) = GoRune.decode(text.storage, at: index)
      index += width
      if rune == GoRune.replacement && width == 1 || rune == 0xFEFF || rune == 0x60 || rune == 0x7F { return false }
      if rune < 0x20, rune != 0x09 { return false }
    }
    return true
  }

  /// The string that a quoted or backquoted constant stands for, or nil where it is none, as strconv.Unquote.
  package static func unquoted(_ constant: Bytes) -> Bytes? {
    let bytes = constant.storage
    guard bytes.count >= 2, let quote = bytes.first, quote == bytes[bytes.count - 1] else { return nil }
    let body = bytes[1..<(bytes.count - 1)]
    switch quote {
    case UInt8(ascii: "`"):
      if body.contains(quote) { return nil }
      return body.contains(0x0D) ? Bytes(body.filter { $0 != 0x0D }) : Bytes(Array(body))
    case UInt8(ascii: "\""):
      if body.allSatisfy(isPlain) { return Bytes(Array(body)) }
      var cursor = Cursor(bytes: Array(body), quote: quote)
      var output: [UInt8] = []
      output.reserveCapacity(body.count)
      while !cursor.isAtEnd {
        guard cursor.peek != 0x0A, let character = cursor.next() else { return nil }
        character.append(to: &output)
      }
      return Bytes(output)
    default:
      return nil
    }
  }

  /// The code point of a character constant such as `'a'`; nil where it is malformed.
  static func character(_ constant: Bytes) -> UInt32? {
    let bytes = constant.storage
    guard bytes.count >= 3, bytes.first == UInt8(ascii: "'"), bytes.last == UInt8(ascii: "'") else { return nil }
    var cursor = Cursor(bytes: Array(bytes[1..<(bytes.count - 1)]), quote: UInt8(ascii: "'"))
    guard let character = cursor.next(), cursor.isAtEnd else { return nil }
    return character.rune
  }

  /// Whether a constant's first character is well-formed, whatever follows it.
  static func startsWithCharacter(_ constant: Bytes) -> Bool {
    var cursor = Cursor(bytes: Array(constant.storage.dropFirst()), quote: UInt8(ascii: "'"))
    return cursor.next() != nil
  }

  /// One character of a constant: a code point, or a byte that an escape such as `\xFF` names.
  private struct Unquoted {
    let rune: UInt32
    let isByte: Bool

    func append(to output: inout [UInt8]) {
      if isByte { output.append(UInt8(truncatingIfNeeded: rune)) } else { GoRune.append(rune, to: &output) }
    }
  }

  /// Reads a constant's characters, as strconv.UnquoteChar.
  private struct Cursor {
    let bytes: [UInt8]
    let quote: UInt8
    var index = 0

    init(bytes: [UInt8], quote: UInt8) {
      self.bytes = bytes
      self.quote = quote
    }

    var isAtEnd: Bool { index >= bytes.count }
    var peek: UInt8? { isAtEnd ? nil : bytes[index] }

    mutating func next() -> Unquoted? {
      guard let first = peek, first != quote else { return nil }
      guard first == UInt8(ascii: "\\") else {
        let (rune, width) = GoRune.decode(bytes, at: index)
        index += width
        return Unquoted(rune: rune, isByte: false)
      }
      index += 1
      guard let escape = peek else { return nil }
      index += 1
      switch Character(Unicode.Scalar(escape)) {
      case "a": return Unquoted(rune: 0x07, isByte: true)
      case "b": return Unquoted(rune: 0x08, isByte: true)
      case "f": return Unquoted(rune: 0x0C, isByte: true)
      case "n": return Unquoted(rune: 0x0A, isByte: true)
      case "r": return Unquoted(rune: 0x0D, isByte: true)
      case "t": return Unquoted(rune: 0x09, isByte: true)
      case "v": return Unquoted(rune: 0x0B, isByte: true)
      case "x": return digits(2, radix: 16).map { Unquoted(rune: $0, isByte: true) }
      case "u": return digits(4, radix: 16).flatMap(codePoint)
      case "U": return digits(8, radix: 16).flatMap(codePoint)
      case "0"..."7":
        index -= 1
        return digits(3, radix: 8).flatMap { $0 > 255 ? nil : Unquoted(rune: $0, isByte: true) }
      case "\\": return Unquoted(rune: 0x5C, isByte: true)
      case "'", "\"": return escape == quote ? Unquoted(rune: UInt32(escape), isByte: true) : nil
      default: return nil
      }
    }

    private func codePoint(_ number: UInt32) -> Unquoted? {
      Unicode.Scalar(number) == nil ? nil : Unquoted(rune: number, isByte: false)
    }

    private mutating func digits(_ count: Int, radix: UInt32) -> UInt32? {
      guard index + count <= bytes.count else { return nil }
      var number: UInt32 = 0
      for _ in 0..<count {
        guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, digit < radix else { return nil }
        number = number &* radix &+ UInt32(digit)
        index += 1
      }
      return number
    }
  }
}
