extension GoQuote {
  /// The string that a quoted or backquoted constant stands for, or nil where it is none, as strconv.Unquote.
  package static func unquote(_ constant: Bytes) -> Bytes? {
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
  package static func unquoteRune(_ constant: Bytes) -> UInt32? {
    let bytes = constant.storage
    guard bytes.count >= 3, bytes.first == UInt8(ascii: "'"), bytes.last == UInt8(ascii: "'") else { return nil }
    var cursor = Cursor(bytes: Array(bytes[1..<(bytes.count - 1)]), quote: UInt8(ascii: "'"))
    guard let character = cursor.next(), cursor.isAtEnd else { return nil }
    return character.rune
  }

  /// Whether a constant's first character is well-formed, whatever follows it.
  package static func startsWithCharacter(_ constant: Bytes) -> Bool {
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
