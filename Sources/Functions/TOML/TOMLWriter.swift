internal import Values

/// Writes TOML as BurntSushi/toml's encoder: plain keys before tables, tables indented by two a level.
struct TOMLWriter {
  private var out: [UInt8] = []

  /// What TOML makes of a value: a table, an array of tables, or something that follows its key.
  private enum Kind {
    case table, tables, other
  }

  /// The TOML text of a dictionary.
  static func encode(_ value: Value) throws(TOMLError) -> Bytes {
    var writer = TOMLWriter()
    switch value {
    case .null: throw TOMLError("reflect: call of reflect.Value.Type on zero Value", isPanic: true)
    case .map(let map): if !map.isNil { try writer.table(map, []) }
    case .object(let box):
      if case .map(let map) = box.object.plain { try writer.table(map, []) } else { try writer.element(value, 0) }
    default:
      if try kind(value, 0) == .tables { throw TOMLError("toml: top-level values must be Go maps or structs") }
      try writer.element(value, 0)
    }
    return Bytes(writer.out)
  }

  private mutating func write(_ text: String) { out.append(contentsOf: text.utf8) }

  private mutating func newline() {
    if !out.isEmpty { out.append(UInt8(ascii: "\n")) }
  }

  private static func kind(_ value: Value, _ depth: Int) throws(TOMLError) -> Kind {
    if depth > Limit.depth { throw TOMLError("the value is nested more than \(Limit.depth) levels deep") }
    switch value {
    case .map(let map): return map.isNil ? .other : .table
    case .list(let items, let type):
      if items.isEmpty || type.isNil { return .other }
      var areTables = true
      for item in items {
        if item.isNil { throw TOMLError("toml: cannot encode array with nil element") }
        if try kind(item, depth + 1) != .table { areTables = false }
      }
      return areTables ? .tables : .other
    case .object(let box):
      if case .map = box.object.plain { return .table }
      return .other
    default: return .other
    }
  }

  private mutating func table(_ map: ValueMap, _ path: [Bytes]) throws(TOMLError) {
    if path.count > Limit.depth { throw TOMLError("the value is nested more than \(Limit.depth) levels deep") }
    var tables: [(Bytes, Value)] = []
    for entry in map.entries {
      let kind = try Self.kind(entry.value, path.count)
      if entry.value.isNil { continue }
      if kind != .other {
        tables.append((entry.key, entry.value))
        continue
      }
      indent(path.count)
      key(entry.key)
      write(" = ")
      try element(entry.value, path.count)
      newline()
    }
    for (name, value) in tables { try subtable(value, path + [name]) }
  }

  private mutating func subtable(_ value: Value, _ path: [Bytes]) throws(TOMLError) {
    var value = value
    if case .object(let box) = value { value = box.object.plain }
    switch value {
    case .map(let map):
      if path.count == 1 { newline() }
      header(path, "[", "]")
      try table(map, path)
    case .list(let items, _):
      for case .map(let map) in items {
        newline()
        header(path, "[[", "]]")
        try table(map, path)
      }
    default: break
    }
  }

  private mutating func header(_ path: [Bytes], _ open: String, _ close: String) {
    indent(path.count - 1)
    write(open)
    for (index, name) in path.enumerated() {
      if index > 0 { write(".") }
      key(name)
    }
    write(close)
    newline()
  }

  private mutating func indent(_ level: Int) {
    for _ in 0..<level { write("  ") }
  }

  private mutating func key(_ name: Bytes) { Self.appendKey(name, to: &out) }

  /// Appends a key as it is, or quoted where it holds more than letters, digits, `-` and `_`.
  static func appendKey(_ name: Bytes, to out: inout [UInt8]) {
    let isBare = name.storage.allSatisfy { TOMLScanner.isBare(UInt32($0)) }
    if isBare, !name.isEmpty { out.append(contentsOf: name.storage) } else { appendQuoted(name, to: &out) }
  }

  private mutating func quoted(_ text: Bytes) { Self.appendQuoted(text, to: &out) }

  private static func appendQuoted(_ text: Bytes, to out: inout [UInt8]) {
    func write(_ text: String) { out.append(contentsOf: text.utf8) }
    out.append(UInt8(ascii: "\""))
    for byte in text.storage {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x08: write("\\b")
      case 0x09: write("\\t")
      case 0x0A: write("\\n")
      case 0x0C: write("\\f")
      case 0x0D: write("\\r")
      case 0..<0x20, 0x7F:
        write("\\u00")
        Hexadecimal.append(byte, to: &out)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private mutating func element(_ value: Value, _ depth: Int) throws(TOMLError) {
    if depth > Limit.depth { throw TOMLError("the value is nested more than \(Limit.depth) levels deep") }
    switch value {
    case .null: throw TOMLError("reflect: call of reflect.Value.Interface on zero Value", isPanic: true)
    case .bool(let flag): write(flag ? "true" : "false")
    case .integer(let number, let type): write(type.decimal(number))
    case .float(let number): write(Self.float(number))
    case .string(let text): quoted(text)
    case .number(let text):
      if let number = try? GoNumber.parseInt(text) {
        write(String(number))
      } else if let number = try? GoNumber.parseFloat(text) {
        write(Self.float(number))
      } else {
        throw TOMLError("unable to convert \(GoQuote.quote(text)) to int64 or float64")
      }
    case .bytes(let bytes):
      write("[" + bytes.storage.map { String($0) }.joined(separator: ", ") + "]")
    case .list(let items, _):
      write("[")
      for (index, item) in items.enumerated() {
        if index > 0 { write(", ") }
        try element(item, depth + 1)
      }
      write("]")
    case .map(let map):
      write("{")
      // Plain keys come first here too. A nil at the end leaves the comma before it, as in BurntSushi's eMap.
      var entries: [ValueMap.Entry] = []
      var tables: [ValueMap.Entry] = []
      for entry in map.entries {
        if try Self.kind(entry.value, depth) == .other { entries.append(entry) } else { tables.append(entry) }
      }
      for (index, entry) in (entries + tables).enumerated() where !entry.value.isNil {
        key(entry.key)
        write(" = ")
        try element(entry.value, depth + 1)
        if index < entries.count + tables.count - 1 { write(", ") }
      }
      write("}")
    case .object(let box):
      if let time = box.object as? TimeValue {
        if let mark = TOMLZones.Mark(rawValue: time.time.location.name) {
          out.append(contentsOf: time.time.in(.utc).formatted(mark.layout))
        } else {
          out.append(contentsOf: time.time.formatted(TimeLayout.rfc3339Nano))
        }
      } else if box.object.typeName == "time.Duration" {
        quoted(box.object.text)
      } else {
        try element(box.object.plain, depth + 1)
      }
    }
  }

  private static func float(_ number: Double) -> String {
    if number.isNaN { return number.sign == .minus ? "-nan" : "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = GoFloat.shortest(number, .general)
    return text.utf8.contains(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: ".") }) ? text : text + ".0"
  }
}
