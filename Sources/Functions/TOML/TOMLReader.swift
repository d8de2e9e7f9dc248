internal import Platform
internal import Values

/// Reads TOML into dictionaries, with the rules and messages of BurntSushi/toml's parse.go: integers are int64, arrays of
/// tables a type of their own.
struct TOMLReader {
  private var scanner: TOMLScanner
  private let zones: TOMLZones
  private let root = ValueMap()
  /// The path of the table that keys go into.
  private var context: [Bytes] = []
  /// The key whose value is read.
  private var currentKey = Bytes()
  /// The line of the first part of the last key.
  private var keyLine = 1
  /// The tables that were made on the way to others and may still be opened by themselves.
  private var implicit: Set<Bytes> = []
  /// The keys whose values are arrays, not arrays of tables.
  private var arrays: Set<Bytes> = []

  private init(_ text: [UInt8], _ zones: TOMLZones) {
    scanner = TOMLScanner(text)
    self.zones = zones
  }

  /// The dictionary that a text describes.
  ///
  /// - Parameter local: the time zone of times without one, and `now` when its offset is taken.
  static func decode(_ bytes: [UInt8], local: TimeLocation, now: Moment) throws(TOMLError) -> ValueMap {
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]]
    let text = Array(bytes.dropFirst(marks.first { bytes.starts(with: $0) }?.count ?? 0))
    if text.prefix(6).contains(0) {
      throw TOMLError(
        "toml: line 1: files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8")
    }
    var reader = TOMLReader(text, TOMLZones(local: local, now: now))
    do throws(TOMLFailure) {
      try reader.document()
    } catch {
      let key = reader.lastKey
      let place = key.isEmpty ? "" : " (last key \(GoQuote.quote(key)))"
      throw TOMLError("toml: line \(error.line)\(place): \(error.message)")
    }
    return reader.root
  }

  private var lastKey: Bytes {
    if currentKey.isEmpty { return Self.text(context) }
    return context.isEmpty ? currentKey : Self.text(context) + "." + currentKey
  }

  /// A key path as text, its parts quoted where they must be.
  private static func text(_ path: [Bytes]) -> Bytes {
    var out: [UInt8] = []
    for (index, name) in path.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ".")) }
      TOMLWriter.appendKey(name, to: &out)
    }
    return Bytes(out)
  }

  private func failure(_ message: String) -> TOMLFailure { TOMLFailure(line: keyLine, message: message) }

  private func alreadyDefined(_ path: [Bytes]) -> TOMLFailure {
    failure("Key '\(Self.text(path))' has already been defined.")
  }

  // MARK: Structure

  private mutating func document() throws(TOMLFailure) {
    while true {
      let rune = try scanner.next()
      if TOMLScanner.isBlank(rune) || TOMLScanner.isNewline(rune) {
        scanner.ignore()
        continue
      }
      switch rune {
      case TOMLScanner.end: return
      case 0x23:
        try scanner.skipComment()
        continue
      case 0x5B: try header()
      default:
        scanner.back()
        try pair(into: nil)
      }
      if try !endOfLine() { return }
    }
  }

  /// Passes over what may stand behind a pair or a header; whether the text goes on.
  private mutating func endOfLine() throws(TOMLFailure) -> Bool {
    while true {
      let rune = try scanner.next()
      if TOMLScanner.isBlank(rune) { continue }
      if rune == TOMLScanner.end { return false }
      if rune == 0x23 {
        try scanner.skipComment()
        return true
      }
      if TOMLScanner.isNewline(rune) {
        scanner.ignore()
        return true
      }
      throw scanner.failure(
        "expected a top-level item to end with a newline, comment, or EOF, but got \(TOMLScanner.quoted(rune)) instead")
    }
  }

  /// Reads a table's header, whose first bracket has been passed.
  private mutating func header() throws(TOMLFailure) {
    let isArray = try scanner.accept("[")
    scanner.ignore()
    var path: [Bytes] = []
    while true {
      try scanner.skipBlanks()
      switch Unicode.Scalar(try scanner.peek()) {
      case "]", "\0": throw scanner.failure("unexpected end of table name (table names cannot be empty)")
      case ".": throw scanner.failure("unexpected table separator (table names cannot be empty)")
      default: try appendName(to: &path)
      }
      try scanner.skipBlanks()
      let rune = try scanner.next()
      if rune == 0x2E {
        scanner.ignore()
        continue
      }
      if rune == 0x5D { break }
      throw scanner.failure("expected '.' or ']' to end table name, but got \(TOMLScanner.quoted(rune)) instead")
    }
    if isArray {
      let rune = try scanner.next()
      if rune != 0x5D {
        throw scanner.failure(
          "expected end of table array name delimiter ']', but got \(TOMLScanner.quoted(rune)) instead")
      }
    }
    scanner.ignore()
    try open(path, isArray: isArray)
    arrays.remove(Self.text(path))
  }

  /// Reads one part of a key.
  private mutating func appendName(to path: inout [Bytes]) throws(TOMLFailure) {
    if path.count > Limit.depth { throw scanner.failure("a key has more than \(Limit.depth) parts") }
    let name: [UInt8]
    let line: Int
    switch try scanner.peek() {
    case 0x22:
      _ = try scanner.next()
      scanner.ignore()
      let (text, hasEscapes) = try scanner.string()
      line = scanner.line
      if path.isEmpty { keyLine = line }
      name = hasEscapes ? try TOMLText.unescaped(text, line: line) : text
    case 0x27:
      _ = try scanner.next()
      scanner.ignore()
      name = try scanner.rawString()
      line = scanner.line
    default:
      while TOMLScanner.isBare(try scanner.next()) {}
      scanner.back()
      line = scanner.line
      name = scanner.take()
    }
    if path.isEmpty { keyLine = line }
    path.append(Bytes(name))
  }

  /// Reads a key, its separator and its value into the current table.
  ///
  /// - Parameter inline: the inline table that gets the value too, if one is read.
  private mutating func pair(into inline: ValueMap?, depth: Int = 0) throws(TOMLFailure) {
    let outer = context
    let path = try keyPath()
    guard let name = path.last else { return }
    currentKey = name
    let parents = path.dropLast()
    for parent in parents {
      let table = context + [parent]
      implicit.insert(Self.text(table))
      try open(table, isArray: false)
    }
    let value = try value(isInArray: false, depth: depth)
    try set(name, value)
    if case .list(_, .any) = value { arrays.insert(Self.text(context + [name])) }
    if let inline {
      var table = inline
      for parent in parents {
        if table[parent] == nil { table[parent] = .map(ValueMap()) }
        guard case .map(let map)? = table[parent] else { throw failure("\"\(Self.text(context))\" is not a table") }
        table = map
      }
      table[name] = value
    }
    context = outer
    if inline == nil { currentKey = Bytes() }
  }

  private mutating func keyPath() throws(TOMLFailure) -> [Bytes] {
    try scanner.skipBlanks()
    switch Unicode.Scalar(try scanner.peek()) {
    case "=", "\0": throw scanner.failure("unexpected '=': key name appears blank")
    case ".": throw scanner.failure("unexpected '.': keys cannot start with a '.'")
    default: break
    }
    var path: [Bytes] = []
    while true {
      try scanner.skipBlanks()
      switch Unicode.Scalar(try scanner.peek()) {
      case "=", "\0": throw scanner.failure("unexpected '='")
      case ".": throw scanner.failure("unexpected '.'")
      default: try appendName(to: &path)
      }
      try scanner.skipBlanks()
      let rune = try scanner.next()
      if rune == TOMLScanner.end { throw scanner.failure("unexpected EOF; expected key separator '='") }
      scanner.ignore()
      if rune == 0x3D { return path }
      if rune == 0x2E { continue }
      let message = "expected '.' or '=', but got \(TOMLScanner.quoted(rune)) instead"
      throw rune == 0x0A ? scanner.failureOnLineBefore(message) : scanner.failure(message)
    }
  }

  // MARK: Tables

  /// Makes a path the context, its last part a new table or the next one of an array, as parse.go's addContext.
  private mutating func open(_ path: [Bytes], isArray: Bool) throws(TOMLFailure) {
    guard let name = path.last else { return }
    var table = root
    var walked: [Bytes] = []
    for part in path.dropLast() {
      walked.append(part)
      if table[part] == nil {
        implicit.insert(Self.text(walked))
        table[part] = .map(ValueMap())
      }
      guard let next = Self.table(table[part]) else {
        throw failure("Key '\(Self.text(walked))' was already created as a hash.")
      }
      table = next
    }
    context = walked
    if isArray {
      var tables: [Value] = []
      switch table[name] {
      case nil: break
      case .list(let items, .map)?:
        tables = items
        // With no other holder the list grows in place.
        table[name] = .null
      default: throw failure("Key '\(Self.text(path))' was already created and cannot be used as an array.")
      }
      tables.append(.map(ValueMap()))
      table[name] = .list(tables, .map)
    } else {
      try set(name, .map(ValueMap()))
    }
    context.append(name)
  }

  /// The table that a value is, or the last one of an array of them.
  private static func table(_ value: Value?) -> ValueMap? {
    switch value {
    case .map(let map)?: map
    case .list(let items, .map)?: items.last?.asMap
    default: nil
    }
  }

  /// Sets a key of the context's table, as parse.go's setValue.
  private mutating func set(_ name: Bytes, _ value: Value) throws(TOMLFailure) {
    var table = root
    for (index, part) in context.enumerated() {
      guard let next = Self.table(table[part]) else { throw alreadyDefined(Array(context[...index])) }
      table = next
    }
    if table[name] == nil {
      table[name] = value
      return
    }
    let path = context + [name]
    let key = Self.text(path)
    guard implicit.remove(key) != nil else { throw alreadyDefined(path) }
    if arrays.contains(key) { table[name] = value }
  }

  // MARK: Values

  private mutating func value(isInArray: Bool, depth: Int) throws(TOMLFailure) -> Value {
    if depth > Limit.depth { throw scanner.failure("the value is nested more than \(Limit.depth) levels deep") }
    try scanner.skipBlanks()
    switch Unicode.Scalar(try scanner.peek()) {
    case "[":
      _ = try scanner.next()
      scanner.ignore()
      return try array(depth: depth)
    case "{":
      _ = try scanner.next()
      scanner.ignore()
      return try inlineTable(isInArray: isInArray, depth: depth)
    case "\"": return .string(Bytes(try string("\"")))
    case "'": return .string(Bytes(try string("'")))
    default: return try scanner.scalar().value(zones)
    }
  }

  private mutating func string(_ quote: Unicode.Scalar) throws(TOMLFailure) -> [UInt8] {
    _ = try scanner.next()
    if try scanner.accept(quote) {
      if try scanner.accept(quote) {
        scanner.ignore()
        let text = TOMLText.withoutFirstNewline(try scanner.multilineString(quote))
        return quote == "'" ? text : try TOMLText.unescaped(TOMLText.joined(text), line: scanner.line)
      }
      scanner.back()
    }
    scanner.ignore()
    if quote == "'" { return try scanner.rawString() }
    let (text, hasEscapes) = try scanner.string()
    return hasEscapes ? try TOMLText.unescaped(text, line: scanner.line) : text
  }

  /// The next character inside an array or an inline table that is neither blank nor part of a comment.
  private mutating func nextInside() throws(TOMLFailure) -> UInt32 {
    while true {
      let rune = try scanner.next()
      if TOMLScanner.isBlank(rune) || TOMLScanner.isNewline(rune) {
        scanner.ignore()
      } else if rune == 0x23 {
        try scanner.skipComment()
      } else {
        return rune
      }
    }
  }

  private mutating func array(depth: Int) throws(TOMLFailure) -> Value {
    arrays.insert(Self.text(currentKey.isEmpty ? context : context + [currentKey]))
    var items: [Value] = []
    var needsComma = false
    while true {
      let rune = try nextInside()
      switch Unicode.Scalar(rune) {
      case "]":
        scanner.ignore()
        return .list(items)
      case "," where needsComma:
        scanner.ignore()
        needsComma = false
      case ",": throw scanner.failure("unexpected comma")
      default:
        if needsComma {
          throw scanner.failure(
            "expected a comma (',') or array terminator (']'), but got \(TOMLScanner.shown(rune))")
        }
        scanner.back()
        items.append(try value(isInArray: true, depth: depth + 1))
        needsComma = true
      }
    }
  }

  private mutating func inlineTable(isInArray: Bool, depth: Int) throws(TOMLFailure) -> Value {
    let table = ValueMap()
    let (outer, outerKey) = (context, currentKey)
    let path = context + [currentKey]
    context = path
    currentKey = Bytes()
    implicit.insert(Self.text(path))
    try open(path, isArray: isInArray)
    let inner = context
    var needsComma = false
    while true {
      let rune = try nextInside()
      switch Unicode.Scalar(rune) {
      case "}":
        scanner.ignore()
        context = outer
        currentKey = outerKey
        return .map(table)
      case "," where needsComma:
        scanner.ignore()
        try scanner.skipBlanks()
        // The last comma may stand before the end.
        needsComma = try scanner.peek() == 0x7D
      case ",": throw scanner.failure("unexpected comma")
      default:
        if needsComma {
          throw scanner.failure(
            "expected a comma or an inline table terminator '}', but got \(TOMLScanner.shown(rune)) instead")
        }
        scanner.back()
        try pair(into: table, depth: depth + 1)
        context = inner
        needsComma = true
      }
    }
  }
}

