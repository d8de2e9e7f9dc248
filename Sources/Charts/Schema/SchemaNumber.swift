internal import Values

/// A number as it was written in decimal, compared and divided without rounding where 38 digits suffice.
struct SchemaNumber {
  /// The nearest double.
  let double: Double
  /// The digits without a point, where they fit.
  private let mantissa: Int128?
  /// The power of ten that the digits are multiplied by.
  private let exponent: Int

  /// Nil where the value is no number.
  init?(_ value: Value) {
    switch value {
    case .integer(let number, let type):
      let exact = type.isUnsigned ? Int128(UInt64(bitPattern: number)) : Int128(number)
      self.init(text: Array(String(exact).utf8), double: Double(exact))
    case .float(let number): self.init(text: Array(GoFloat.shortest(number, .exponent).utf8), double: number)
    case .number(let text): self.init(text: text.storage, double: Double(String(describing: text)) ?? .nan)
    default: return nil
    }
  }

  private init(double: Double, mantissa: Int128?, exponent: Int) {
    self.double = double
    self.mantissa = mantissa
    self.exponent = exponent
  }

  private init(text: [UInt8], double: Double) {
    var mantissa: Int128? = 0
    var exponent = 0
    var seenPoint = false
    var index = 0
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative { index = 1 }
    while index < text.count, text[index] != UInt8(ascii: "e"), text[index] != UInt8(ascii: "E") {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: ".") {
        seenPoint = true
        continue
      }
      if seenPoint { exponent -= 1 }
      mantissa = mantissa.flatMap { Self.appending(byte, to: $0) }
    }
    if index < text.count {
      let power = Int(String(decoding: text[(index + 1)...], as: UTF8.self).drop { $0 == "+" })
      if let power, power.magnitude < 1_000_000 { exponent += power } else { mantissa = nil }
    }
    while let whole = mantissa, whole != 0, whole % 10 == 0 {
      mantissa = whole / 10
      exponent += 1
    }
    self.init(double: double, mantissa: isNegative ? mantissa.map { -$0 } : mantissa, exponent: exponent)
  }

  private static func appending(_ digit: UInt8, to number: Int128) -> Int128? {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: 10)
    if overflow { return nil }
    let (sum, carry) = product.addingReportingOverflow(Int128(digit - UInt8(ascii: "0")))
    return carry ? nil : sum
  }

  /// Both numbers as whole multiples of one power of ten.
  private static func aligned(_ a: SchemaNumber, _ b: SchemaNumber) -> (Int128, Int128)? {
    guard var left = a.mantissa, var right = b.mantissa else { return nil }
    for _ in 0..<min(abs(a.exponent - b.exponent), 40) {
      let overflow: Bool
      if a.exponent > b.exponent {
        (left, overflow) = left.multipliedReportingOverflow(by: 10)
      } else {
        (right, overflow) = right.multipliedReportingOverflow(by: 10)
      }
      if overflow { return nil }
    }
    return abs(a.exponent - b.exponent) > 40 && left != 0 && right != 0 ? nil : (left, right)
  }

  private static func commonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// How often a number can be divided by a prime, and what is left then.
  private static func power(of prime: UInt128, in number: UInt128) -> (exponent: Int, rest: UInt128) {
    var (exponent, rest) = (0, number)
    while rest != 0, rest % prime == 0 {
      rest /= prime
      exponent += 1
    }
    return (exponent, rest)
  }

  /// Whether the number has no fraction.
  var isInteger: Bool {
    guard let mantissa else { return double.rounded() == double }
    return mantissa == 0 || exponent >= 0
  }

  /// The number as a count, where it is a whole one.
  var int: Int? { isInteger ? Int(exactly: double.rounded()) : nil }

  /// Negative, zero or positive as this number is less than, equal to or greater than the other.
  func compare(_ other: SchemaNumber) -> Int {
    if let (a, b) = Self.aligned(self, other) { return a < b ? -1 : a > b ? 1 : 0 }
    return double < other.double ? -1 : double > other.double ? 1 : 0
  }

  /// Whether the number is a whole multiple of the other.
  func isMultiple(of other: SchemaNumber) -> Bool {
    if let (a, b) = Self.aligned(self, other) { return b != 0 && a % b == 0 }
    if let mantissa, let divisor = other.mantissa, mantissa != 0, divisor != 0 {
      // Neither ends in a zero, so that a lower power of ten leaves a fraction; a higher one is full of twos and fives.
      let power = exponent - other.exponent
      if power < 0 { return false }
      let rest = divisor.magnitude / Self.commonDivisor(mantissa.magnitude, divisor.magnitude)
      return Self.power(of: 2, in: rest).exponent <= power && Self.power(of: 5, in: rest).exponent <= power
        && Self.power(of: 5, in: Self.power(of: 2, in: rest).rest).rest == 1
    }
    let quotient = double / other.double
    return quotient.rounded() == quotient
  }

  /// As x/text/message prints a float64 with `%v` in English: `70,000.5`, `1.5×10⁰⁷`.
  var localized: String { SchemaText.localized(double == 0 ? 0 : double) }
}
