import Values

/// A number of a template under all the types that can hold it, as text/template/parse/node.go's NumberNode.
///
/// This makes Go's ideal constants: `1` is an int, a float and an unsigned number, whatever its place asks for.
struct NumberLiteral {
  let text: Bytes
  private(set) var integer: Int64?
  private(set) var unsigned: UInt64?
  private(set) var float: Double?
  private(set) var complex: ComplexNumber?

  /// Why a text is no number, in Go's words.
  struct Malformed: Error {
    let message: String
  }

  init(_ text: Bytes, kind: Token.Kind) throws(Malformed) {
    self.text = text
    switch kind {
    case .characterConstant: try readCharacter()
    case .complex: try readComplex()
    default: try readNumber()
    }
  }

  private mutating func readCharacter() throws(Malformed) {
    guard let rune = GoQuote.unquoteRune(text) else {
      // strconv.UnquoteChar fails where the first character is none; what follows it makes it malformed.
      throw GoQuote.startsWithCharacter(text)
        ? Malformed(message: "malformed character constant: \(text)") : Malformed(message: "invalid syntax")
    }
    integer = Int64(rune)
    unsigned = UInt64(rune)
    float = Double(rune)
  }

  private mutating func readComplex() throws(Malformed) {
    let bytes = text.storage
    // The sign of the imaginary part is the last one that belongs to no exponent.
    let sign = bytes.indices.dropFirst().last { index in
      guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") else { return false }
      let before = bytes[index - 1] | 0x20
      let isHexadecimal = bytes[..<index].contains { $0 | 0x20 == UInt8(ascii: "x") }
      return before != UInt8(ascii: "p") && (before != UInt8(ascii: "e") || isHexadecimal)
    }
    guard let sign else { throw Malformed(message: "syntax error scanning complex number") }
    let real = try Self.part(bytes[..<sign])
    let imaginary = try Self.part(bytes[sign...].dropLast())
    setComplex(real, imaginary)
  }

  private static func part(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> Double {
    if let number = parseFloat(bytes) { return number }
    throw Malformed(message: "strconv.ParseFloat: parsing \(GoQuote.quote(Bytes(bytes))): invalid syntax")
  }

  private mutating func setComplex(_ real: Double, _ imaginary: Double) {
    complex = ComplexNumber(real: real, imaginary: imaginary)
    if imaginary == 0 {
      float = real
      integer = Int64(exactly: real)
      unsigned = UInt64(exactly: real)
    }
  }

  private mutating func readNumber() throws(Malformed) {
    let bytes = text.storage
    if let number = Self.plain(bytes) {
      (integer, unsigned, float) = (number, UInt64(number), Double(number))
      return
    }
    // Imaginary constants can only be complex unless they are zero.
    if bytes.last == UInt8(ascii: "i"), let imaginary = Self.parseFloat(bytes.dropLast()) {
      return setComplex(0, imaginary)
    }
    unsigned = Self.parseUnsigned(bytes[...])
    integer = Self.parseInteger(bytes[...])
    if integer == 0, unsigned == nil { unsigned = 0 }  // -0
    if let integer {
      float = Double(integer)
    } else if let unsigned {
      float = Double(unsigned)
    } else if let number = Self.parseFloat(bytes[...]) {
      // What looks like an integer and is none is too large for one.
      guard hasFloatSyntax else {
        throw Malformed(message: "integer overflow: \(GoQuote.quote(text))")
      }
      float = number
      integer = Int64(exactly: number)
      unsigned = UInt64(exactly: number)
    }
    if float == nil { throw Malformed(message: "illegal number syntax: \(GoQuote.quote(text))") }
  }

  /// The number that a few decimal digits and nothing else are, as nearly all numbers of templates.
  private static func plain(_ bytes: [UInt8]) -> Int64? {
    guard (1...18).contains(bytes.count), bytes[0] != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
    var number: Int64 = 0
    for byte in bytes {
      guard byte &- 0x30 < 10 else { return nil }
      number = number &* 10 &+ Int64(byte &- 0x30)
    }
    return number
  }

  private var hasFloatSyntax: Bool {
    text.storage.contains {
      [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "P")].contains($0)
    }
  }

  /// The value where no type is asked for, as exec.go's idealConstant; nil where it overflows an int.
  var ideal: Value? {
    if let complex { return .object(complex) }
    let bytes = text.storage
    if let number = Self.plain(bytes) { return .integer(number, .int) }
    let isHexadecimal =
      bytes.count > 2 && bytes[0] == UInt8(ascii: "0") && bytes[1] | 0x20 == UInt8(ascii: "x")
      && !bytes.contains { $0 | 0x20 == UInt8(ascii: "p") }
    if let float, !isHexadecimal, bytes.first != UInt8(ascii: "'"), hasFloatSyntax { return .float(float) }
    return integer.map { .integer($0, .int) }
  }

