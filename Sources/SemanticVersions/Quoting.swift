/// Quotes text as Go's `%q`, for the messages about constraints.
func quoted(_ bytes: [UInt8]) -> String {
  var result = "\""
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var rest = bytes[...]
  decoding: while true {
    switch decoder.decode(&iterator) {
    case .emptyInput: break decoding
    case .error:
      result += "\\x" + hexadecimal(UInt32(rest.first ?? 0), digits: 2)
      rest = rest.dropFirst()
      // The decoder may have taken several bytes for one error; Go reports them one by one.
      decoder = UTF8()
      iterator = Array(rest).makeIterator()
    case .scalarValue(let scalar):
      result += escaped(scalar)
      rest = rest.dropFirst(UTF8.width(scalar))
    }
  }
  return result + "\""
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\"": return "\\\""
  case "\\": return "\\\\"
  case "\u{07}": return "\\a"
  case "\u{08}": return "\\b"
  case "\u{0C}": return "\\f"
  case "\n": return "\\n"
  case "\r": return "\\r"
  case "\t": return "\\t"
  case "\u{0B}": return "\\v"
  default: break
  }
  if scalar.value < 0x20 || scalar.value == 0x7F { return "\\x" + hexadecimal(scalar.value, digits: 2) }
  if isPrintable(scalar) { return String(scalar) }
  return scalar.value < 0x10000
    ? "\\u" + hexadecimal(scalar.value, digits: 4) : "\\U" + hexadecimal(scalar.value, digits: 8)
}

/// Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  case .spaceSeparator: scalar == " "
  default: true
  }
}

private func hexadecimal(_ number: UInt32, digits: Int) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
