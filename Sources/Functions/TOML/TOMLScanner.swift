internal import Values

/// What is wrong with a TOML text, and on which line.
struct TOMLFailure: Error {
  let line: Int
  let message: String
}

/// Walks over a TOML text rune by rune, with the positions and refusals of BurntSushi/toml's lex.go.
struct TOMLScanner {
  /// The text, without the mark of its byte order.
  let text: [UInt8]
  /// Where the current item starts.
  private(set) var start = 0
  private(set) var position = 0
  private(set) var line = 1
  /// Whether the last `next` found the end; errors are then told of the line before.
  private var isPastEnd = false

  init(_ text: [UInt8]) {
    self.text = text
  }

  /// Zero stands for the end, since no text may hold that character.
  static let end: UInt32 = 0

  // MARK: Runes

  /// The next rune, passed over; `end` at the end.
  mutating func next() throws(TOMLFailure) -> UInt32 {
    guard position < text.count else {
      isPastEnd = true
      return Self.end
    }
    let byte = text[position]
    if byte == 0x0A { line += 1 }
    let (rune, width) =
      byte < 0x80 ? (UInt32(byte), 1) : text.withUnsafeBufferPointer { GoRune.decode($0, at: position) }
    if rune == GoRune.replacement, width == 1 { throw failure("invalid UTF-8 byte: 0x\(Self.hexadecimal(byte))") }
    let isLoneReturn = byte == 0x0D && (position + 1 >= text.count || text[position + 1] != 0x0A)
    if isLoneReturn || rune == 0x7F || (rune < 0x20 && rune != 0x09 && rune != 0x0A && rune != 0x0D) {
      throw failure("TOML files cannot contain control characters: '0x\(Self.hexadecimal(byte))'")
    }
    position += width
    return rune
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
  }

  /// Steps back over the rune that `next` gave last.
  mutating func back() {
    if isPastEnd {
      isPastEnd = false
      return
    }
    guard position > 0 else { return }
    position -= 1
    while position > 0, text[position] & 0xC0 == 0x80 { position -= 1 }
    if text[position] == 0x0A { line -= 1 }
  }

  /// The next rune, not passed over.
  mutating func peek() throws(TOMLFailure) -> UInt32 {
    let rune = try next()
    back()
    return rune
  }

  /// Passes over one character, if it comes next.
  mutating func accept(_ character: Unicode.Scalar) throws(TOMLFailure) -> Bool {
    if try next() == character.value { return true }
    back()
    return false
  }

  /// Passes over blanks.
  mutating func skipBlanks() throws(TOMLFailure) {
    while Self.isBlank(try next()) {}
    back()
    ignore()
  }

  /// Passes over a comment, whose mark has been passed, up to the end of its line.
  mutating func skipComment() throws(TOMLFailure) {
    while true {
      let rune = try next()
      if Self.isNewline(rune) || rune == Self.end { break }
    }
    back()
    ignore()
  }

  static func isBlank(_ rune: UInt32) -> Bool { rune == 0x20 || rune == 0x09 }

  static func isNewline(_ rune: UInt32) -> Bool { rune == 0x0A || rune == 0x0D }

  static func isDigit(_ rune: UInt32) -> Bool { rune &- 0x30 < 10 }

  static func isHexadecimal(_ rune: UInt32) -> Bool { isDigit(rune) || (rune | 0x20) &- 0x61 < 6 }

  static func isBare(_ rune: UInt32) -> Bool {
    (rune | 0x20) &- 0x61 < 26 || isDigit(rune) || rune == 0x5F || rune == 0x2D
  }

  // MARK: Items

  /// Starts the next item here.
  mutating func ignore() { start = position }

  /// The text of the current item.
  var current: [UInt8] { start <= position ? Array(text[start..<position]) : [] }

  /// Ends the current item and gives its text.
  mutating func take() -> [UInt8] {
    defer { ignore() }
    return current
  }

  // MARK: Failures

  /// A failure here, or on the line before where the text has ended with a line.
  func failure(_ message: String) -> TOMLFailure {
    let hasEnded = isPastEnd && position >= 1 && text[position - 1] == 0x0A
    return TOMLFailure(line: hasEnded ? line - 1 : line, message: message)
  }

