import Values

/// Formats floating-point numbers, as fmtFloat of Go's fmt/format.go and strconv.FormatFloat below it.
extension FormatPrinter {
  /// Writes a `float64` by its verb.
  mutating func print(float number: Double, _ value: Value, _ verb: Unicode.Scalar) {
    switch verb {
    case "v": printFloat(number, "g", nil)
    case "b", "g", "G", "x", "X": printFloat(number, verb, nil)
    case "f", "e", "E": printFloat(number, verb, 6)
    case "F": printFloat(number, "f", 6)
    default: printBadVerb(value, verb)
    }
  }

  private mutating func printFloat(_ number: Double, _ verb: Unicode.Scalar, _ defaultPrecision: Int?) {
    let precision = flags.precision ?? defaultPrecision
    var text = FloatText.format(number, verb, precision)
    if text[0] != UInt8(ascii: "-"), text[0] != UInt8(ascii: "+") { text.insert(UInt8(ascii: "+"), at: 0) }
    if flags.space, text[0] == UInt8(ascii: "+"), !flags.plus { text[0] = UInt8(ascii: " ") }
    if !number.isFinite {
      let zero = flags.zero
      flags.zero = false
      if number.isNaN, !flags.space, !flags.plus { text.removeFirst() }
      pad(text)
      flags.zero = zero
      return
    }
    if flags.sharp, verb != "b" { restoreZeros(&text, verb, precision) }
    if flags.plus || text[0] != UInt8(ascii: "+") {
      // Zeros go between the sign and the digits.
      if flags.zero, !flags.minus, let width = flags.width, width > text.count {
        output.append(text[0])
        writePadding(width - text.count)
        output.append(contentsOf: text[1...])
        return
      }
      return pad(text)
    }
    text.removeFirst()
    pad(text)
  }

  /// Puts in the decimal point and the trailing zeros that `#` asks for.
  private func restoreZeros(_ text: inout [UInt8], _ verb: Unicode.Scalar, _ precision: Int?) {
    var missing = 0
    switch verb {
    case "g", "G", "x": missing = precision ?? 6
    default: break
    }
    var tail: [UInt8] = []
    var hasPoint = false
    var sawNonzeroDigit = false
    var index = 1
    scan: while index < text.count {
      switch text[index] {
      case UInt8(ascii: "."):
        hasPoint = true
      case UInt8(ascii: "p"), UInt8(ascii: "P"):
        tail = Array(text[index...])
        text.removeSubrange(index...)
        break scan
      case UInt8(ascii: "e") where verb != "x" && verb != "X", UInt8(ascii: "E") where verb != "x" && verb != "X":
        tail = Array(text[index...])
        text.removeSubrange(index...)
        break scan
      default:
        if text[index] != 0x30 { sawNonzeroDigit = true }
        if sawNonzeroDigit { missing -= 1 }
      }
      index += 1
    }
    if !hasPoint {
      if text.count == 2, text[1] == 0x30 { missing -= 1 }
      text.append(UInt8(ascii: "."))
    }
    if missing > 0 { text.append(contentsOf: repeatElement(0x30, count: missing)) }
    text.append(contentsOf: tail)
  }
}

/// Go's strconv.FormatFloat; a precision of nil asks for the shortest digits that read back as the same number.
enum FloatText {
  static func format(_ number: Double, _ verb: Unicode.Scalar, _ precision: Int?) -> [UInt8] {
    if number.isNaN { return Array("NaN".utf8) }
    if number.isInfinite { return Array((number < 0 ? "-Inf" : "+Inf").utf8) }
    switch verb {
    case "b": return binary(number)
    case "x", "X": return hexadecimal(number, precision, isUppercase: verb == "X")
    default: break
    }
    guard let precision else {
      let text = GoFloat.shortest(number, .general)
      return Array((verb == "G" ? text.uppercased() : text).utf8)
    }
    return Array(GoFloat.format(number, verb: UInt8(truncatingIfNeeded: verb.value), precision: precision).utf8)
  }

  /// The mantissa's bits without leading zeros dropped, and the binary exponent of its lowest bit plus 52.
  private static func parts(_ number: Double) -> (mantissa: UInt64, exponent: Int) {
    let biased = Int(number.exponentBitPattern)
    let isNormal = biased != 0
    return (number.significandBitPattern | (isNormal ? 1 << 52 : 0), (isNormal ? biased : 1) - 1023)
  }

  private static func binary(_ number: Double) -> [UInt8] {
    let (mantissa, exponent) = parts(number)
    let power = exponent - 52
    return Array("\(number.sign == .minus ? "-" : "")\(mantissa)p\(power >= 0 ? "+" : "")\(power)".utf8)
  }

  private static func hexadecimal(_ number: Double, _ precision: Int?, isUppercase: Bool) -> [UInt8] {
    var (mantissa, exponent) = parts(number)
    if mantissa == 0 { exponent = 0 }
    // The leading 1 goes to bit 60.
    mantissa <<= 8
    while mantissa != 0, mantissa & 1 << 60 == 0 {
      mantissa <<= 1
      exponent -= 1
    }
    if let precision, precision < 15 {
      let shift = UInt64(precision * 4)
      let extra = (mantissa << shift) & (1 << 60 - 1)
      mantissa >>= 60 - shift
      if extra | (mantissa & 1) > 1 << 59 { mantissa += 1 }
      mantissa <<= 60 - shift
      if mantissa & 1 << 61 != 0 {
        mantissa >>= 1
        exponent += 1
      }
    }
    var text = "\(number.sign == .minus ? "-" : "")0x\(mantissa >> 60 & 1)"
    mantissa <<= 4
    let digitCount = precision ?? (64 - mantissa.trailingZeroBitCount + 3) / 4
    if digitCount > 0 {
      text += "."
      for _ in 0..<digitCount {
        text += String(mantissa >> 60 & 15, radix: 16)
        mantissa <<= 4
      }
    }
    text += exponent < 0 ? "p-" : "p+"
    text += exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    return Array((isUppercase ? text.uppercased() : text).utf8)
  }
}
