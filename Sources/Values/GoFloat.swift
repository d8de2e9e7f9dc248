internal import Platform

/// Go's strconv.FormatFloat: the shortest digits that read back as the same number, or a given number of digits.
package enum GoFloat {
  /// The form of the result, as strconv's format byte.
  package enum Form: Sendable {
    /// `-d.dddde±dd`
    case exponent
    /// `-ddd.dddd`
    case fixed
    /// The exponent form where the exponent is below -4 or at least `exponentFrom`, else the fixed one.
    case general(exponentFrom: Int)

    /// strconv's 'g' with shortest digits, which `%v`, `print` and the YAML writer use: 1e+06, but 100000.
    package static let general = Form.general(exponentFrom: 6)
  }

  /// The text with so many digits, exactly rounded: after the point for 'e' and 'f', in all for 'g', as
  /// strconv.FormatFloat with a precision.
  ///
  /// - Parameter verb: `e`, `E`, `f`, `g` or `G`.
  package static func format(_ number: Double, verb: UInt8, precision: Int) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    // The C library rounds exactly as Go does and agrees on every form's shape.
    let verb = "eEfgG".utf8.contains(verb) ? verb : UInt8(ascii: "g")
    let format: [CChar] = [0x25, 0x2E, 0x2A, CChar(bitPattern: verb), 0]
    let precision = Int32(clamping: max(0, min(precision, 1_000_000)))
    return withVaList([precision, number]) { arguments in
      // The largest number has 309 digits before the point.
      let capacity = Int(precision) + 400
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        let length = vsnprintf(start, capacity, format, arguments)
        return String(decoding: UnsafeRawBufferPointer(start: start, count: max(0, Int(length))), as: UTF8.self)
      }
    }
  }

  /// The shortest text that reads back as the same `float32`, as strconv.FormatFloat(number, 'g', -1, 32): YAML's keys.
  package static func shortest(_ number: Float, _ form: Form) -> String {
    text(Double(number), magnitude: number.magnitude.description, form)
  }

  /// The shortest text that reads back as `number`.
  package static func shortest(_ number: Double, _ form: Form) -> String {
    text(number, magnitude: number.magnitude.description, form)
  }

  private static func text(_ number: Double, magnitude: String, _ form: Form) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    let (digits, point) = decimal(magnitude)
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
  ///
  /// - Parameter magnitude: Swift's description, which has the shortest digits too, written as d.ddde±x or ddd.ddd.
  private static func decimal(_ magnitude: String) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    var bytes = Array(magnitude.utf8)[...]
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
    return digits.isEmpty ? ([UInt8(ascii: "0")], 1) : (digits, point)
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
