import Values

/// Cuts a template's text into tokens, one at a time, as text/template/parse/lex.go.
package struct Lexer {
  let input: [UInt8]
  /// Where the next byte is read.
  private var position = 0
  /// Where the token being read starts.
  private var start = 0
  private var line = 1
  private var startLine = 1
  private var isInsideAction = false
  private var parenthesisDepth = 0
  /// What is wrong with the text, after an error token, which ends the input.
  private(set) var failure: String?
  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  private let keywords: (break: Bool, continue: Bool)

  /// A lexer at the start of a text.
  package init(_ input: [UInt8], keywords: (break: Bool, continue: Bool) = (true, true)) {
    self.input = input
    self.keywords = keywords
  }

  /// The next token; after the end or an error, `end` for ever.
  package mutating func next() -> Token {
    if failure != nil { return Token(.end, 0..<0, line: startLine) }
    return isInsideAction ? insideAction() : text()
  }

  // MARK: Reading

  private static let endOfInput: UInt32 = .max

  private var peeked: UInt32 {
    position < input.count ? GoRune.decode(input, at: position).rune : Self.endOfInput
  }

  private mutating func advance() -> UInt32 {
    guard position < input.count else { return Self.endOfInput }
    let (rune, width) = GoRune.decode(input, at: position)
    position += width
    if rune == 0x0A { line += 1 }
    return rune
  }

  private func byte(at index: Int) -> UInt8? { index < input.count ? input[index] : nil }

  private func matches(_ first: Unicode.Scalar, _ second: Unicode.Scalar, at index: Int) -> Bool {
    index + 1 < input.count && input[index] == UInt8(ascii: first) && input[index + 1] == UInt8(ascii: second)
  }

  private func isRightDelimiter(at index: Int) -> Bool { matches("}", "}", at: index) }

  /// Whether ` -` stands at the index, before what may be a right delimiter.
  private func isRightTrimMarker(at index: Int) -> Bool {
    guard let space = byte(at: index), isSpace(UInt32(space)) else { return false }
    return byte(at: index + 1) == UInt8(ascii: "-")
  }

  private mutating func token(_ kind: Token.Kind) -> Token {
    let token = Token(kind, start..<position, line: startLine)
    start = position
    startLine = line
    return token
  }

  private mutating func fail(_ message: String) -> Token {
    failure = message
    return Token(.error, start..<start, line: startLine)
  }

  /// Drops what lies between the token's start and here, which was skipped without counting its lines.
  private mutating func ignore() {
    line += newlines(start..<position)
    start = position
    startLine = line
  }

  private func newlines(_ range: Range<Int>) -> Int {
    input.withUnsafeBufferPointer { input in
      var count = 0
      for byte in UnsafeBufferPointer(rebasing: input[range]) { count &+= byte == 0x0A ? 1 : 0 }
      return count
    }
  }

  // MARK: Outside of actions

  private mutating func text() -> Token {
    while true {
      guard let delimiter = leftDelimiter(from: position) else {
        position = input.count
        if position > start {
          line += newlines(start..<position)
          return token(.text)
        }
        return Token(.end, position..<position, line: startLine)
      }
      if delimiter > position {
        position = delimiter
        if hasLeftTrimMarker(at: delimiter + 2) {
          while position > start, isSpace(UInt32(input[position - 1])) { position -= 1 }
        }
        line += newlines(start..<position)
        let text = token(.text)
        position = delimiter
        ignore()
        if text.end > text.position { return text }
      }
      let marker = hasLeftTrimMarker(at: delimiter + 2) ? 2 : 0
      if matches("/", "*", at: delimiter + 2 + marker) {
        position += 2 + marker
        ignore()
        if let failure = skipComment() { return failure }
        continue
      }
      position += 2
      let left = token(.leftDelimiter)
      isInsideAction = true
      position += marker
      ignore()
      parenthesisDepth = 0
      return left
    }
  }

  private func leftDelimiter(from index: Int) -> Int? {
    input.withUnsafeBufferPointer { input in
      var index = index
      // Looking at every second byte finds one of the two braces.
      while index + 1 < input.count {
        if input[index + 1] == UInt8(ascii: "{") {
          if input[index] == UInt8(ascii: "{") { return index }
          index += 1
        } else {
          index += 2
        }
      }
      return nil
    }
  }

  private func hasLeftTrimMarker(at index: Int) -> Bool {
    guard byte(at: index) == UInt8(ascii: "-"), let space = byte(at: index + 1) else { return false }
    return isSpace(UInt32(space))
  }

  /// Skips a comment whose `/*` stands here; answers an error token where it is malformed.
  private mutating func skipComment() -> Token? {
    var end = position + 2
    while !matches("*", "/", at: end) {
      end += 1
      if end >= input.count { return fail("unclosed comment") }
    }
    position = end + 2
    let trims = isRightTrimMarker(at: position) && isRightDelimiter(at: position + 2)
    guard trims || isRightDelimiter(at: position) else { return fail("comment ends before closing delimiter") }
    position += trims ? 4 : 2
    if trims { skipSpaces() }
    ignore()
    return nil
  }

  private mutating func skipSpaces() {
    while let next = byte(at: position), isSpace(UInt32(next)) { position += 1 }
  }

  // MARK: Inside of actions

  private mutating func rightDelimiter() -> Token {
    let trims = isRightTrimMarker(at: position) && isRightDelimiter(at: position + 2)
    if trims {
      position += 2
      ignore()
    }
    position += 2
    let token = token(.rightDelimiter)
    if trims {
      skipSpaces()
      ignore()
    }
    isInsideAction = false
    return token
  }

  private mutating func insideAction() -> Token {
    if isRightDelimiter(at: position) || (isRightTrimMarker(at: position) && isRightDelimiter(at: position + 2)) {
      return parenthesisDepth == 0 ? rightDelimiter() : fail("unclosed left paren")
    }
    let before = position
    let lineBefore = line
    let rune = advance()
    guard rune != Self.endOfInput else { return fail("unclosed action") }
    if isSpace(rune) {
      position = before
      line = lineBefore
      return space()
    }
    switch Unicode.Scalar(rune) ?? "\u{FFFD}" {
    case "=": return token(.assign)
    case ":": return advance() == 0x3D ? token(.declare) : fail("expected :=")
    case "|": return token(.pipe)
    case "\"": return quoted(by: 0x22, as: .string, "unterminated quoted string")
    case "'": return quoted(by: 0x27, as: .characterConstant, "unterminated character constant")
    case "`": return rawString()
    case "$": return fieldOrVariable(.variable)
    case "(":
      parenthesisDepth += 1
      return token(.leftParenthesis)
    case ")":
      parenthesisDepth -= 1
      return parenthesisDepth < 0 ? fail("unexpected right paren") : token(.rightParenthesis)
    case ".":
      // A digit after the point makes a number of it, and so does the end of the text.
      if let next = byte(at: position), !(0x30...0x39).contains(next) { return fieldOrVariable(.field) }
      position = before
      return number()
    case "+", "-", "0"..."9":
      position = before
      return number()
    default: break
    }
    if isAlphaNumeric(rune) {
      position = before
      return identifier()
    }
    if rune < 0x7F, rune >= 0x20 { return token(.character) }
    return fail("unrecognized character in action: \(GoFormat.unicode(rune))")
  }

  private mutating func space() -> Token {
    var count = 0
    while isSpace(peeked) {
      _ = advance()
      count += 1
    }
    // The last of the spaces may belong to a right delimiter with a trim marker.
    if isRightTrimMarker(at: position - 1), isRightDelimiter(at: position + 1) {
      position -= 1
      if input[position] == 0x0A { line -= 1 }
      if count == 1 { return rightDelimiter() }
    }
    return token(.space)
  }

  private mutating func identifier() -> Token {
    skipAlphaNumerics()
    if !isAtTerminator { return badCharacter() }
    switch keyword() {
    case nil: return token(.identifier)
    case .break where !keywords.break, .continue where !keywords.continue: return token(.identifier)
    case let kind?: return token(kind)
    }
  }

  /// The identifiers that mean something of their own.
  private static let words: [(word: StaticString, kind: Token.Kind)] = [
    ("if", .if), ("end", .endKeyword), ("else", .else), ("with", .with), ("range", .range), ("define", .define),
    ("template", .template), ("block", .block), ("break", .break), ("continue", .continue), ("nil", .nil),
    ("true", .bool), ("false", .bool),
  ]

  /// What the identifier that ends here means of its own, if anything.
  private func keyword() -> Token.Kind? {
    let count = position - start
    guard (2...8).contains(count) else { return nil }
    for (word, kind) in Self.words where word.utf8CodeUnitCount == count {
      var index = 0
      while index < count, word.utf8Start[index] == input[start + index] { index += 1 }
      if index == count { return kind }
    }
    return nil
  }

  private mutating func fieldOrVariable(_ kind: Token.Kind) -> Token {
    if isAtTerminator { return token(kind == .variable ? .variable : .dot) }
    skipAlphaNumerics()
    return isAtTerminator ? token(kind) : badCharacter()
  }

  private mutating func skipAlphaNumerics() {
    while position < input.count {
      let byte = input[position]
      if isASCIIAlphaNumeric(byte) {
        position += 1
      } else if byte >= 0x80, isAlphaNumeric(peeked) {
        _ = advance()
      } else {
        return
      }
    }
  }

  private mutating func badCharacter() -> Token {
    // Go's lexer has read the character already; at the end of the text there is none.
    fail("bad character \(GoFormat.unicode(peeked))")
  }

  private var isAtTerminator: Bool {
    let rune = peeked
    if rune == Self.endOfInput || isSpace(rune) { return true }
    switch rune {
    case 0x2E, 0x2C, 0x7C, 0x3A, 0x29, 0x28: return true  // . , | : ) (
    default: return isRightDelimiter(at: position)
    }
  }

  private mutating func quoted(by quote: UInt32, as kind: Token.Kind, _ message: String) -> Token {
    while true {
      var rune = advance()
      if rune == quote { return token(kind) }
      if rune == 0x5C {
        rune = advance()
        if rune != Self.endOfInput, rune != 0x0A { continue }
      }
      if rune == Self.endOfInput || rune == 0x0A { return fail(message) }
    }
  }

  private mutating func rawString() -> Token {
    guard let end = input[position...].firstIndex(of: 0x60) else { return fail("unterminated raw quoted string") }
    line += newlines(position..<end)
    position = end + 1
    return token(.rawString)
  }

  // MARK: Numbers

  private mutating func number() -> Token {
    guard scanNumber() else { return badNumber() }
    let sign = peeked
    if sign == 0x2B || sign == 0x2D {
      // Complex: 1+2i. No spaces, must end in 'i'.
      guard scanNumber(), input[position - 1] == UInt8(ascii: "i") else { return badNumber() }
      return token(.complex)
    }
    return token(.number)
  }

  private mutating func badNumber() -> Token {
    fail("bad number syntax: \(GoQuote.quote(Bytes(Array(input[start..<position]))))")
  }

  private mutating func accept(_ valid: StaticString) -> Bool {
    guard let next = byte(at: position) else { return false }
    let isValid = valid.withUTF8Buffer { $0.contains(next) }
    if isValid { position += 1 }
    return isValid
  }

  private mutating func acceptRun(_ valid: StaticString) { while accept(valid) {} }

  private mutating func scanNumber() -> Bool {
    _ = accept("+-")
    var digits: StaticString = "0123456789_"
    var isDecimal = true
    var isHexadecimal = false
    if accept("0") {
      if accept("xX") {
        digits = "0123456789abcdefABCDEF_"
        isHexadecimal = true
        isDecimal = false
      } else if accept("oO") {
        digits = "01234567_"
        isDecimal = false
      } else if accept("bB") {
        digits = "01_"
        isDecimal = false
      }
    }
    acceptRun(digits)
    if accept(".") { acceptRun(digits) }
    if isDecimal && accept("eE") || isHexadecimal && accept("pP") {
      _ = accept("+-")
      acceptRun("0123456789_")
    }
    _ = accept("i")
    if isAlphaNumeric(peeked) {
      _ = advance()
      return false
    }
    return true
  }
}

private func isSpace(_ rune: UInt32) -> Bool { rune == 0x20 || rune == 0x09 || rune == 0x0D || rune == 0x0A }

private func isASCIIAlphaNumeric(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
}

private func isAlphaNumeric(_ rune: UInt32) -> Bool { rune == 0x5F || GoRune.isLetter(rune) || GoRune.isDigit(rune) }