  /// A failure on the line that a newline has just ended.
  func failureOnLineBefore(_ message: String) -> TOMLFailure { TOMLFailure(line: line - 1, message: message) }

  /// A rune in Go's `%q`.
  static func quoted(_ rune: UInt32) -> String { GoQuote.quoteRune(rune).description }

  /// A rune as some messages show it: unescaped, the end by its name.
  static func shown(_ rune: UInt32) -> String {
    if rune == end { return "end of file" }
    return "'\(character(rune))'"
  }

  /// A rune as text.
  static func character(_ rune: UInt32) -> String { Unicode.Scalar(rune).map { String(Character($0)) } ?? "\u{FFFD}" }

  // MARK: Strings

  /// Reads the rest of a basic string, whose quote has been passed, up to and with the quote that ends it.
  ///
  /// - Returns: the text between the quotes, and whether it has escapes.
  mutating func string() throws(TOMLFailure) -> (text: [UInt8], hasEscapes: Bool) {
    var hasEscapes = false
    while true {
      let rune = try next()
      switch rune {
      case Self.end: throw failure("unexpected EOF; expected '\"'")
      case 0x0A, 0x0D: throw failureOnLineBefore("strings cannot contain newlines")
      case 0x5C:
        hasEscapes = true
        try escape()
      case 0x22: return (try finish(quotes: 1), hasEscapes)
      default: continue
      }
    }
  }

  /// Reads the rest of a literal string.
  mutating func rawString() throws(TOMLFailure) -> [UInt8] {
    while true {
      let rune = try next()
      switch rune {
      case Self.end: throw failure("unexpected EOF; expected \"'\"")
      case 0x0A, 0x0D: throw failureOnLineBefore("strings cannot contain newlines")
      case 0x27: return try finish(quotes: 1)
      default: continue
      }
    }
  }

  /// Reads the rest of a string of several lines; one or two quotes may stand before the three that end it.
  mutating func multilineString(_ quote: Unicode.Scalar) throws(TOMLFailure) -> [UInt8] {
    let isBasic = quote == "\""
    let quotes = String(repeating: Character(quote), count: 3)
    let mark: Character = isBasic ? "'" : "\""
    while true {
      let rune = try next()
      if rune == Self.end { throw failure("unexpected EOF; expected \(mark)\(quotes)\(mark)") }
      if isBasic, rune == 0x5C {
        if !Self.isNewline(try next()) {
          back()
          try escape()
        }
        continue
      }
      guard rune == quote.value, try accept(quote) else { continue }
      guard try accept(quote) else {
        back()
        continue
      }
      if try peek() != quote.value { return try finish(quotes: 3) }
      let five = Array(repeating: UInt8(truncatingIfNeeded: quote.value), count: 5)
      let current = current
      if current.suffix(5).elementsEqual(five), !isBasic || !current.suffix(6).elementsEqual([0x5C] + five) {
        throw failure("unexpected \(mark)\(quotes)\(quotes)\(mark)")
      }
      back()
      back()
    }
  }

  /// Ends an item before the quotes that have just been passed, and passes them again.
  private mutating func finish(quotes: Int) throws(TOMLFailure) -> [UInt8] {
    for _ in 0..<quotes { back() }
    let text = take()
    for _ in 0..<quotes { _ = try next() }
    ignore()
    return text
  }

  /// Checks what follows a backslash.
  private mutating func escape() throws(TOMLFailure) {
    let rune = try next()
    switch rune {
    case 0x22, 0x5C, 0x20, 0x09: return
    default: break
    }
    switch Unicode.Scalar(rune) {
    case "b", "e", "f", "n", "r", "t": return
    case "x": try digits(2, "two", "x")
    case "u": try digits(4, "four", "u")
    case "U": try digits(8, "eight", "U")
    default:
      let message = "invalid escape in string '\\\(Self.character(rune))'"
      throw isPastEnd ? failureOnLineBefore(message) : failure(message)
    }
  }

  private mutating func digits(_ count: Int, _ name: String, _ letter: String) throws(TOMLFailure) {
    for _ in 0..<count where !Self.isHexadecimal(try next()) {
      throw failure(
        "expected \(name) hexadecimal digits after '\\\(letter)', but got \(GoQuote.quote(Bytes(current))) instead")
    }
  }
}