/// What strings stand for, as parse.go has it.
private enum TOMLText {
  /// A text without the newline that it starts with.
  static func withoutFirstNewline(_ text: [UInt8]) -> [UInt8] {
    if text.first == 0x0A { return Array(text.dropFirst()) }
    return text.starts(with: [0x0D, 0x0A]) ? Array(text.dropFirst(2)) : text
  }

  /// A text without the backslashes at the ends of its lines and the white space behind them.
  static func joined(_ text: [UInt8]) -> [UInt8] {
    let backslash = UInt8(ascii: "\\")
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte != backslash {
        out.append(byte)
        index += 1
        continue
      }
      if index + 1 < text.count, text[index + 1] == backslash {
        out += [backslash, backslash]
        index += 2
        continue
      }
      let end = text[(index + 1)...].firstIndex { ![0x20, 0x09, 0x0D, 0x0A].contains($0) } ?? text.count
      if text[(index + 1)..<end].contains(0x0A) {
        index = end
      } else {
        out.append(byte)
        index += 1
      }
    }
    return out
  }

  /// A text with its escapes replaced; the scanner has seen that they are whole.
  static func unescaped(_ text: [UInt8], line: Int) throws(TOMLFailure) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        out.append(text[index])
        index += 1
        continue
      }
      let letter = text[index + 1]
      index += 2
      switch Unicode.Scalar(letter) {
      case " ", "\t":
        throw TOMLFailure(line: line, message: "invalid escape: '\\\(Unicode.Scalar(letter))'")
      case "b": out.append(0x08)
      case "t": out.append(0x09)
      case "n": out.append(0x0A)
      case "f": out.append(0x0C)
      case "r": out.append(0x0D)
      case "e": out.append(0x1B)
      case "x", "u", "U":
        let digits = text[index...].prefix(letter == UInt8(ascii: "x") ? 2 : letter == UInt8(ascii: "u") ? 4 : 8)
        index += digits.count
        let written = String(decoding: digits, as: UTF8.self)
        guard let scalar = UInt32(written, radix: 16).flatMap(Unicode.Scalar.init) else {
          throw TOMLFailure(line: line, message: "Escaped character '\\u\(written)' is not valid UTF-8.")
        }
        GoRune.append(scalar.value, to: &out)
      default: out.append(letter)
      }
    }
    return out
  }
}
