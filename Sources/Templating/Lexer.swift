import Platform
import Values

/// Cuts a template's text into tokens, one at a time, as text/template/parse/lex.go.
///
/// Lines are not counted on the way: an error counts them up to its place.
package struct Lexer {
  let input: UnsafeBufferPointer<UInt8>
  /// Where the next byte is read.
  private var position = 0
  /// Where the token being read starts.
  private var start = 0
  private var isInsideAction = false
  private var parenthesisDepth = 0
  /// What is wrong with the text, after an error token, which ends the input.
  private(set) var failure: String?
  /// Whether `break` and `continue` are keywords: they are unless functions have these names.
  private let keywords: (break: Bool, continue: Bool)

  /// A lexer at the start of a text, which must outlive it.
  package init(_ input: UnsafeBufferPointer<UInt8>, keywords: (break: Bool, continue: Bool) = (true, true)) {
    self.input = input
    self.keywords = keywords
  }

  /// The next token; after the end or an error, `end` for ever.
  @inline(__always)
  package mutating func next() -> Token {
    if isInsideAction { return insideAction() }
    if failure != nil { return Token(.end, start, start) }
    return text()
  }

  /// The line of a place in the text, counted from 1.
  func line(at position: Int) -> Int {
    var count = 1
    for byte in UnsafeBufferPointer(rebasing: input[..<min(position, input.count)]) { count &+= byte == 0x0A ? 1 : 0 }
    return count
  }

  // MARK: Reading

  @inline(__always)
  private func byte(at index: Int) -> UInt8? { index < input.count ? input[index] : nil }

  @inline(__always)
  private func matches(_ first: Unicode.Scalar, _ second: Unicode.Scalar, at index: Int) -> Bool {
    index &+ 1 < input.count && input[index] == UInt8(ascii: first) && input[index &+ 1] == UInt8(ascii: second)
  }

  @inline(__always)
  private func isRightDelimiter(at index: Int) -> Bool { matches("}", "}", at: index) }

  /// Whether ` -` stands at the index, before what may be a right delimiter.
  @inline(__always)
  private func isRightTrimMarker(at index: Int) -> Bool {
    index &+ 1 < input.count && input[index &+ 1] == UInt8(ascii: "-") && isSpace(input[index])
  }

  @inline(__always)
  private mutating func token(_ kind: Token.Kind) -> Token {
    let token = Token(kind, start, position)
    start = position
    return token
  }

  @inline(never)
  private mutating func fail(_ message: String) -> Token {
    failure = message
    isInsideAction = false
    return Token(.error, start, start)
  }

  // MARK: Outside of actions

  private mutating func text() -> Token {
    while true {
      guard let delimiter = leftDelimiter(from: position) else {
        position = input.count
        return position > start ? token(.text) : Token(.end, position, position)
      }
      let trims = hasLeftTrimMarker(at: delimiter &+ 2)
      if delimiter > position {
        position = delimiter
        if trims {
          while position > start, isSpace(input[position &- 1]) { position &-= 1 }
        }
        let text = token(.text)
        position = delimiter
        start = delimiter
        if text.end > text.position { return text }
      }
      let marker = trims ? 2 : 0
      if matches("/", "*", at: delimiter &+ 2 &+ marker) {
        position = delimiter &+ 2 &+ marker
        start = position
        if let failure = skipComment() { return failure }
        continue
      }
      position = delimiter &+ 2
      let left = token(.leftDelimiter)
      isInsideAction = true
      position &+= marker
      start = position
      parenthesisDepth = 0
      return left
    }
  }

  private func leftDelimiter(from index: Int) -> Int? {
    guard let base = input.baseAddress else { return nil }
    var index = index
    while index &+ 1 < input.count {
      guard let found = memchr(base + index, 0x7B, input.count &- 1 &- index) else { return nil }
      index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if input[index &+ 1] == 0x7B { return index }
      index &+= 1
    }
    return nil
  }

  @inline(__always)
  private func hasLeftTrimMarker(at index: Int) -> Bool {
    index &+ 1 < input.count && input[index] == UInt8(ascii: "-") && isSpace(input[index &+ 1])
  }

  /// Skips a comment whose `/*` stands here; answers an error token where it is malformed.
  private mutating func skipComment() -> Token? {
    var end = position &+ 2
    while !matches("*", "/", at: end) {
      end &+= 1
      if end >= input.count { return fail("unclosed comment") }
    }
    position = end &+ 2
    let trims = isRightTrimMarker(at: position) && isRightDelimiter(at: position &+ 2)
    guard trims || isRightDelimiter(at: position) else { return fail("comment ends before closing delimiter") }
    position &+= trims ? 4 : 2
    if trims { skipSpaces() }
    start = position
    return nil
  }

  private mutating func skipSpaces() {
    while position < input.count, isSpace(input[position]) { position &+= 1 }
  }

  // MARK: Inside of actions

  private mutating func rightDelimiter() -> Token {
    if parenthesisDepth != 0 { return fail("unclosed left paren") }
    let trims = input[position] != UInt8(ascii: "}")
    if trims {
      position &+= 2
      start = position
    }
    position &+= 2
    let token = token(.rightDelimiter)
    if trims {
      skipSpaces()
      start = position
    }
    isInsideAction = false
    return token
  }

  private mutating func insideAction() -> Token {
    guard position < input.count else { return fail("unclosed action") }
    let first = input[position]
    if isASCIIAlphaNumeric(first), first &- 0x30 >= 10 { return identifier() }
    switch first {
    case 0x20, 0x09, 0x0D, 0x0A: return space()
    case UInt8(ascii: "}") where isRightDelimiter(at: position): return rightDelimiter()
    case UInt8(ascii: "."):
      position &+= 1
      // A digit after the point makes a number of it, and so does the end of the text.
      if let next = byte(at: position), next &- 0x30 >= 10 { return fieldOrVariable(.field) }
      position &-= 1
      return number()
    case UInt8(ascii: "+"), UInt8(ascii: "-"), 0x30...0x39: return number()
    default: break
    }
    position &+= 1
    switch first {
    case UInt8(ascii: "="): return token(.assign)
    case UInt8(ascii: ":"):
      guard byte(at: position) == UInt8(ascii: "=") else { return fail("expected :=") }
      position &+= 1
      return token(.declare)
    case UInt8(ascii: "|"): return token(.pipe)
    case UInt8(ascii: "\""): return quoted(by: first, as: .string, "unterminated quoted string")
    case UInt8(ascii: "'"): return quoted(by: first, as: .characterConstant, "unterminated character constant")
    case UInt8(ascii: "`"): return rawString()
    case UInt8(ascii: "$"): return fieldOrVariable(.variable)
    case UInt8(ascii: "("):
      parenthesisDepth &+= 1
      return token(.leftParenthesis)
    case UInt8(ascii: ")"):
      parenthesisDepth &-= 1
      return parenthesisDepth < 0 ? fail("unexpected right paren") : token(.rightParenthesis)
    default: return other(first)
    }
  }

  /// What starts with a byte that no rule of its own is for, which was read.
  private mutating func other(_ first: UInt8) -> Token {
    if first < 0x7F, first >= 0x20 { return token(.character) }
    position &-= 1
    let rune = GoRune.decode(input, at: position).rune
    return isAlphaNumeric(rune) ? identifier() : fail("unrecognized character in action: \(GoFormat.unicode(rune))")
  }

  private mutating func space() -> Token {
    skipSpaces()
    // The last of the spaces may belong to a right delimiter with a trim marker.
    if position < input.count, input[position] == UInt8(ascii: "-"), isRightDelimiter(at: position &+ 1) {
      position &-= 1
      if position == start { return rightDelimiter() }
    }
    return token(.space)
  }

  private mutating func identifier() -> Token {
    skipAlphaNumerics()
    if !isAtTerminator { return badCharacter() }
    return token(keyword() ?? .identifier)
  }

  /// What the identifier that ends here means of its own, if anything.
  private func keyword() -> Token.Kind? {
    guard position &- start <= 8 else { return nil }
    switch input[start] {
    case UInt8(ascii: "b"): return isWord("break") ? (keywords.break ? .break : nil) : isWord("block") ? .block : nil
    case UInt8(ascii: "c"): return isWord("continue") && keywords.continue ? .continue : nil
    case UInt8(ascii: "d"): return isWord("define") ? .define : nil
    case UInt8(ascii: "e"): return isWord("end") ? .endKeyword : isWord("else") ? .else : nil
    case UInt8(ascii: "f"): return isWord("false") ? .bool : nil
    case UInt8(ascii: "i"): return isWord("if") ? .if : nil
    case UInt8(ascii: "n"): return isWord("nil") ? .nil : nil
    case UInt8(ascii: "r"): return isWord("range") ? .range : nil
    case UInt8(ascii: "t"): return isWord("true") ? .bool : isWord("template") ? .template : nil
    case UInt8(ascii: "w"): return isWord("with") ? .with : nil
    default: return nil
    }
  }

  @inline(__always)
  private func isWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position &- start == count else { return false }
    var index = 1
    while index < count, word.utf8Start[index] == input[start &+ index] { index &+= 1 }
    return index == count
  }

  private mutating func fieldOrVariable(_ kind: Token.Kind) -> Token {
    if isAtTerminator { return token(kind == .variable ? .variable : .dot) }
    skipAlphaNumerics()
    return isAtTerminator ? token(kind) : badCharacter()
  }

  @inline(__always)
  private mutating func skipAlphaNumerics() {
    var position = position
    while position < input.count {
      let byte = input[position]
      if isASCIIAlphaNumeric(byte) {
        position &+= 1
      } else if byte >= 0x80 {
        let (rune, width) = GoRune.decode(input, at: position)
        guard isAlphaNumeric(rune) else { break }
        position &+= width
      } else {
        break
      }
    }
    self.position = position
  }

  private mutating func badCharacter() -> Token {
    fail("bad character \(GoFormat.unicode(GoRune.decode(input, at: position).rune))")
  }

  @inline(__always)
  private var isAtTerminator: Bool {
    guard position < input.count else { return true }
    switch input[position] {
    case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ":"),
      UInt8(ascii: ")"), UInt8(ascii: "("):
      return true
    case UInt8(ascii: "}"): return isRightDelimiter(at: position)
    default: return false
    }
  }

  private mutating func quoted(by quote: UInt8, as kind: Token.Kind, _ message: String) -> Token {
    var index = position
    while index < input.count {
      let byte = input[index]
      index &+= 1
      if byte == quote {
        position = index
        return token(kind)
      }
      if byte == UInt8(ascii: "\\") {
        guard index < input.count, input[index] != 0x0A else { break }
        index &+= 1
      } else if byte == 0x0A {
        break
      }
    }
    return fail(message)
  }

  private mutating func rawString() -> Token {
    var index = position
    while index < input.count, input[index] != UInt8(ascii: "`") { index &+= 1 }
    if index == input.count { return fail("unterminated raw quoted string") }
    position = index &+ 1
    return token(.rawString)
  }

  // MARK: Numbers

  private mutating func number() -> Token {
    guard scanNumber() else { return badNumber() }
    let sign = byte(at: position)
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      // Complex: 1+2i. No spaces, must end in 'i'.
      guard scanNumber(), input[position &- 1] == UInt8(ascii: "i") else { return badNumber() }
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
    if isValid { position &+= 1 }
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
    guard position < input.count else { return true }
    let (rune, width) = GoRune.decode(input, at: position)
    if !isAlphaNumeric(rune) { return true }
    position &+= width
    return false
  }
}

@inline(__always)
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

@inline(__always)
private func isASCIIAlphaNumeric(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
}

private func isAlphaNumeric(_ rune: UInt32) -> Bool { rune == 0x5F || GoRune.isLetter(rune) || GoRune.isDigit(rune) }