  // MARK: strconv

  /// As strconv.ParseUint with base 0.
  private static func parseUnsigned(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    var digits = bytes
    var radix: UInt64 = 10
    var hasPrefix = false
    if bytes.count >= 1, bytes.first == UInt8(ascii: "0") {
      let prefix = bytes.count >= 3 ? bytes[bytes.startIndex + 1] | 0x20 : 0
      switch prefix {
      case UInt8(ascii: "b"): radix = 2
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "x"): radix = 16
      default: break
      }
      hasPrefix = radix != 10
      if !hasPrefix, bytes.count > 1 { radix = 8 }
      if hasPrefix { digits = bytes.dropFirst(2) } else if radix == 8 { digits = bytes.dropFirst(1) }
    }
    var number: UInt64 = 0
    var isEmpty = !(radix == 8 && !hasPrefix)
    var hasUnderscore = false
    for byte in digits {
      if byte == UInt8(ascii: "_") {
        hasUnderscore = true
        continue
      }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
      let (product, overflows) = number.multipliedReportingOverflow(by: radix)
      let (sum, overflowsToo) = product.addingReportingOverflow(UInt64(digit))
      if overflows || overflowsToo { return nil }
      number = sum
      isEmpty = false
    }
    return isEmpty || hasUnderscore && !areUnderscoresRight(bytes) ? nil : number
  }

  /// As strconv.ParseInt with base 0.
  private static func parseInteger(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let hasSign = isNegative || bytes.first == UInt8(ascii: "+")
    guard let magnitude = parseUnsigned(hasSign ? bytes.dropFirst() : bytes) else { return nil }
    if isNegative { return magnitude <= 1 << 63 ? 0 &- Int64(bitPattern: magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// As strconv.ParseFloat.
  private static func parseFloat(_ bytes: ArraySlice<UInt8>) -> Double? {
    if bytes.contains(UInt8(ascii: "_")), !areUnderscoresRight(bytes) { return nil }
    let plain = bytes.filter { $0 != UInt8(ascii: "_") }
    let unsigned = plain.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    let isHexadecimal = unsigned.starts(with: "0x".utf8) || unsigned.starts(with: "0X".utf8)
    // A hexadecimal mantissa needs its exponent in Go; without one the text is an integer or nothing.
    if isHexadecimal, !unsigned.contains(where: { $0 | 0x20 == UInt8(ascii: "p") }) { return nil }
    guard plain.contains(where: { (0x30...0x39).contains($0) || isHexadecimal }), !plain.contains(UInt8(ascii: "i")),
      !unsigned.contains(UInt8(ascii: "n"))
    else { return nil }
    guard let number = Double(normalized(plain)), number.isFinite else { return nil }
    return number
  }

  /// Swift wants a digit on both sides of the point, Go on one of them.
  private static func normalized(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isHexDigit = { (byte: UInt8) in Character(Unicode.Scalar(byte)).isHexDigit }
      if byte == UInt8(ascii: "."), !(text.last.map(isHexDigit) ?? false) { text.append(0x30) }
      text.append(byte)
      if byte == UInt8(ascii: "."), index + 1 == bytes.count || !(0x30...0x39).contains(bytes[index + 1]) {
        let isHexadecimal = bytes.contains { $0 | 0x20 == UInt8(ascii: "x") }
        if !isHexadecimal || index + 1 == bytes.count || !isHexDigit(bytes[index + 1]) { text.append(0x30) }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether underscores only separate digits, as strconv's underscoreOK.
  private static func areUnderscoresRight(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var isAfterDigit = false
    var isAfterUnderscore = false
    var isHexadecimal = false
    if rest.count >= 2, rest.first == UInt8(ascii: "0"), "box".utf8.contains(rest[rest.startIndex + 1] | 0x20) {
      isHexadecimal = rest[rest.startIndex + 1] | 0x20 == UInt8(ascii: "x")
      rest = rest.dropFirst(2)
      isAfterDigit = true
    }
    for byte in rest {
      if (0x30...0x39).contains(byte) || isHexadecimal && Character(Unicode.Scalar(byte)).isHexDigit {
        isAfterDigit = true
        isAfterUnderscore = false
      } else if byte == UInt8(ascii: "_") {
        if !isAfterDigit { return false }
        isAfterDigit = false
        isAfterUnderscore = true
      } else {
        if isAfterUnderscore { return false }
        isAfterDigit = false
      }
    }
    return !isAfterUnderscore
  }
}
