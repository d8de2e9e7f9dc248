/// Plain data as Go's fmt prints it in messages.
///
/// Templating's `GoFormat` prints whatever a template can hold, by any directive; this is for the modules below it.
package enum GoPrint {
  /// What `%v` prints of plain data.
  package static func printed(_ value: Value) -> String {
    switch value {
    case .null: "<nil>"
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let number, let type):
      type.decimal(number)
    case .float(let number): GoFloat.shortest(number, .general)
    case .string(let text), .number(let text): String(describing: text)
    case .list(let items, _): "[" + items.map(printed).joined(separator: " ") + "]"
    case .map(let map): "map[" + map.entries.map { "\($0.key):\(printed($0.value))" }.joined(separator: " ") + "]"
    case .bytes(let bytes): "[" + bytes.storage.map(String.init).joined(separator: " ") + "]"
    case .object(let box): String(describing: box.object.text)
    }
  }

  /// What `%t` prints of plain data: Go's complaint where it is no boolean.
  package static func printedAsTruth(_ value: Value) -> String { printedAsTruth(value, isInside: false) }

  private static func printedAsTruth(_ value: Value, isInside: Bool) -> String {
    switch value {
    case .bool: printed(value)
    case .null: isInside ? "<nil>" : "%!t(<nil>)"
    case .list(let items, _): "[" + items.map { printedAsTruth($0, isInside: true) }.joined(separator: " ") + "]"
    case .map(let map):
      "map["
        + map.entries.map { entry in
          "\(printedAsTruth(.string(entry.key), isInside: true)):\(printedAsTruth(entry.value, isInside: true))"
        }.joined(separator: " ") + "]"
    default: "%!t(\(value.typeName)=\(printed(value)))"
    }
  }

  /// What `%#v` prints of plain data: Go's own syntax.
  ///
  /// - Parameter mapType: the type that all its maps have.
  package static func source(_ value: Value, mapType: Bytes = "map[string]interface {}") -> Bytes {
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
        out.append(source(item, mapType: mapType))
      }
      out.append("}")
      return out
    case .map(let map):
      var out = mapType
      out.append("{")
      for (index, entry) in map.entries.enumerated() {
        if index > 0 { out.append(", ") }
        out.append(GoQuote.quote(entry.key))
        out.append(":")
        out.append(source(entry.value, mapType: mapType))
      }
      out.append("}")
      return out
    case .object(let box): return source(box.object.plain, mapType: mapType)
    }
  }
}
