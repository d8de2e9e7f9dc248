internal import Platform
internal import Values

/// JSON as Kubernetes reads and writes it: whole numbers are int64, others float64.
enum JSONCodec {
  /// Beyond this nesting a text is read and written on a stack of its own.
  private static let shallowDepth = 128

  /// The value of a JSON text, or nil where it is none.
  static func decode(_ bytes: [UInt8]) -> Value? {
    if bytes.isEmpty { return nil }
    func parse() -> Value? {
      guard let value = try? JSON.decode(bytes, numbers: .jsonNumber) else { return nil }
      return typed(value)
    }
    return nesting(of: bytes) <= shallowDepth ? parse() : LargeStack.run(parse)
  }

  /// The JSON text of a value; one that JSON cannot say (an infinite number) becomes `null`.
  static func encode(_ value: Value) -> [UInt8] {
    (try? JSON.encode(value, escapeHTML: false)) ?? Array("null".utf8)
  }

  private static func typed(_ value: Value) -> Value {
    switch value {
    case .number(let digits):
      let text = String(digits)
      if let whole = Int64(text) { return .integer(whole, .int64) }
      return Double(text).map { .float($0) } ?? value
    case .list(let items, let type): return .list(items.map(typed), type)
    case .map(let map):
      for entry in map.entries {
        switch entry.value {
        case .number, .list, .map: map[entry.key] = typed(entry.value)
        default: continue
        }
      }
      return value
    default: return value
    }
  }

  /// How deep arrays and objects lie in each other, counted without parsing.
  private static func nesting(of bytes: [UInt8]) -> Int {
    var depth = 0
    var deepest = 0
    var inString = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if inString {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { inString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          deepest = max(deepest, depth)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
      }
      index += 1
    }
    return deepest
  }
}
