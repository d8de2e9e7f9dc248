import Values

extension FormatPrinter {
  /// Prints the operands as the format says, as doPrintf.
  mutating func print(format: [UInt8], _ operands: [Value]) {
    var directive = Directives(format: format, operands: operands)
    while directive.index < format.count {
      directive.isGoodArgument = true
      let start = directive.index
      while directive.index < format.count, format[directive.index] != percent { directive.index += 1 }
      output.append(contentsOf: format[start..<directive.index])
      if directive.index >= format.count { break }
      directive.index += 1
      flags = Flags()
      directive.readFlags(&flags)
      directive.readArgumentNumber()
      readWidth(&directive)
      readPrecision(&directive)
      if !directive.isAfterIndex { directive.readArgumentNumber() }
      if directive.index >= format.count {
        write("%!(NOVERB)")
        break
      }
      printVerb(&directive)
    }
    if !directive.isReordered, directive.argument < operands.count {
      flags = Flags()
      printExtra(operands[directive.argument...])
    }
  }

  private mutating func printVerb(_ directive: inout Directives) {
    let (rune, size) = GoRune.decode(directive.format, at: directive.index)
    directive.index += size
    let verb = Unicode.Scalar(rune) ?? "\u{FFFD}"
    if verb == "%" {
      write("%")
    } else if !directive.isGoodArgument {
      printMistake(verb, "(BADINDEX)")
    } else if directive.argument >= directive.operands.count {
      printMistake(verb, "(MISSING)")
    } else {
      let operand = directive.operands[directive.argument]
      directive.argument += 1
      if verb == "v" || verb == "w" {
        flags.sharpV = flags.sharp
        flags.sharp = false
        flags.plusV = flags.plus
        flags.plus = false
      }
      print(operand, verb)
    }
  }

  private mutating func printMistake(_ verb: Unicode.Scalar, _ mistake: StaticString) {
    write("%!")
    GoRune.append(verb.value, to: &output)
    write(mistake)
  }

  private mutating func readWidth(_ directive: inout Directives) {
    if directive.readStar() {
      flags.width = directive.readInteger()
      if flags.width == nil { write("%!(BADWIDTH)") }
      if let width = flags.width, width < 0 {
        flags.width = -width
        flags.minus = true
        flags.zero = false  // Zeros are never padded to the right.
      }
      directive.isAfterIndex = false
    } else {
      flags.width = directive.readNumber()
      if directive.isAfterIndex, flags.width != nil { directive.isGoodArgument = false }  // %[3]2d
    }
  }

  private mutating func readPrecision(_ directive: inout Directives) {
    let format = directive.format
    guard directive.index + 1 < format.count, format[directive.index] == UInt8(ascii: ".") else { return }
    directive.index += 1
    if directive.isAfterIndex { directive.isGoodArgument = false }  // %[3].2d
    directive.readArgumentNumber()
    if directive.readStar() {
      flags.precision = directive.readInteger()
      if let precision = flags.precision, precision < 0 { flags.precision = nil }
      if flags.precision == nil { write("%!(BADPREC)") }
      directive.isAfterIndex = false
    } else {
      flags.precision = directive.readNumber() ?? 0
    }
  }

  private mutating func printExtra(_ operands: ArraySlice<Value>) {
    write("%!(EXTRA ")
    for (index, operand) in operands.enumerated() {
      if index > 0 { write(", ") }
      if case .null = operand {
        write("<nil>")
      } else {
        write(operand.typeName)
        write("=")
        print(operand, "v")
      }
    }
    write(")")
  }
}

/// The largest width or precision.
private let limit = 1_000_000
private let percent = UInt8(ascii: "%")

/// Reads a format string's directives.
private struct Directives {
  let format: [UInt8]
  let operands: [Value]
  /// Where the next byte of the format is read.
  var index = 0
  /// The operand that is printed next.
  var argument = 0
  /// Whether the last thing read was an argument index such as `[3]`.
  var isAfterIndex = false
  /// Whether the format has argument indexes.
  var isReordered = false
  /// Whether the directive's argument index was valid.
  var isGoodArgument = true

  init(format: [UInt8], operands: [Value]) {
    self.format = format
    self.operands = operands
  }

  mutating func readFlags(_ flags: inout FormatPrinter.Flags) {
    isAfterIndex = false
    while index < format.count {
      switch format[index] {
      case UInt8(ascii: "#"): flags.sharp = true
      case UInt8(ascii: "0"): flags.zero = true
      case UInt8(ascii: "+"): flags.plus = true
      case UInt8(ascii: "-"): flags.minus = true
      case UInt8(ascii: " "): flags.space = true
      default: return
      }
      index += 1
    }
  }

  mutating func readStar() -> Bool {
    guard index < format.count, format[index] == UInt8(ascii: "*") else { return false }
    index += 1
    return true
  }

  /// A decimal number in the format; nil where there is none.
  ///
  /// One that is too large swallows the rest, as Go's.
  mutating func readNumber() -> Int? { readNumber(to: format.count) }

  private mutating func readNumber(to end: Int) -> Int? {
    var number: Int?
    while index < end, (0x30...0x39).contains(format[index]) {
      if let number, number > limit {
        index = end
        return nil
      }
      number = (number ?? 0) * 10 + Int(format[index] - 0x30)
      index += 1
    }
    return number
  }

  /// The next operand as a width or precision; nil where it is no integer or too large.
  mutating func readInteger() -> Int? {
    guard argument < operands.count else { return nil }
    let operand = operands[argument]
    argument += 1
    guard case .integer(let number, let type) = operand, !(type.isUnsigned && number < 0) else { return nil }
    return number.magnitude > limit ? nil : Int(number)
  }

  /// Reads an argument index such as `[3]`, if one stands here.
  mutating func readArgumentNumber() {
    guard index < format.count, format[index] == UInt8(ascii: "[") else {
      isAfterIndex = false
      return
    }
    isReordered = true
    guard format.count - index >= 3, let close = format[(index + 1)...].firstIndex(of: UInt8(ascii: "]")) else {
      index += 1
      isGoodArgument = false
      isAfterIndex = false
      return
    }
    index += 1
    let number = readNumber(to: close)
    let isNumber = number != nil && index == close
    index = close + 1
    isAfterIndex = isNumber
    if isNumber, let number, number >= 1, number <= operands.count {
      argument = number - 1
    } else {
      isGoodArgument = false
    }
  }
}
