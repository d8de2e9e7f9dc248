internal import Values

/// Reads the little language of `--set` and its sisters into a map: `a.b=1,list[0]=x,names={a,b}`.
///
/// Ported in behaviour from pkg/strvals parser.go and literal_parser.go, whose error texts it gives.
struct SetParser {
  /// What may stand where, and what a value becomes.
  enum Dialect {
    /// `--set`: numbers, booleans and null are typed, the rest is text.
    case typed
    /// `--set-string`: all values are text.
    case text
    /// `--set-file`: a value is the name of a file, whose content it becomes.
    case file(ValuesOptions.FileReader)
    /// `--set-json`: a value is JSON.
    case json
    /// `--set-literal`: no escapes, no lists, one assignment: all after `=` is the value.
    case literal
  }

  /// The largest index of a list.
  static let maximumIndex = 65_536
  /// The most dots in a path.
  static let maximumNesting = 30

  private let dialect: Dialect
  private let bytes: [UInt8]
  private var position = 0

  private init(_ text: String, _ dialect: Dialect) {
    self.dialect = dialect
    self.bytes = Array(text.utf8)
  }

  /// Sets in `map` what `text` says.
  static func parse(_ text: String, _ dialect: Dialect, into map: ValueMap) throws(ValuesError) {
    var parser = SetParser(text, dialect)
    while try parser.assignment(in: map, nesting: 0) == .more {}
  }

  private enum Progress {
    case more, end
  }

  // MARK: Keys

  private var keyStops: StaticString { if case .literal = dialect { "=[." } else { "=[,." } }

  private mutating func assignment(in map: ValueMap, nesting: Int) throws(ValuesError) -> Progress {
    let (name, stop) = token(until: keyStops)
    let key = Bytes(name)
    switch stop {
    case nil:
      if name.isEmpty { return .end }
      throw ValuesError("key \(quoted(name)) has no value")
    case UInt8(ascii: "["):
      guard let index = try listIndex() else { return .end }
      var list = try Self.list(map[key])
      // What was read of a list before the text ended stays set, as in Helm.
      let progress = try item(index, of: &list, nesting: nesting)
      set(.list(list), key, in: map)
      return progress
    case UInt8(ascii: "="):
      let (value, progress) = try value()
      set(value, key, in: map)
      return progress
    case UInt8(ascii: ","):
      throw ValuesError("key \(quoted(name)) has no value (cannot end with ,)")
    default:
      return try field(key, name, of: map, nesting: nesting + 1)
    }
  }

  private mutating func field(
    _ key: Bytes, _ name: [UInt8], of map: ValueMap, nesting: Int
  ) throws(ValuesError) -> Progress {
    try checkNesting(nesting)
    var inner = ValueMap()
    if let existing = map[key] {
      guard let table = existing.asMap else { throw Self.conversion(existing, to: "map[string]interface {}") }
      inner = table
    }
    let progress = try assignment(in: inner, nesting: nesting)
    if progress == .more, inner.isEmpty { throw ValuesError("key map \(quoted(name)) has no value") }
    if !inner.isEmpty { set(.map(inner), key, in: map) }
    return progress
  }

  private func checkNesting(_ nesting: Int) throws(ValuesError) {
    if nesting > Self.maximumNesting {
      throw ValuesError(
        "value name nested level is greater than maximum supported nested level of \(Self.maximumNesting)")
    }
  }

  /// A key without a name is read and dropped.
  private func set(_ value: Value, _ key: Bytes, in map: ValueMap) {
    if !key.isEmpty { map[key] = value }
  }

  // MARK: Lists

  private mutating func listIndex() throws(ValuesError) -> Int? {
    let (text, stop) = token(until: "]")
    if stop == nil { return nil }
    do throws(GoNumberError) {
      return Int(try GoNumber.parseInt(Bytes(text)))
    } catch {
      let reason = error.reason == .range ? "value out of range" : "invalid syntax"
      throw ValuesError("error parsing index: strconv.Atoi: parsing \(quoted(text)): \(reason)")
    }
  }

  private mutating func item(_ index: Int, of list: inout [Value], nesting: Int) throws(ValuesError) -> Progress {
    if index < 0 { throw ValuesError("negative \(index) index not allowed") }
    // `a[0][0][0]…` recurses once a bracket: as deep as paths may go is deep enough.
    try checkNesting(nesting)
    let (rest, stop) = token(until: "[.=")
    if !rest.isEmpty {
      // Go has runes here, and prints each by itself.
      let runes = String(decoding: rest, as: UTF8.self).unicodeScalars
        .map { GoQuote.quoteRune($0.value).description }.joined(separator: " ")
      throw ValuesError("unexpected data at end of array index: [\(runes)]")
    }
    switch stop {
    case nil:
      return .end
    case UInt8(ascii: "="):
      // A list's item ends no text: whether more follows is found out by the caller's loop.
      try Self.store(try value().value, at: index, in: &list)
      return .more
    case UInt8(ascii: "["):
      guard let next = try listIndex() else { return .end }
      var inner: [Value] = []
      if index < list.count, case let existing = list[index], !existing.isNil { inner = try Self.list(existing) }
      guard try item(next, of: &inner, nesting: nesting + 1) == .more else { return .end }
      try Self.store(.list(inner), at: index, in: &list)
      return .more
    default:
      var inner = ValueMap()
      if index < list.count {
        if let existing = list[index].asMap { inner = existing } else { list[index] = .map(inner) }
      }
      guard try assignment(in: inner, nesting: nesting) == .more else { return .end }
      try Self.store(.map(inner), at: index, in: &list)
      return .more
    }
  }

