internal import Values

/// A decimal number of any size, as shopspring/decimal computes with them.
struct Decimal {
  private var isNegative: Bool
  /// The digits in groups of nine, the lowest group first; zero has none.
  private var groups: [UInt32]
  private var exponent: Int

  private static let base: UInt64 = 1_000_000_000

  private init(isNegative: Bool, groups: [UInt32], exponent: Int) {
    self.groups = groups
    while self.groups.last == 0 { self.groups.removeLast() }
    self.isNegative = isNegative && !self.groups.isEmpty
    self.exponent = exponent
  }

  /// The shortest decimal that reads back as the finite number.
  init?(_ number: Double) {
    var digits: UInt64 = 0
    var exponent = 0
    var seenPoint = false
    let text = GoFloat.shortest(number.magnitude, .exponent).utf8
    let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    for byte in text[..<mark] {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
        continue
      }
      guard byte &- 0x30 < 10 else { return nil }
      digits = digits &* 10 &+ UInt64(byte - 0x30)
      if seenPoint { exponent -= 1 }
    }
    if mark < text.endIndex { exponent += Int(String(text[text.index(after: mark)...]) ?? "") ?? 0 }
    let groups = [digits % Self.base, digits / Self.base % Self.base, digits / Self.base / Self.base]
    self.init(isNegative: number < 0, groups: groups.map { UInt32($0) }, exponent: exponent)
  }

  /// The nearest number of a double's precision.
  var double: Double {
    if groups.isEmpty { return 0 }
    var text = isNegative ? "-" : ""
    for (index, group) in groups.reversed().enumerated() {
      let digits = String(group)
      text += index == 0 ? digits : String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
    text += "e\(exponent)"
    return (try? GoNumber.parseFloat(Bytes(text))) ?? (isNegative ? -.infinity : .infinity)
  }

  var negated: Decimal { Decimal(isNegative: !isNegative, groups: groups, exponent: exponent) }

  func adding(_ other: Decimal) -> Decimal {
    let exponent = min(exponent, other.exponent)
    let a = Self.scaled(groups, by: self.exponent - exponent)
    let b = Self.scaled(other.groups, by: other.exponent - exponent)
    if isNegative == other.isNegative {
      return Decimal(isNegative: isNegative, groups: Self.sum(a, b), exponent: exponent)
    }
    return Self.precedes(a, b)
      ? Decimal(isNegative: other.isNegative, groups: Self.difference(b, a), exponent: exponent)
      : Decimal(isNegative: isNegative, groups: Self.difference(a, b), exponent: exponent)
  }

  func multiplied(by other: Decimal) -> Decimal {
    Decimal(
      isNegative: isNegative != other.isNegative, groups: Self.product(groups, other.groups),
      exponent: exponent + other.exponent)
  }

  /// The quotient to 16 places, rounded half away from zero; nil for a division by zero.
  func divided(by other: Decimal) -> Decimal? {
    if other.groups.isEmpty { return nil }
    let places = 16
    let shift = exponent - other.exponent + places
    let numerator = Self.scaled(groups, by: max(0, shift))
    let denominator = Self.scaled(other.groups, by: max(0, -shift))
    var (quotient, remainder) = Self.divide(numerator, denominator)
    if !Self.precedes(Self.sum(remainder, remainder), denominator) { quotient = Self.sum(quotient, [1]) }
    return Decimal(isNegative: isNegative != other.isNegative, groups: quotient, exponent: -places)
  }

  // MARK: Natural numbers

  private static func scaled(_ number: [UInt32], by power: Int) -> [UInt32] {
    if number.isEmpty || power == 0 { return number }
    var result = [UInt32](repeating: 0, count: power / 9) + number
    var factor: UInt64 = 1
    for _ in 0..<(power % 9) { factor *= 10 }
    multiply(&result, by: factor)
    return result
  }

  private static func multiply(_ number: inout [UInt32], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in number.indices {
      let product = UInt64(number[index]) * factor + carry
      number[index] = UInt32(product % base)
      carry = product / base
    }
    if carry > 0 { number.append(UInt32(carry)) }
  }

  private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(a.count, b.count) {
      let sum = UInt64(index < a.count ? a[index] : 0) + UInt64(index < b.count ? b[index] : 0) + carry
      result.append(UInt32(sum % base))
      carry = sum / base
    }
    if carry > 0 { result.append(UInt32(carry)) }
    return result
  }

  /// The difference of a number and one that is not larger.
  private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: UInt64 = 0
    for index in a.indices {
      let subtrahend = UInt64(index < b.count ? b[index] : 0) + borrow
      let minuend = UInt64(a[index])
      borrow = minuend < subtrahend ? 1 : 0
      result.append(UInt32((minuend + borrow * base) - subtrahend))
    }
    while result.last == 0 { result.removeLast() }
    return result
  }

  private static func product(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    if a.isEmpty || b.isEmpty { return [] }
    var result = [UInt32](repeating: 0, count: a.count + b.count)
    for i in a.indices {
      var carry: UInt64 = 0
      for j in b.indices {
        let value = UInt64(a[i]) * UInt64(b[j]) + UInt64(result[i + j]) + carry
        result[i + j] = UInt32(value % base)
        carry = value / base
      }
      result[i + b.count] = UInt32(carry)
    }
    return result
  }

  /// Whether the first number is smaller; neither has leading zeros.
  private static func precedes(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    a.count != b.count ? a.count < b.count : a.reversed().lexicographicallyPrecedes(b.reversed())
  }

  /// Long division; every group of the quotient is found by halving.
  private static func divide(_ numerator: [UInt32], _ denominator: [UInt32]) -> ([UInt32], [UInt32]) {
    var quotient = [UInt32](repeating: 0, count: numerator.count)
    var remainder: [UInt32] = []
    for index in numerator.indices.reversed() {
      if !(remainder.isEmpty && numerator[index] == 0) { remainder.insert(numerator[index], at: 0) }
      var low: UInt64 = 0
      var high = base
      while high - low > 1 {
        let middle = (low + high) / 2
        var trial = denominator
        multiply(&trial, by: middle)
        if precedes(remainder, trial) { high = middle } else { low = middle }
      }
      if low > 0 {
        var part = denominator
        multiply(&part, by: low)
        remainder = difference(remainder, part)
      }
      quotient[index] = UInt32(low)
    }
    while quotient.last == 0 { quotient.removeLast() }
    return (quotient, remainder)
  }
}
