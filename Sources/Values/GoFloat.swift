/// Go's strconv.FormatFloat with the shortest digits that read back as the same number.
package enum GoFloat {
  /// The form of the result, as strconv's format byte.
  package enum Form: Sendable {
    /// `-d.dddde±dd`
    case exponent
    /// `-ddd.dddd`
    case fixed
    /// The exponent form where the exponent is below -4 or at least `exponentFrom` (21 for `%v` and JSON's text, 6 for
    /// strconv's own 'g' with shortest digits is 21 as well; print and YAML use it)
    case general(exponentFrom: Int)
  }

  /// The shortest text that reads back as `number`.
  package static func shortest(_ number: Double, _ form: Form) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    let (digits, point) = decimal(number.magnitude)
    let sign = number.sign == .minus ? "-" : ""
    switch form {
    case .exponent: return sign + exponentText(digits, point)
    case .fixed: return sign + fixedText(digits, point)
    case .general(let from):
      let exponent = point - 1
      return sign + (exponent < -4 || exponent >= from ? exponentText(digits, point) : fixedText(digits, point))
    }
  }

  /// The shortest digits without leading or trailing zeros, and where the decimal point stands from their start.
  private static func decimal(_ magnitude: Double) -> (digits: [UInt8], point: Int) {
    if magnitude == 0 { return ([UInt8(ascii: "0")], 1) }
    // Swift's description has the shortest digits too, written as d.ddde±x or ddd.ddd.
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    var bytes = Array(magnitude.description.utf8)[...]
    if let e = bytes.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: bytes[(e + 1)...], as: UTF8.self)) ?? 0
      bytes = bytes[..<e]
    }
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte)
        if !seenPoint { point += 1 }
      }
    }
    point += exponent
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, point)
  }

  private static func exponentText(_ digits: [UInt8], _ point: Int) -> String {
    var out: [UInt8] = [digits[0]]
    if digits.count > 1 {
      out.append(UInt8(ascii: "."))
      out.append(contentsOf: digits[1...])
    }
    let isZero = digits == [UInt8(ascii: "0")]
    let exponent = isZero ? 0 : point - 1
    out.append(UInt8(ascii: "e"))
    out.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let size = exponent.magnitude
    if size < 10 { out.append(UInt8(ascii: "0")) }
    out.append(contentsOf: String(size).utf8)
    return String(decoding: out, as: UTF8.self)
  }

  private static func fixedText(_ digits: [UInt8], _ point: Int) -> String {
    var out: [UInt8] = []
    let zero = UInt8(ascii: "0")
    if point <= 0 {
      out.append(zero)
      if digits != [zero] {
        out.append(UInt8(ascii: "."))
        out.append(contentsOf: repeatElement(zero, count: -point))
        out.append(contentsOf: digits)
      }
    } else {
      for index in 0..<max(point, digits.count) {
        if index == point { out.append(UInt8(ascii: ".")) }
        out.append(index < digits.count ? digits[index] : zero)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
