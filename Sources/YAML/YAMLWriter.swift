internal import Values

/// Writes values as block YAML, byte for byte as go-yaml's encoder and emitter do.
///
/// The emitter's three notes about where it stands (`column`, `isAfterSpace`, `isAtIndentation`) decide, as there, when
/// a line is broken; everything else follows from the structure of the value.
struct YAMLWriter: ~Copyable {
  /// The differences between the two versions of go-yaml that Helm's functions use.
  enum Dialect {
    /// sigs.k8s.io/yaml on go-yaml v2: the value passes through JSON first.
    case version2
    /// go-yaml v3 with an indentation of two, on the value itself.
    case version3
  }

  let dialect: Dialect
  var out = ByteBuffer(capacity: 1024)
  /// The number of characters in the line so far.
  var column = 0
  /// Whether the last thing written was space, so that no other is needed before an indicator.
  var isAfterSpace = true
  /// Whether nothing but indentation and `-`, `?` or `:` stands in the line.
  var isAtIndentation = true
  private var cycles = CycleGuard()

  init(dialect: Dialect) {
    self.dialect = dialect
  }

  /// Writes a value and the final line break.
  mutating func write(document value: Value) throws(YAMLError) {
    try node(value, indent: -1, place: .root, depth: 0)
    writeIndent(0)
  }

  /// Where a node stands in the structure.
  enum Place {
    case root, item, entry, simpleKey
  }

  private mutating func node(_ value: Value, indent: Int, place: Place, depth: Int) throws(YAMLError) {
    switch value {
    case .null: writePlain("null")
    case .bool(let flag): writePlain(flag ? "true" : "false")
    case .integer(let number, let type):
      if number < 0, type.isUnsigned { writePlain(type.decimal(number)) } else { writePlain(number) }
    case .float(let number): try writeFloat(number)
    case .number(let digits): try writeNumber(digits, indent: indent, place: place)
    case .string(let text): try writeString(text, indent: indent, place: place)
    case .list(_, let type) where type.isNil && dialect == .version2: writePlain("null")
    case .list(let items, _): try sequence(items, indent: indent, place: place, depth: depth)
    case .map(let map): try mapping(map, indent: indent, depth: depth)
    case .bytes(let bytes):
      switch dialect {
      case .version2: try writeString(Bytes(Base64.encode(bytes.storage)), indent: indent, place: place)
      case .version3:
        try sequence(
          bytes.storage.map { .integer(Int64($0), .uint8) }, indent: indent, place: place, depth: depth)
      }
    case .object(let box):
      try enter(nil, depth: depth)
      if box.object.kind == .complex128 {
        throw YAMLError("error marshaling into JSON: json: unsupported type: \(box.object.typeName)")
      }
      try node(box.object.plain, indent: indent, place: place, depth: depth + 1)
    }
  }

  private mutating func enter(_ map: ValueMap?, depth: Int) throws(YAMLError) {
    do {
      try cycles.enter(map, depth: depth)
    } catch {
      throw YAMLError("error marshaling into JSON: \(error)")
    }
  }

  private static let maximumSize = JSON.maximumSize

  private func checkSize() throws(YAMLError) {
    if out.count > Self.maximumSize {
      throw YAMLError("the result would be larger than \(JSON.maximumSize >> 20) MiB")
    }
  }

  // MARK: Structure

  private mutating func sequence(
    _ items: [Value], indent: Int, place: Place, depth: Int
  ) throws(YAMLError) {
    try enter(nil, depth: depth)
    if items.isEmpty { return writeIndicator("[]") }
    let isIndentless = dialect == .version2 && place == .entry && !isAtIndentation
    let inner = indent < 0 ? 0 : isIndentless ? indent : indent + 2
    // In a buffer the items are looked at where they lie: an array would count a reference to each.
    try items.withUnsafeBufferPointer { items throws(YAMLError) in
      for index in items.indices {
        try checkSize()
        writeIndent(inner)
        writeIndicator("-", keepsIndentation: true)
        try node(items[index], indent: inner, place: .item, depth: depth + 1)
      }
    }
  }

