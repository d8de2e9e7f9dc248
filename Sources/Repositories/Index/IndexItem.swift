/// Reads the one line of an index's item that most are decided by.
enum IndexItem {
  /// The item's own `version`, where it is plain or quoted and on the key's line; nil where it has to be read as YAML.
  ///
  /// - Parameter range: the item's bytes, from the start of the line with its dash.
  static func version(in bytes: [UInt8], _ range: Range<Int>) -> String? {
    bytes.withUnsafeBufferPointer { buffer in
      var at = range.lowerBound
      var column: Int?
      while at < range.upperBound {
        var end = at
        while end < range.upperBound, buffer[end] != 0x0A { end += 1 }
        var start = at
        while start < end, buffer[start] == UInt8(ascii: " ") { start += 1 }
        if column == nil, start < end, buffer[start] == UInt8(ascii: "-") {
          // The first key may stand on the dash's own line; the others stand below it.
          start += 1
          while start < end, buffer[start] == UInt8(ascii: " ") { start += 1 }
          if start < end { column = start - at }
        } else if column == nil, start < end {
          column = start - at
        }
        if start < end, start - at == column, let text = text(buffer[start..<end]) { return text }
        at = end + 1
      }
      return nil
    }
  }

  /// What follows `version: ` on a line.
  private static func text(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let key = Array("version: ".utf8)
    guard line.starts(with: key) else { return nil }
    var text = line.dropFirst(key.count)
    while let last = text.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\r") { text = text.dropLast() }
    while text.first == UInt8(ascii: " ") { text = text.dropFirst() }
    if let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard text.count >= 2, text.last == quote else { return nil }
      text = text.dropFirst().dropLast()
    }
    let isPlain = text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"):
        true
      default: false
      }
    }
    return isPlain && !text.isEmpty ? String(decoding: text, as: UTF8.self) : nil
  }
}