  private static func store(_ value: Value, at index: Int, in list: inout [Value]) throws(ValuesError) {
    if index > maximumIndex {
      throw ValuesError("index of \(index) is greater than maximum supported index of \(maximumIndex)")
    }
    if index >= list.count { list += repeatElement(.null, count: index + 1 - list.count) }
    list[index] = value
  }

  private static func list(_ value: Value?) throws(ValuesError) -> [Value] {
    guard let value else { return [] }
    guard let list = value.asList else { throw conversion(value, to: "[]interface {}") }
    return list
  }

  /// The text of Go's panic, which Helm passes on.
  private static func conversion(_ value: Value, to type: String) -> ValuesError {
    let from = value.isNil ? "nil" : value.typeName
    return ValuesError("unable to parse key: interface conversion: interface {} is \(from), not \(type)")
  }

  // MARK: Values

  private mutating func value() throws(ValuesError) -> (value: Value, progress: Progress) {
    switch dialect {
    case .json:
      if atEmptyValue() { return (.null, .more) }
      let value = try jsonValue()
      _ = atEmptyValue()
      return (value, .more)
    case .literal:
      defer { position = bytes.count }
      return (.string(Bytes(bytes[position...])), .more)
    case .typed, .text, .file:
      guard position < bytes.count else { return (.string(Bytes()), .end) }
      if bytes[position] == UInt8(ascii: "{") {
        position += 1
        return (.list(try listOfValues()), .more)
      }
      return (try converted(token(until: ",").text), .more)
    }
  }

  private mutating func listOfValues() throws(ValuesError) -> [Value] {
    var items: [Value] = []
    while true {
      let (text, stop) = token(until: ",}")
      guard let stop else { throw ValuesError("list must terminate with '}'") }
      items.append(try converted(text))
      if stop == UInt8(ascii: "}") {
        if position < bytes.count, bytes[position] == UInt8(ascii: ",") { position += 1 }
        return items
      }
    }
  }

  private func converted(_ text: [UInt8]) throws(ValuesError) -> Value {
    switch dialect {
    case .file(let read):
      return .string(Bytes(try read(String(decoding: text, as: UTF8.self))))
    case .typed:
      return Self.typed(Bytes(text))
    default:
      return .string(Bytes(text))
    }
  }

  /// As strvals typedVal: true, false, null and whole numbers without a leading zero, in any case.
  private static func typed(_ text: Bytes) -> Value {
    if text.count <= 5 {
      switch String(describing: text).lowercased() {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      case "0": return .int64(0)
      default: break
      }
    }
    if let first = text.storage.first, first != UInt8(ascii: "0"), let number = try? GoNumber.parseInt(text) {
      return .int64(number)
    }
    return .string(text)
  }

  // MARK: JSON

  /// Skips blanks; whether a comma (which is taken) or the end follows.
  private mutating func atEmptyValue() -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ",") {
        position += 1
        return true
      }
      if byte != UInt8(ascii: " "), !(9...13).contains(byte) { return false }
      position += 1
    }
    return true
  }

  private mutating func jsonValue() throws(ValuesError) -> Value {
    let end = JSONExtent.end(of: bytes, from: position)
    do throws(JSONError) {
      let value = try JSON.decode(Array(bytes[position..<end]))
      position = end
      return value
    } catch {
      throw ValuesError(error.message)
    }
  }

  // MARK: Tokens

  /// The bytes up to one of `stops` (which is taken too) or the end; a backslash makes the next one ordinary.
  private mutating func token(until stops: StaticString) -> (text: [UInt8], stop: UInt8?) {
    let escapes = if case .literal = dialect { false } else { true }
    let stops = UnsafeBufferPointer(start: stops.utf8Start, count: stops.utf8CodeUnitCount)
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if stops.contains(byte) { return (text, byte) }
      if byte == UInt8(ascii: "\\"), escapes {
        guard position < bytes.count else { return (text, nil) }
        text.append(bytes[position])
        position += 1
      } else {
        text.append(byte)
      }
    }
    return (text, nil)
  }

  private func quoted(_ text: [UInt8]) -> String { GoQuote.quote(String(decoding: text, as: UTF8.self)) }
}
