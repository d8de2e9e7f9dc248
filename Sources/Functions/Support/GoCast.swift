internal import Values

/// Conversions to numbers as spf13/cast makes them: what cannot be converted is zero.
enum GoCast {
  static func int64(_ value: Value) -> Int64 {
    switch value {
    case .integer(let number, _): return number
    case .float(let number): return truncated(number)
    case .string(let text), .number(let text):
      return (try? GoNumber.parseInt(withoutZeroDecimals(text), base: 0)) ?? 0
    case .bool(let flag): return flag ? 1 : 0
    case .object(let box):
      // Of Go's named integer types, cast knows these two.
      guard box.object.typeName == "time.Month" || box.object.typeName == "time.Weekday" else { return 0 }
      if case .integer(let number, _) = box.object.plain { return number }
      return 0
    case .null, .list, .map, .bytes: return 0
    }
  }

  static func float64(_ value: Value) -> Double {
    switch value {
    case .integer(let number, let type): return type.isUnsigned ? Double(UInt64(bitPattern: number)) : Double(number)
    case .float(let number): return number
    case .string(let text), .number(let text): return (try? GoNumber.parseFloat(text)) ?? 0
    case .bool(let flag): return flag ? 1 : 0
    case .object: return Double(int64(value))
    case .null, .list, .map, .bytes: return 0
    }
  }

  /// A float without its fraction, as Go converts it on x86-64: what does not fit is the least number.
  static func truncated(_ number: Double) -> Int64 {
    number >= -0x1p63 && number < 0x1p63 ? Int64(number) : .min
  }

  /// The text without a fraction of zeros: `1.00` is 1.
  private static func withoutZeroDecimals(_ text: Bytes) -> Bytes {
    guard let point = text.storage.lastIndex(of: UInt8(ascii: ".")), point + 1 < text.count,
      text.storage[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") })
    else { return text }
    return Bytes(text.storage[..<point])
  }
}
