/// White space as Go's unicode.IsSpace knows it.
package enum GoSpace {
  /// The bytes without white space before them.
  package static func trimmingStart(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let length = spaceLength(rest) { rest = rest.dropFirst(length) }
    return rest
  }

  /// The bytes without white space after them.
  package static func trimmingEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let last = rest.last {
      if isASCIISpace(last) {
        rest = rest.dropLast()
      } else if last >= 0x80, let length = [2, 3].first(where: { spaceLength(rest.suffix($0)) == $0 }) {
        rest = rest.dropLast(length)
      } else {
        break
      }
    }
    return rest
  }

  /// The bytes without white space at either end, as Go's strings.TrimSpace.
  package static func trimming(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { trimmingEnd(trimmingStart(bytes)) }

  /// The same for a text.
  package static func trimming(_ text: String) -> String {
    String(decoding: trimming(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// Whether nothing but white space is there.
  package static func isBlank(_ bytes: [UInt8]) -> Bool { trimmingStart(bytes[...]).isEmpty }

  private static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  /// How many bytes the white space at the start takes; nil where there is none.
  private static func spaceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first < 0x80 { return isASCIISpace(first) ? 1 : nil }
    let start = bytes.startIndex
    guard bytes.count > 1 else { return nil }
    if first == 0xc2 { return bytes[start + 1] == 0x85 || bytes[start + 1] == 0xa0 ? 2 : nil }
    guard bytes.count > 2 else { return nil }
    switch (first, bytes[start + 1], bytes[start + 2]) {
    case (0xe1, 0x9a, 0x80), (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xa8), (0xe2, 0x80, 0xa9), (0xe2, 0x80, 0xaf),
      (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80):
      return 3
    default:
      return nil
    }
  }
}
