internal import Values

/// Values in Go's own syntax, as `%#v` prints what go-yaml decodes; its errors show map keys so.
enum GoSyntax {
  static func text(_ value: Value) -> Bytes {
    switch value {
    case .null: return "interface {}(nil)"
    case .bool(let flag): return Bytes(flag ? "true" : "false")
    case .integer(let number, let type):
      return Bytes(type.isUnsigned ? "0x" + String(UInt64(bitPattern: number), radix: 16) : String(number))
    case .float(let number): return Bytes(GoFloat.shortest(number, .general))
    case .string(let text), .number(let text), .bytes(let text): return GoQuote.quote(text)
    case .list(let items, _):
      var out = Bytes("[]interface {}{")
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(", ") }
        out.append(text(item))
      }
      out.append("}")
      return out
    case .map(let map):
      var out = Bytes("map[interface {}]interface {}{")
      for (index, entry) in map.entries.enumerated() {
        if index > 0 { out.append(", ") }
        out.append(GoQuote.quote(entry.key))
        out.append(":")
        out.append(text(entry.value))
      }
      out.append("}")
      return out
    case .object(let box): return text(box.object.plain)
    }
  }
}
