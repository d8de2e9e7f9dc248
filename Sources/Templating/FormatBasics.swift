import Values

let lowercaseDigits: StaticString = "0123456789abcdefx"
let uppercaseDigits: StaticString = "0123456789ABCDEFX"

private func digit(_ digits: StaticString, _ index: UInt64) -> UInt8 {
  digits.withUTF8Buffer { $0[Int(index & 0x1F) % $0.count] }
}

/// Formats strings and integers, as Go's fmt/format.go.
extension FormatPrinter {
  /// Writes the text, padded to the width.
  mutating func pad(_ text: [UInt8]) {
    guard let width = flags.width, width > 0 else {
      output.append(contentsOf: text)
      return
    }
    let padding = width - GoRune.count(text)
    if !flags.minus { writePadding(padding) }
    output.append(contentsOf: text)
    if flags.minus { writePadding(padding) }
  }

  mutating func writePadding(_ count: Int) {
    if count <= 0 { return }
    let byte = flags.zero && !flags.minus ? UInt8(ascii: "0") : UInt8(ascii: " ")
    output.append(contentsOf: repeatElement(byte, count: count))
  }

  private mutating func padWithoutZeros(_ text: [UInt8]) {
    let zero = flags.zero
    flags.zero = false
    pad(text)
    flags.zero = zero
  }

  /// The text cut to the precision.
  func truncated(_ text: Bytes) -> Bytes {
    flags.precision.map { GoFormat.truncated(text, to: $0) } ?? text
  }

  mutating func printQuoted(_ text: Bytes) {
    let text = truncated(text)
    if flags.sharp, GoQuote.canBackquote(text) {
      pad([UInt8(ascii: "`")] + text.storage + [UInt8(ascii: "`")])
    } else {
      pad(GoQuote.quote(text, asciiOnly: flags.plus).storage)
    }
  }

  /// Writes the bytes in hexadecimal, as fmtSbx.
  mutating func printHexadecimal(_ text: Bytes, _ digits: StaticString) {
    let length = min(text.count, flags.precision ?? .max)
    var width = 2 * length
    guard width > 0 else { return writePadding(flags.width ?? 0) }
    if flags.space {
      width = (flags.sharp ? 2 * width : width) + length - 1
    } else if flags.sharp {
      width += 2
    }
    let padding = (flags.width ?? 0) - width
    if !flags.minus { writePadding(padding) }
    for index in 0..<length {
      if flags.space, index > 0 { write(" ") }
      if flags.sharp, flags.space || index == 0 {
        output.append(UInt8(ascii: "0"))
        output.append(digit(digits, 16))
      }
      output.append(digit(digits, UInt64(text.storage[index] >> 4)))
      output.append(digit(digits, UInt64(text.storage[index] & 0xF)))
    }
    if flags.minus { writePadding(padding) }
  }

  /// Writes an integer by its verb.
  mutating func print(integer: Int64, isSigned: Bool, _ value: Value, _ verb: Unicode.Scalar) {
    let number = UInt64(bitPattern: integer)
    switch verb {
    case "v" where flags.sharpV && !isSigned: print0x(number, true)
    case "v", "d": printInteger(number, base: 10, isSigned: isSigned, verb, lowercaseDigits)
    case "b": printInteger(number, base: 2, isSigned: isSigned, verb, lowercaseDigits)
    case "o", "O": printInteger(number, base: 8, isSigned: isSigned, verb, lowercaseDigits)
    case "x": printInteger(number, base: 16, isSigned: isSigned, verb, lowercaseDigits)
    case "X": printInteger(number, base: 16, isSigned: isSigned, verb, uppercaseDigits)
    case "c":
      var text: [UInt8] = []
      GoRune.append(codePoint(number), to: &text)
      pad(text)
    case "q": pad(GoQuote.quoteRune(codePoint(number), asciiOnly: flags.plus).storage)
    case "U": printUnicode(number)
    default: printBadVerb(value, verb)
    }
  }

  private func codePoint(_ number: UInt64) -> UInt32 { number > 0x10FFFF ? GoRune.replacement : UInt32(number) }

  mutating func print0x(_ number: UInt64, _ leading0x: Bool) {
    let sharp = flags.sharp
    flags.sharp = leading0x
    printInteger(number, base: 16, isSigned: false, "v", lowercaseDigits)
    flags.sharp = sharp
  }

  /// Writes an integer in a base, as fmtInteger.
  mutating func printInteger(
    _ number: UInt64, base: UInt64, isSigned: Bool, _ verb: Unicode.Scalar, _ digits: StaticString
  ) {
    let isNegative = isSigned && Int64(bitPattern: number) < 0
    var rest = isNegative ? 0 &- number : number
    var precision = 0
    if let given = flags.precision {
      precision = given
      if precision == 0, rest == 0 {
        let zero = flags.zero
        flags.zero = false
        writePadding(flags.width ?? 0)
        flags.zero = zero
        return
      }
    } else if flags.zero, !flags.minus, let width = flags.width {
      precision = isNegative || flags.plus || flags.space ? width - 1 : width
    }
    // Printed from the right to the left.
    var text: [UInt8] = []
    repeat {
      text.append(digit(digits, rest % base))
      rest /= base
    } while rest > 0
    if precision > text.count { text.append(contentsOf: repeatElement(0x30, count: precision - text.count)) }
    if flags.sharp {
      switch base {
      case 2: text.append(contentsOf: [UInt8(ascii: "b"), 0x30])
      case 8: if text.last != 0x30 { text.append(0x30) }
      case 16: text.append(contentsOf: [digit(digits, 16), 0x30])
      default: break
      }
    }
    if verb == "O" { text.append(contentsOf: [UInt8(ascii: "o"), 0x30]) }
    if isNegative {
      text.append(UInt8(ascii: "-"))
    } else if flags.plus {
      text.append(UInt8(ascii: "+"))
    } else if flags.space {
      text.append(UInt8(ascii: " "))
    }
    text.reverse()
    padWithoutZeros(text)
  }

  /// Writes a number as `U+0078`, with `#` as `U+0078 'x'`, as fmtUnicode.
  mutating func printUnicode(_ number: UInt64) {
    var digits = Array(String(number, radix: 16, uppercase: true).utf8)
    let precision = max(4, flags.precision ?? 0)
    if digits.count < precision { digits = Array(repeating: 0x30, count: precision - digits.count) + digits }
    var text = Array("U+".utf8) + digits
    if flags.sharp, number <= 0x10FFFF, GoRune.isPrint(UInt32(number)) {
      text.append(contentsOf: " '".utf8)
      GoRune.append(UInt32(number), to: &text)
      text.append(UInt8(ascii: "'"))
    }
    padWithoutZeros(text)
  }
}
