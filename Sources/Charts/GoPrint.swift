internal import Values

/// Plain data as Go's fmt prints it in messages.
///
/// Templating's `GoFormat` prints whatever a template can hold, by any directive; charts are below it.
enum GoPrint {
  /// What `%v` prints of plain data.
  static func printed(_ value: Value) -> String {
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
  static func printedAsTruth(_ value: Value, isInside: Bool = false) -> String {
    switch value {
    case .bool: printed(value)
    case .null: isInside ? "<nil>" : "%!t(<nil>)"
    case .list(let items, _): "[" + items.map { printedAsTruth($0, isInside: true) }.joined(separator: " ") + "]"
    case .map(let map):
      "map["
        + map.entries.map { entry in
          "\(printedAsTruth(.string(entry.key))):\(printedAsTruth(entry.value, isInside: true))"
        }.joined(separator: " ") + "]"
    default: "%!t(\(value.typeName)=\(printed(value)))"
    }
  }
}
