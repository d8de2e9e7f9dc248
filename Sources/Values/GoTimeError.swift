/// An error of Go's package time.
package struct GoTimeError: Error {
  /// Go's text.
  package let message: String

  /// An error with that text.
  package init(_ message: String) {
    self.message = message
  }

  /// The package's own quoting: every byte outside printable ASCII as `\x`.
  package static func quote(_ text: some Sequence<UInt8>) -> String {
    let hex = Array("0123456789abcdef".utf8)
    var out = [UInt8(ascii: "\"")]
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x20..<0x80: out.append(byte)
      default: out += [UInt8(ascii: "\\"), UInt8(ascii: "x"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    out.append(UInt8(ascii: "\""))
    return String(decoding: out, as: UTF8.self)
  }
}