  private mutating func mapping(_ map: ValueMap, indent: Int, depth: Int) throws(YAMLError) {
    if map.isNil, dialect == .version2 { return writePlain("null") }
    try enter(map, depth: depth)
    let entries = map.entries
    if entries.isEmpty { writeIndicator("{}") }
    let order = KeyOrder.order(of: entries, dialect)
    let inner = indent < 0 ? 0 : indent + 2
    try entries.withUnsafeBufferPointer { entries throws(YAMLError) in
      for place in entries.indices {
        let index = order?[place] ?? place
        try checkSize()
        writeIndent(inner)
        try writeKey(entries[index].key, indent: inner)
        try node(entries[index].value, indent: inner, place: .entry, depth: depth + 1)
      }
    }
    cycles.leave(map, depth: depth)
  }

  private mutating func writeKey(_ key: Bytes, indent: Int) throws(YAMLError) {
    if key.storage.count <= Self.simpleKeyLength, writeEvidentlyPlain(key) {
      return writeIndicator(":", needsSpace: false)
    }
    let key = try asEmitted(key, isKey: true)
    if isSimpleKey(key) {
      try writeScalar(key, indent: indent, place: .simpleKey)
      writeIndicator(":", needsSpace: false)
    } else {
      writeIndicator("?", keepsIndentation: true)
      try writeScalar(key, indent: indent, place: .entry)
      writeIndent(indent)
      writeIndicator(":", keepsIndentation: true)
    }
  }

  /// The most bytes of a key that stands before its colon in one line.
  private static var simpleKeyLength: Int { 128 }

