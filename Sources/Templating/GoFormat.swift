package import Values

/// Go's fmt package for template values: Sprint, Sprintln and Sprintf.
///
/// The functions throw only where a value nests too deeply, which means that it contains itself, or its text would fill
/// the memory; Go's own fmt ends the process there.
package enum GoFormat {
  /// The operands in their default format, with spaces between those that are both no strings, as fmt.Sprint.
  package static func sprint(_ operands: [Value]) throws(FunctionError) -> Bytes {
    if operands.count == 1, case .string(let text) = operands[0] { return text }
    var printer = FormatPrinter()
    var previousIsString = false
    for (index, operand) in operands.enumerated() {
      let isString = operand.kind == .string
      if index > 0, !isString, !previousIsString { printer.output.append(UInt8(ascii: " ")) }
      printer.print(operand, "v")
      previousIsString = isString
    }
    return try printer.finish()
  }

  /// The operands in their default format, with spaces between all of them and a newline, as fmt.Sprintln.
  package static func sprintln(_ operands: [Value]) throws(FunctionError) -> Bytes {
    var printer = FormatPrinter()
    for (index, operand) in operands.enumerated() {
      if index > 0 { printer.output.append(UInt8(ascii: " ")) }
      printer.print(operand, "v")
    }
    printer.output.append(UInt8(ascii: "\n"))
    return try printer.finish()
  }

  /// The operands as the format says, as fmt.Sprintf.
  package static func sprintf(_ format: Bytes, _ operands: [Value]) throws(FunctionError) -> Bytes {
    try sprintf(format, operands[...])
  }

  /// The operands as the format says, as fmt.Sprintf.
  package static func sprintf(_ format: Bytes, _ operands: ArraySlice<Value>) throws(FunctionError) -> Bytes {
    var printer = FormatPrinter()
    printer.print(format: format.storage, Array(operands))
    return try printer.finish()
  }

  /// Appends a value's default format, as fmt.Fprint with one operand; the untyped nil is `<nil>`.
  package static func append(_ value: Value, to output: inout [UInt8]) throws(FunctionError) {
    switch value {
    case .string(let text), .number(let text):
      output.append(contentsOf: text.storage)
    case .integer(let number, let type):
      appendDecimal(number, isUnsigned: type.isUnsigned, to: &output)
    case .bool(let bool):
      append(bool ? "true" : "false", to: &output)
    case .null:
      append("<nil>", to: &output)
    case .object(let box) where !(box.object is ComplexNumber):
      box.object.appendText(to: &output)
    default:
      var printer = FormatPrinter()
      swap(&printer.output, &output)
      printer.print(value, "v")
      swap(&printer.output, &output)
      try printer.check()
    }
  }

  static func append(_ text: StaticString, to output: inout [UInt8]) {
    text.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  /// Appends an integer's decimal digits.
  static func appendDecimal(_ number: Int64, isUnsigned: Bool, to output: inout [UInt8]) {
    var rest = isUnsigned ? UInt64(bitPattern: number) : number.magnitude
    if number < 0, !isUnsigned { output.append(UInt8(ascii: "-")) }
    if rest < 10 {
      output.append(0x30 + UInt8(truncatingIfNeeded: rest))
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var index = 20
      while rest > 0 {
        index -= 1
        digits[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      output.append(contentsOf: digits[index...])
    }
  }

  /// The first `count` code points of a text.
  static func truncated(_ text: Bytes, to count: Int) -> Bytes {
    var index = 0
    var left = count
    while index < text.count {
      if left == 0 { return Bytes(Array(text.storage[..<index])) }
      index += GoRune.decode(text.storage, at: index).width
      left -= 1
    }
    return text
  }

  /// A code point as `%#U` prints it: `U+0078 'x'`.
  static func unicode(_ rune: UInt32) -> String {
    var printer = FormatPrinter()
    printer.flags.sharp = true
    printer.printUnicode(UInt64(rune))
    return String(decoding: printer.output, as: UTF8.self)
  }
}
