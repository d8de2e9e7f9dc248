import Values

/// `html`, `js` and `urlquery` of text/template/funcs.go.
enum Escaping {
  /// The arguments' text, as evalArgs.
  static func text(of values: [Value]) throws(FunctionError) -> Bytes {
    // A pointer is printed as what it points to.
    if values.count == 1, case .object(let box) = values[0], box.object.kind == .pointer { return box.object.printed }
    return try GoFormat.sprint(values.map { $0.isUntypedNil ? .string("<no value>") : $0 })
  }

  /// Text with what is special in HTML escaped.
  static func html(_ text: Bytes) -> Bytes {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for byte in text.storage {
      switch byte {
      case 0: output.append("\u{FFFD}")
      case UInt8(ascii: "\""): output.append("&#34;")
      case UInt8(ascii: "'"): output.append("&#39;")
      case UInt8(ascii: "&"): output.append("&amp;")
      case UInt8(ascii: "<"): output.append("&lt;")
      case UInt8(ascii: ">"): output.append("&gt;")
      default: output.append(byte)
      }
    }
    return Bytes(output)
  }

  /// Text with what is special in JavaScript strings escaped.
  static func javaScript(_ text: Bytes) -> Bytes {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let (rune, width) = GoRune.decode(text.storage, at: index)
      switch rune {
      case 0x5C: output.append("\\\\")
      case 0x27: output.append("\\'")
      case 0x22: output.append("\\\"")
      case 0x3C: output.append("\\u003C")
      case 0x3E: output.append("\\u003E")
      case 0x26: output.append("\\u0026")
      case 0x3D: output.append("\\u003D")
      case 0x80... where GoRune.isPrint(rune): output.append(contentsOf: text.storage[index..<(index + width)])
      case ..<0x20, 0x80...:
        output.append("\\u")
        let digits = String(rune, radix: 16, uppercase: true)
        output.append(contentsOf: repeatElement(0x30, count: max(0, 4 - digits.utf8.count)))
        output.append(contentsOf: digits.utf8)
      default: output.append(UInt8(truncatingIfNeeded: rune))
      }
      index += width
    }
    return Bytes(output)
  }

  /// Text as a part of a URL's query, as url.QueryEscape.
  static func query(_ text: Bytes) -> Bytes {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for byte in text.storage {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E, 0x7E: output.append(byte)
      case 0x20: output.append(UInt8(ascii: "+"))
      default:
        output.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 0xF] { output.append(digit < 10 ? 0x30 + digit : 0x41 + digit - 10) }
      }
    }
    return Bytes(output)
  }
}
