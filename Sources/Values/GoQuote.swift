/// Go's quoted strings and characters, as strconv's Quote and Unquote families.
package enum GoQuote {
  /// Go's double-quoted literal of a string, as strconv.Quote: what Go would not print is escaped.
  ///
  /// - Parameter asciiOnly: whether everything outside ASCII is escaped too, as strconv.QuoteToASCII.
  package static func quote(_ text: Bytes, asciiOnly: Bool = false) -> Bytes {
    var out: [UInt8] = []
    append(text, asciiOnly: asciiOnly, to: &out)
    return Bytes(out)
  }

  /// The same for messages that are put together as `String`.
  package static func quote(_ text: String) -> String { quote(Bytes(text)).description }

  /// Appends what `quote` answers.
  package static func append(_ text: Bytes, asciiOnly: Bool = false, to out: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    out.reserveCapacity(out.count + text.count + 2)
    out.append(quote)
    text.storage.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        // Most text needs no escapes, and goes in one piece.
        var plain = index
        while plain < bytes.count, isPlain(bytes[plain]) { plain += 1 }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<plain]))
        index = plain
        if index == bytes.count { break }
        let (rune, width) = GoRune.decode(bytes, at: index)
        if width == 1, rune == GoRune.replacement {
          appendHex(UInt32(bytes[index]), digits: 2, mark: UInt8(ascii: "x"), to: &out)
        } else {
          append(rune, delimiter: quote, asciiOnly: asciiOnly, to: &out)
        }
        index += width
      }
    }
    out.append(quote)
  }

  /// Whether a byte stands for itself between double quotes.
  @inlinable @inline(__always)
  package static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Go's single-quoted literal of a character, as strconv.QuoteRune; a number that is no character is U+FFFD.
  package static func quoteRune(_ rune: UInt32, asciiOnly: Bool = false) -> Bytes {
    let quote = UInt8(ascii: "'")
    var out = [quote]
    append(Unicode.Scalar(rune) == nil ? GoRune.replacement : rune, delimiter: quote, asciiOnly: asciiOnly, to: &out)
    out.append(quote)
    return Bytes(out)
  }

  /// Whether a string can be written between back quotes unchanged, as strconv.CanBackquote.
  package static func canBackquote(_ text: Bytes) -> Bool {
    text.storage.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let (rune, width) = GoRune.decode(bytes, at: index)
        index += width
        if width > 1 {
          if rune == 0xFEFF { return false }
          continue
        }
        if rune == GoRune.replacement || (rune < 0x20 && rune != 0x09) || rune == 0x60 || rune == 0x7F { return false }
      }
      return true
    }
  }

  /// Appends one character, escaped where needed, as strconv's appendEscapedRune.
  private static func append(_ rune: UInt32, delimiter: UInt8, asciiOnly: Bool, to out: inout [UInt8]) {
    if rune == UInt32(delimiter) || rune == 0x5C {
      out.append(0x5C)
      out.append(UInt8(truncatingIfNeeded: rune))
      return
    }
    if rune < 0x80 ? GoRune.isPrint(rune) : !asciiOnly && GoRune.isPrint(rune) {
      GoRune.append(rune, to: &out)
      return
    }
    switch rune {
    case 0x07: out.append(contentsOf: "\\a".utf8)
    case 0x08: out.append(contentsOf: "\\b".utf8)
    case 0x0C: out.append(contentsOf: "\\f".utf8)
    case 0x0A: out.append(contentsOf: "\\n".utf8)
    case 0x0D: out.append(contentsOf: "\\r".utf8)
    case 0x09: out.append(contentsOf: "\\t".utf8)
    case 0x0B: out.append(contentsOf: "\\v".utf8)
    case 0..<0x20, 0x7F: appendHex(rune, digits: 2, mark: UInt8(ascii: "x"), to: &out)
    case 0..<0x10000: appendHex(rune, digits: 4, mark: UInt8(ascii: "u"), to: &out)
    default: appendHex(rune, digits: 8, mark: UInt8(ascii: "U"), to: &out)
    }
  }

  private static func appendHex(_ number: UInt32, digits: Int, mark: UInt8, to out: inout [UInt8]) {
    out.append(0x5C)
    out.append(mark)
    for place in stride(from: digits - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(4 * place) & 0xF)
      out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }
}
