package import Values

/// JSON as Kubernetes reads and writes it: whole numbers are int64, others float64.
package enum JSONCodec {
  /// The deepest nesting that an object may have: what walks objects recurses, and real ones stay far below it.
  static let maximumDepth = 400

  /// The value of a JSON text, or nil where it is none, or nested too deeply.
  package static func decode(_ bytes: [UInt8]) -> Value? {
    if bytes.isEmpty || nesting(of: bytes) > maximumDepth { return nil }
    guard let value = try? JSON.decode(bytes, numbers: .jsonNumber) else { return nil }
    return typed(value)
  }

  /// The JSON text of a value; one that JSON cannot say (an infinite number) becomes `null`.
  package static func encode(_ value: Value) -> [UInt8] {
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

  /// Whether lists and maps lie deeper in each other than an object may have them.
  static func isTooDeep(_ value: Value, allowed: Int = maximumDepth) -> Bool {
    switch value {
    case .list(let items, _): allowed == 0 || items.contains { isTooDeep($0, allowed: allowed - 1) }
    case .map(let map): allowed == 0 || map.entries.contains { isTooDeep($0.value, allowed: allowed - 1) }
    default: false
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
