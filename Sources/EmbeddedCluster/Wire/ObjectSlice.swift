/// Finds one member of a stored object without reading the rest: a Secret's metadata beside a megabyte of data.
enum ObjectSlice {
  /// The bytes of a member's value; nil where the object has none of that name, or is no well-formed object.
  static func member(_ name: StaticString, of object: [UInt8]) -> ArraySlice<UInt8>? {
    object.withUnsafeBufferPointer { bytes -> Range<Int>? in
      guard bytes.first == UInt8(ascii: "{") else { return nil }
      var place = 1
      while place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
        let keyStart = place + 1
        guard let keyEnd = end(ofStringAt: place, bytes), keyEnd < bytes.count, bytes[keyEnd] == UInt8(ascii: ":")
        else { return nil }
        let start = keyEnd + 1
        guard let end = end(ofValueAt: start, bytes) else { return nil }
        let key = UnsafeBufferPointer(rebasing: bytes[keyStart..<(keyEnd - 1)])
        let isWanted = name.withUTF8Buffer { $0.elementsEqual(key) }
        if isWanted { return start..<end }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ",") else { return nil }
        place = end + 1
      }
      return nil
    }.map { object[$0] }
  }

  /// Where a string that begins with a quote ends, past its last quote.
  private static func end(ofStringAt start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = start + 1
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""): return place + 1
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    return nil
  }

  private static func end(ofValueAt start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = start
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let end = end(ofStringAt: place, bytes) else { return nil }
        place = end
        if depth == 0 { return place }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of the object itself ends a number or a word.
        if depth == 0 { return place }
        depth -= 1
        if depth == 0 { return place + 1 }
      case UInt8(ascii: ",") where depth == 0: return place
      default: break
      }
      place += 1
    }
    return nil
  }
}
