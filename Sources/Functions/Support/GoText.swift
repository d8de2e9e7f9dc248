internal import Values

/// What Go's fmt writes for a value.
enum GoText {
  /// The text of `%v`.
  static func of(_ value: Value) throws(FunctionError) -> Bytes {
    switch value {
    case .string(let text), .number(let text): return text
    case .integer(let number, let type): return Bytes(integer(number, type))
    case .bool(let flag): return flag ? "true" : "false"
    case .object(let box): return box.object.text
    default:
      var out: [UInt8] = []
      try append(value, to: &out, depth: 0)
      return Bytes(out)
    }
  }

  /// The text that Sprig's strval makes of a value: strings and byte strings as they are, all else as `%v`.
  static func strval(_ value: Value) throws(FunctionError) -> Bytes {
    if case .bytes(let bytes) = value { return bytes }
    return try of(value)
  }

  static func integer(_ number: Int64, _ type: IntegerType) -> String {
    type.isUnsigned ? String(UInt64(bitPattern: number)) : String(number)
  }

  private static func append(_ value: Value, to out: inout [UInt8], depth: Int) throws(FunctionError) {
    try Limit.check(depth: depth)
    let space = UInt8(ascii: " ")
    switch value {
    case .null: out.append(contentsOf: "<nil>".utf8)
    case .float(let number): out.append(contentsOf: GoFloat.shortest(number, .general).utf8)
    case .list(let items, _):
      out.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(space) }
        try append(item, to: &out, depth: depth + 1)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let map):
      out.append(contentsOf: "map[".utf8)
      for (index, entry) in map.entries.enumerated() {
        if index > 0 { out.append(space) }
        out.append(contentsOf: entry.key.storage)
        out.append(UInt8(ascii: ":"))
        try append(entry.value, to: &out, depth: depth + 1)
      }
      out.append(UInt8(ascii: "]"))
    case .bytes(let bytes):
      out.append(UInt8(ascii: "["))
      for (index, byte) in bytes.storage.enumerated() {
        if index > 0 { out.append(space) }
        out.append(contentsOf: String(byte).utf8)
      }
      out.append(UInt8(ascii: "]"))
    default: out.append(contentsOf: try of(value).storage)
    }
  }
}
