/// Reads one JSON text in a single pass over its bytes.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let numbers: NumberDecoding
  /// Whether only the syntax is looked at, and what is read is nothing.
  private let onlyChecks: Bool
  private var index = 0
  /// The first number too large for a float64, and how deep it stands; its path grows while the recursion unwinds.
  private var overflow: (number: Bytes, path: Bytes, depth: Int)?

  init(_ bytes: UnsafeBufferPointer<UInt8>, numbers: NumberDecoding, onlyChecks: Bool = false) {
    self.bytes = bytes
    self.numbers = numbers
    self.onlyChecks = onlyChecks
  }

  /// The whole text: one value with white space around it.
  mutating func document() throws(JSONError) -> Value {
    let value = try value(depth: 0)
    if let byte = nextByte() { throw unexpected(byte, "after top-level value") }
    // encoding/json checks the whole text before it converts numbers, so a syntax error comes first.
    if let overflow { throw rangeError(overflow.number, overflow.path) }
    return value
  }

  /// The next byte that is no white space, not consumed; nil at the end.
  @inline(__always)
  private mutating func nextByte() -> UInt8? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte != 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { return byte }
      index += 1
    }
    return nil
  }

  private mutating func value(depth: Int) throws(JSONError) -> Value {
    guard let byte = nextByte() else { throw endOfInput }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(depth: depth)
    case UInt8(ascii: "t"):
      try literal("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try literal("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default: throw unexpected(byte, "looking for beginning of value")
    }
  }

  private mutating func literal(_ word: StaticString) throws(JSONError) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < bytes.count else { throw endOfInput }
      let expected = word.utf8Start[offset]
      if bytes[index] != expected {
        let letter = Unicode.Scalar(expected)
        throw unexpected(bytes[index], "in literal \(word) (expecting '\(letter)')")
      }
      index += 1
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> Value {
    if depth > JSON.maximumDepth { throw JSONError("exceeded max depth", offset: index) }
    index += 1
    var items: [Value] = []
    if nextByte() == UInt8(ascii: "]") {
      index += 1
      return .list(items)
    }
    while true {
      let item = try value(depth: depth)
      if !onlyChecks { items.append(item) }
      if overflow != nil { extendOverflow(Bytes(String(items.count - 1)), depth: depth) }
      guard let byte = nextByte() else { throw endOfInput }
      if byte == UInt8(ascii: ",") {
        index += 1
      } else if byte == UInt8(ascii: "]") {
        index += 1
        return .list(items)
      } else {
        throw unexpected(byte, "after array element")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> Value {
    if depth > JSON.maximumDepth { throw JSONError("exceeded max depth", offset: index) }
    index += 1
    var entries: [ValueMap.Entry] = []
    if nextByte() == UInt8(ascii: "}") {
      index += 1
      return .map(ValueMap())
    }
    if !onlyChecks { entries.reserveCapacity(4) }
    while true {
      guard let quote = nextByte() else { throw endOfInput }
      if quote != UInt8(ascii: "\"") { throw unexpected(quote, "looking for beginning of object key string") }
      let key = try string()
      guard let colon = nextByte() else { throw endOfInput }
      if colon != UInt8(ascii: ":") { throw unexpected(colon, "after object key") }
      index += 1
      let value = try value(depth: depth)
      if !onlyChecks { entries.append(ValueMap.Entry(key, value)) }
      if overflow != nil { extendOverflow(key, depth: depth) }
      guard let byte = nextByte() else { throw endOfInput }
      if byte == UInt8(ascii: ",") {
        index += 1
      } else if byte == UInt8(ascii: "}") {
        index += 1
        return onlyChecks ? .null : .map(ValueMap(entries: entries))
      } else {
        throw unexpected(byte, "after object key:value pair")
      }
    }
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> Bytes {
    index += 1
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let text = onlyChecks ? Bytes() : Bytes(Array(UnsafeBufferPointer(rebasing: bytes[start..<index])))
        index += 1
        return text
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 { break }
      index += 1
    }
    return try stringWithEscapes(from: start)
  }

  /// The rest of a string that has escapes or bytes outside ASCII; those before `index` are plain.
  private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> Bytes {
    var text = Array(UnsafeBufferPointer(rebasing: bytes[start..<index]))
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return Bytes(text)
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<0x20:
        throw unexpected(byte, "in string")
      case 0..<0x80:
        text.append(byte)
        index += 1
      default:
        let (rune, width) = GoRune.decode(bytes, at: index)
        GoRune.append(rune, to: &text)
        index += width
      }
    }
    throw endOfInput
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard index + 1 < bytes.count else { throw endOfInput }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""): text.append(0x22)
    case UInt8(ascii: "\\"): text.append(0x5C)
    case UInt8(ascii: "/"): text.append(0x2F)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let first = try unicodeEscape()
      var rune = first
      if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u")
      {
        let before = index
        let second = try unicodeEscape()
        if (0xDC00..<0xE000).contains(second) {
          rune = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        } else {
          index = before
        }
      }
      // A surrogate without its partner becomes U+FFFD.
      GoRune.append(rune, to: &text)
      return
    default:
      throw invalidEscape(length: 2)
    }
    index += 2
  }

  /// The number of a `\uXXXX` at the index, which moves past it.
  private mutating func unicodeEscape() throws(JSONError) -> UInt32 {
    var number: UInt32 = 0
    for offset in 2..<6 {
      guard index + offset < bytes.count else { throw endOfInput }
      let byte = bytes[index + offset]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): number = number << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: throw invalidEscape(length: 6)
      }
    }
    index += 6
    return number
  }

  // MARK: Numbers

  private mutating func number(depth: Int) throws(JSONError) -> Value {
    let start = index
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "0") {
      index += 1
    } else {
      try digits()
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
      try digits()
    }
    if onlyChecks { return .null }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
    switch numbers {
    case .jsonNumber:
      return .number(Bytes(Array(text)))
    case .typed where !text.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }):
      let digits = Bytes(Array(text))
      if let number = try? GoNumber.parseInt(digits) { return .integer(number, .int) }
      if let number = try? GoNumber.parseUint(digits) { return .integer(Int64(bitPattern: number), .uint64) }
      return .float(GoNumber.float(text) ?? 0)
    case .float64, .typed:
      // The syntax has been checked: only size can be wrong.
      let number = GoNumber.float(text) ?? 0
      if number.isInfinite {
        if overflow == nil { overflow = (Bytes(Array(text)), Bytes(), depth) }
        return .float(0)
      }
      return .float(number)
    }
  }

  private mutating func digits() throws(JSONError) {
    guard index < bytes.count else { throw endOfInput }
    guard bytes[index] &- UInt8(ascii: "0") < 10 else { throw unexpected(bytes[index], "in numeric literal") }
    repeat { index += 1 } while index < bytes.count && bytes[index] &- UInt8(ascii: "0") < 10
  }

  // MARK: Errors

  private mutating func extendOverflow(_ component: Bytes, depth: Int) {
    guard let found = overflow, found.depth == depth else { return }
    overflow = (found.number, "." + JSON.pathElement(component) + found.path, depth - 1)
  }

  private func rangeError(_ number: Bytes, _ path: Bytes) -> JSONError {
    if path.isEmpty { return JSONError("json: cannot unmarshal number \(number) into Go value of type float64") }
    // Go guesses from a path's last element whether it is a struct's field.
    let last = path.storage.reversed().prefix { $0 != UInt8(ascii: ".") }
    let isIndex = !last.isEmpty && last.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    let target = isIndex ? "" : "Go struct field "
    return JSONError("json: cannot unmarshal number \(number) into \(target)\(path) of type float64")
  }

  private var endOfInput: JSONError {
    JSONError("unexpected end of JSON input", offset: bytes.count, isEndOfInput: true)
  }

  private func unexpected(_ byte: UInt8, _ place: String) -> JSONError {
    let (rune, width) = GoRune.decode(bytes, at: index)
    let isInvalid = rune == GoRune.replacement && width == 1
    let shown = isInvalid ? "'\\x\(String(byte, radix: 16))'" : GoQuote.quoteRune(rune).description
    return JSONError("invalid character \(shown) \(place)", offset: index + width)
  }

  private func invalidEscape(length: Int) -> JSONError {
    let text = Bytes(Array(bytes[index..<min(index + length, bytes.count)]))
    var isPlain = true
    text.storage.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let (rune, width) = GoRune.decode(buffer, at: index)
        if rune == 0x60 || rune == GoRune.replacement || GoRune.isSpace(rune) || !GoRune.isPrint(rune) {
          isPlain = false
        }
        index += width
      }
    }
    let shown = isPlain ? "`\(text)`" : GoQuote.quote(text).description
    return JSONError("invalid escape sequence \(shown) in string", offset: index + text.count)
  }
}