  /// Whether a key fits before its colon: one short line.
  private func isSimpleKey(_ key: Bytes) -> Bool {
    guard key.count <= Self.simpleKeyLength else { return false }
    return key.storage.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if YAMLCharacter.isBreak(bytes, index) { return false }
        index += 1
      }
      return true
    }
  }

  // MARK: Numbers

  private mutating func writeFloat(_ number: Double) throws(YAMLError) {
    if dialect == .version2 {
      if !number.isFinite {
        let shown = GoFloat.shortest(number, .general)
        throw YAMLError("error marshaling into JSON: json: unsupported value: \(shown)")
      }
      // JSON writes whole numbers below 1e21 without a point, and YAML then reads them as integers where they fit.
      if number.magnitude < 0x1p53 {
        if let whole = Int64(exactly: number) { return writePlain(whole) }
      } else {
        let digits = Bytes(JSON.text(number))
        if (try? GoNumber.parseInt(digits)) != nil || (try? GoNumber.parseUint(digits)) != nil {
          return writePlain(digits.description)
        }
      }
    }
    writePlain(YAML.floatText(GoFloat.shortest(number, .general)))
  }

  private mutating func writeNumber(_ digits: Bytes, indent: Int, place: Place) throws(YAMLError) {
    // go-yaml v3 takes a json.Number for the string that it is.
    if dialect == .version3 { return try writeString(digits, indent: indent, place: place) }
    if digits.isEmpty { return writePlain("0") }
    guard JSON.isNumber(digits) else {
      let shown = GoQuote.quote(digits)
      throw YAMLError(
        "error marshaling into JSON: json: error calling MarshalJSONTo for type json.Number: "
          + "cannot parse \(shown) as JSON number: invalid syntax")
    }
    switch digits.storage.withUnsafeBufferPointer({ ScalarResolver.resolve($0) }) {
    case .int(let number): writePlain(number)
    case .uint(let number): writePlain(String(number))
    case .float(let number): writePlain(YAML.floatText(GoFloat.shortest(number, .general)))
    default: try writeScalar(digits, indent: indent, place: place)
    }
  }

  // MARK: Strings

  private mutating func writeString(_ text: Bytes, indent: Int, place: Place) throws(YAMLError) {
    if writeEvidentlyPlain(text) { return }
    try writeScalar(try asEmitted(text, isKey: false), indent: indent, place: place)
  }

  /// The string that reaches go-yaml's emitter.
  ///
  /// On sigs.k8s.io/yaml's way a string is written as JSON and read back as YAML. Both agree on all but a few
  /// characters, for which the way is gone here too: control characters are refused, U+0085 is folded, invalid UTF-8 is
  /// replaced.
  private func asEmitted(_ text: Bytes, isKey: Bool) throws(YAMLError) -> Bytes {
    guard dialect == .version2 else { return text }
    if isKey, text.count > 160 {
      var literal: [UInt8] = []
      JSON.appendQuoted(text, to: &literal)
      // go-yaml looks for the colon of a key within 1024 characters.
      if literal.count(where: { $0 & 0xC0 != 0x80 }) > 1024 {
        throw YAMLError("yaml: did not find expected ',' or '}'")
      }
    }
    guard YAMLCharacter.changesThroughJSON(text.storage) else { return text }
    var literal: [UInt8] = []
    JSON.appendQuoted(text, to: &literal)
    // To go-yaml U+0085 ends a line, and a key has but one.
    if isKey, YAMLCharacter.hasNextLine(literal) { throw YAMLError("yaml: did not find expected ',' or '}'") }
    do {
      return try YAML.compose(literal, numbers: .float64, isStrict: false).asString ?? text
    } catch {
      throw YAMLError("\(error)")
    }
  }

  // MARK: Emitter

  /// Writes a scalar that needs no look at its characters.
  private mutating func writePlain(_ text: String) {
    var text = text
    text.withUTF8 { writeUnlooked($0, characters: $0.count) }
  }

  private mutating func writePlain(_ number: Int64) {
    startScalar()
    let start = out.count
    out.append(decimal: number)
    endScalar(characters: out.count - start)
  }

  /// Writes a string that may be plain at first sight; answers whether it did.
  private mutating func writeEvidentlyPlain(_ text: Bytes) -> Bool {
    text.storage.withUnsafeBufferPointer { bytes in
      guard YAMLCharacter.isEvidentlyPlain(bytes) else { return false }
      writeUnlooked(bytes, characters: bytes.count)
      return true
    }
  }

  /// Writes a plain scalar without looking at its characters.
  mutating func writeUnlooked(_ text: UnsafeBufferPointer<UInt8>, characters: Int) {
    startScalar()
    out.append(text)
    endScalar(characters: characters)
  }

  private mutating func startScalar() {
    if isAfterSpace { return }
    out.append(0x20)
    column += 1
  }

  private mutating func endScalar(characters: Int) {
    column += characters
    isAfterSpace = false
    isAtIndentation = false
  }

  /// Breaks the line unless it is still empty, and fills it up to the indentation.
  mutating func writeIndent(_ indent: Int) {
    if !isAtIndentation || column > indent || (column == indent && !isAfterSpace) { writeBreak() }
    if column < indent {
      out.append(0x20, times: indent - column)
      column = indent
    }
    isAfterSpace = true
    isAtIndentation = true
  }

  mutating func writeBreak() {
    out.append(0x0A)
    column = 0
  }

  mutating func writeIndicator(_ text: StaticString, needsSpace: Bool = true, keepsIndentation: Bool = false) {
    if needsSpace, !isAfterSpace {
      out.append(0x20)
      column += 1
    }
    out.append(text)
    column += text.utf8CodeUnitCount
    isAfterSpace = false
    isAtIndentation = isAtIndentation && keepsIndentation
  }
}

extension YAML {
  /// A float's text with YAML's words for what is no number.
  static func floatText(_ text: String) -> String {
    switch text {
    case "+Inf": ".inf"
    case "-Inf": "-.inf"
    case "NaN": ".nan"
    default: text
    }
  }
}
