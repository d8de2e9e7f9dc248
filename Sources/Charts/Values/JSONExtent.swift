/// Finds where the JSON value at some place ends, without judging it.
enum JSONExtent {
  /// The index after the value that starts at `start`.
  static func end(of bytes: [UInt8], from start: Int) -> Int {
    guard start < bytes.count else { return start }
    switch bytes[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfBrackets(bytes, start)
    case UInt8(ascii: "\""): return endOfString(bytes, start)
    case UInt8(ascii: "t"), UInt8(ascii: "n"): return min(start + 4, bytes.count)
    case UInt8(ascii: "f"): return min(start + 5, bytes.count)
    default:
      let end = bytes[start...].firstIndex { !isNumberPart($0) } ?? bytes.count
      return max(end, min(start + 1, bytes.count))
    }
  }

  private static func isNumberPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return bytes.count
  }

  private static func endOfBrackets(_ bytes: [UInt8], _ start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        index = endOfString(bytes, index)
        continue
      default: break
      }
      index += 1
      if depth == 0 { return index }
    }
    return bytes.count
  }
}
