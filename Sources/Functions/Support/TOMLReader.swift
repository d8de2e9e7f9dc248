internal import Values

/// Reads TOML into dictionaries as BurntSushi/toml does: integers are int64, arrays of tables a type of their own.
struct TOMLReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lastKey = ""
  private let root = ValueMap()
  /// Tables that were opened by a header or made by an inline table or a dotted key; they cannot be opened again.
  private var defined: Set<ObjectIdentifier> = []

  /// The zone of times that come with an offset, where it is the same.
  private let local: TimeLocation

  private init(_ bytes: [UInt8], local: TimeLocation) {
    self.bytes = bytes
    self.local = local
  }

  /// The dictionary that a text describes.
  static func decode(_ bytes: [UInt8], local: TimeLocation) throws(TOMLError) -> ValueMap {
    var reader = TOMLReader(bytes, local: local)
    try reader.document()
    return reader.root
  }

  private func failure(_ message: String) -> TOMLError {
    let place = lastKey.isEmpty ? "" : " (last key \"\(lastKey)\")"
    return TOMLError("toml: line \(line)\(place): \(message)")
  }

  // MARK: Bytes

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func sees(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 { position += 1 }
  }

  private mutating func skipComment() {
    guard next == UInt8(ascii: "#") else { return }
    while let byte = next, byte != 0x0A { position += 1 }
  }

  private mutating func skipLines() {
    while true {
      skipBlanks()
      skipComment()
      if next == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
      guard next == 0x0A else { return }
      position += 1
      line += 1
    }
  }

  /// The next character as the library's messages show it.
  private var found: String {
    guard next != nil else { return "unexpected EOF" }
    let (rune, _) = bytes.withUnsafeBufferPointer { GoRune.decode($0, at: position) }
    return GoQuote.quoteRune(rune).description
  }

  // MARK: Structure

  private mutating func document() throws(TOMLError) {
    var table = root
    while true {
      skipLines()
      guard next != nil else { return }
      if skip("[") {
        table = skip("[") ? try arrayHeader() : try tableHeader()
      } else {
        try pair(in: table, depth: 0)
      }
      skipBlanks()
      skipComment()
      if next == 0x0D { position += 1 }
      if next != nil, next != 0x0A {
        lastKey = ""
        throw failure("expected a top-level item to end with a newline, comment, or EOF, but got \(found) instead")
      }
    }
  }

  private mutating func tableHeader() throws(TOMLError) -> ValueMap {
    let path = try keyPath(after: "]")
    guard skip("]") else { throw endOfHeader }
    let table = try descend(path, from: root)
    if !defined.insert(ObjectIdentifier(table)).inserted { throw duplicate(path) }
    return table
  }

  private mutating func arrayHeader() throws(TOMLError) -> ValueMap {
    let path = try keyPath(after: "]")
    guard skip("]"), skip("]") else { throw endOfHeader }
    guard let name = path.last else { throw endOfHeader }
    let parent = try descend(Array(path.dropLast()), from: root)
    let table = ValueMap()
    switch parent[name] {
    case nil: parent[name] = .list([.map(table)], .map)
    case .list(let items, .map)?: parent[name] = .list(items + [.map(table)], .map)
    default: throw duplicate(path)
    }
    return table
  }

  private var endOfHeader: TOMLError {
    let got = next == nil ? "'\\x00'" : found
    return failure("expected '.' or ']' to end table name, but got \(got) instead")
  }

  private func duplicate(_ path: [Bytes]) -> TOMLError {
    failure("Key '\(path.map(\.description).joined(separator: "."))' has already been defined.")
  }

  /// The table at a path, made where it is missing; of an array of tables the last one.
  private func descend(_ path: [Bytes], from start: ValueMap) throws(TOMLError) -> ValueMap {
    var table = start
    for name in path {
      switch table[name] {
      case nil:
        let new = ValueMap()
        table[name] = .map(new)
        table = new
      case .map(let map)?: table = map
      case .list(let items, .map)?:
        guard case .map(let map)? = items.last else { throw duplicate(path) }
        table = map
      default: throw duplicate(path)
      }
    }
    return table
  }

  private mutating func keyPath(after end: Unicode.Scalar) throws(TOMLError) -> [Bytes] {
    var path: [Bytes] = []
    repeat {
      skipBlanks()
      path.append(try key())
      skipBlanks()
    } while skip(".")
    return path
  }

  private mutating func key() throws(TOMLError) -> Bytes {
    switch next {
    case UInt8(ascii: "\"")?, UInt8(ascii: "'")?: return try string()
    default: break
    }
    let start = position
    while let byte = next,
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    {
      position += 1
    }
    if start == position {
      if next == UInt8(ascii: "=") { throw failure("unexpected '=': key name appears blank") }
      throw failure(next == nil ? "unexpected EOF; expected key" : "expected '.' or '=', but got \(found) instead")
    }
    return Bytes(bytes[start..<position])
  }

  private mutating func pair(in table: ValueMap, depth: Int) throws(TOMLError) {
    let path = try keyPath(after: "=")
    guard let name = path.last else { return }
    guard skip("=") else {
      if next == nil { throw failure("unexpected EOF; expected key separator '='") }
      throw failure("expected '.' or '=', but got \(found) instead")
    }
    lastKey = path.map(\.description).joined(separator: ".")
    skipBlanks()
    let value = try value(depth: depth)
    let parent = try descend(Array(path.dropLast()), from: table)
    if parent[name] != nil { throw duplicate(path) }
    if path.count > 1 { defined.insert(ObjectIdentifier(parent)) }
    parent[name] = value
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(TOMLError) -> Value {
    if depth > Limit.depth { throw failure("the value is nested more than \(Limit.depth) levels deep") }
    guard let first = next else { throw failure("unexpected EOF; expected value") }
    switch Unicode.Scalar(first) {
    case "\"", "'": return .string(try string())
    case "[": return try array(depth: depth)
    case "{": return try inlineTable(depth: depth)
    default: break
    }
    let start = position
    while let byte = next, !" \t\r\n,]}#".utf8.contains(byte) { position += 1 }
    // A date and a time may stand apart by one space.
    if position - start == 10, next == 0x20, bytes[start + 4] == UInt8(ascii: "-"), position + 1 < bytes.count,
      bytes[position + 1] &- 0x30 < 10
    {
      position += 1
      while let byte = next, !" \t\r\n,]}#".utf8.contains(byte) { position += 1 }
    }
    let word = Bytes(bytes[start..<position])
    if word.isEmpty {
      throw failure("expected value but found \(found) instead")
    }
    return try scalar(word, first)
  }

  private func scalar(_ word: Bytes, _ first: UInt8) throws(TOMLError) -> Value {
    switch word.description {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .float(.infinity)
    case "-inf": return .float(-.infinity)
    case "nan", "+nan", "-nan": return .float(.nan)
    default: break
    }
    if let date = TOMLDate.read(word, local: local) { return date }
    let isSigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    guard first &- 0x30 < 10 || isSigned else {
      let found = String(decoding: [first], as: UTF8.self)
      if (first | 0x20) &- 0x61 < 26 { throw failure("expected value but found \"\(word)\" instead") }
      throw failure("expected value but found '\(found)' instead")
    }
    let digits = word.storage.dropFirst(isSigned ? 1 : 0)
    let hasPrefix = digits.first == 0x30 && digits.count > 2 && "xob".utf8.contains(digits[digits.startIndex + 1])
    let isFloat = !hasPrefix && digits.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    if isFloat {
      guard let number = try? GoNumber.parseFloat(word) else { throw failure("Invalid float value: \"\(word)\"") }
      return .float(number)
    }
    if !hasPrefix, digits.count > 1, digits.first == 0x30 {
      throw failure("Invalid integer \"\(word)\": cannot have leading zeroes")
    }
    if hasPrefix, isSigned {
      let prefix = String(decoding: word.storage.prefix(3), as: UTF8.self)
      throw failure("cannot use sign with non-decimal numbers: '\(prefix)'")
    }
    do throws(GoNumberError) {
      return .int64(try GoNumber.parseInt(word, base: 0))
    } catch {
      if error.reason == .range { throw failure("\(word) is out of range for int64") }
      throw failure("Invalid integer: \"\(word)\"")
    }
  }

  private mutating func array(depth: Int) throws(TOMLError) -> Value {
    position += 1
    var items: [Value] = []
    while true {
      skipLines()
      if skip("]") { return .list(items) }
      items.append(try value(depth: depth + 1))
      skipLines()
      if skip(",") { continue }
      if skip("]") { return .list(items) }
      if next == nil { throw failure("unexpected EOF; expected value") }
      throw failure("expected a comma (',') or array terminator (']'), but got \(found)")
    }
  }

  private mutating func inlineTable(depth: Int) throws(TOMLError) -> Value {
    position += 1
    let table = ValueMap()
    defined.insert(ObjectIdentifier(table))
    while true {
      skipLines()
      if skip("}") { return .map(table) }
      try pair(in: table, depth: depth + 1)
      skipLines()
      if skip(",") { continue }
      if skip("}") { return .map(table) }
      if next == nil { throw failure("unexpected EOF; expected '}'") }
      throw failure("expected a comma or an inline table terminator '}', but got \(found) instead")
    }
  }

  // MARK: Strings

  private mutating func string() throws(TOMLError) -> Bytes {
    let quote: Unicode.Scalar = next == UInt8(ascii: "'") ? "'" : "\""
    let mark = UInt8(ascii: quote)
    let isLong = sees(String(repeating: String(quote), count: 3))
    position += isLong ? 3 : 1
    if isLong {
      if next == 0x0D { position += 1 }
      if next == 0x0A {
        position += 1
        line += 1
      }
    }
    var out: [UInt8] = []
    while let byte = next {
      if byte == mark {
        var run = 0
        while position < bytes.count, bytes[position] == mark, run < (isLong ? 5 : 1) {
          position += 1
          run += 1
        }
        if !isLong { return Bytes(out) }
        if run >= 3 {
          out.append(contentsOf: repeatElement(mark, count: run - 3))
          return Bytes(out)
        }
        out.append(contentsOf: repeatElement(mark, count: run))
        continue
      }
      if byte == 0x0A {
        if !isLong { throw failure("strings cannot contain newlines") }
        line += 1
      }
      position += 1
      if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\"") {
        try escape(isLong: isLong, into: &out)
      } else {
        out.append(byte)
      }
    }
    throw failure("unexpected EOF; expected '\(isLong ? String(repeating: String(quote), count: 3) : String(quote))'")
  }

  private mutating func escape(isLong: Bool, into out: inout [UInt8]) throws(TOMLError) {
    guard let byte = next else { throw failure("unexpected EOF; expected '\"'") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "b": out.append(0x08)
    case "t": out.append(0x09)
    case "n": out.append(0x0A)
    case "f": out.append(0x0C)
    case "r": out.append(0x0D)
    case "e": out.append(0x1B)
    case "\"", "\\": out.append(byte)
    case "x": try code(digits: 2, into: &out)
    case "u": try code(digits: 4, into: &out)
    case "U": try code(digits: 8, into: &out)
    case " ", "\t", "\r", "\n":
      guard isLong else { throw failure("invalid escape character '\(Unicode.Scalar(byte))'") }
      // A backslash at the end of a line swallows the space up to the next text.
      position -= 1
      while let space = next, [0x20, 0x09, 0x0D, 0x0A].contains(space) {
        if space == 0x0A { line += 1 }
        position += 1
      }
    default: throw failure("invalid escape in string '\\\(Unicode.Scalar(byte))'")
    }
  }

  private mutating func code(digits: Int, into out: inout [UInt8]) throws(TOMLError) {
    let text = String(decoding: bytes[position..<min(position + digits, bytes.count)], as: UTF8.self)
    guard text.utf8.count == digits, let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number) else {
      throw failure("escaped character '\\\(digits == 4 ? "u" : "U")\(text)' is not valid UTF-8")
    }
    position += digits
    GoRune.append(scalar.value, to: &out)
  }
}
