/// A length of time as Go's time.Duration: `300ms`, `1.5h`, `2h45m`.
package struct GoDuration: Sendable, Equatable, CustomStringConvertible {
  /// The length in nanoseconds.
  package let nanoseconds: Int64

  /// So many nanoseconds.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// One second.
  package static let second = GoDuration(nanoseconds: 1_000_000_000)

  /// So many whole seconds; too many wrap, as a multiplication in Go.
  package static func seconds(_ count: Int64) -> GoDuration { GoDuration(nanoseconds: count &* 1_000_000_000) }

  /// The length in seconds.
  package var inSeconds: Double { inUnits(of: 1_000_000_000) }
  /// The length in minutes.
  package var inMinutes: Double { inUnits(of: 60_000_000_000) }
  /// The length in hours.
  package var inHours: Double { inUnits(of: 3_600_000_000_000) }

  /// Whole units and the rest apart, so that large durations lose no digits.
  private func inUnits(of unit: Int64) -> Double {
    Double(nanoseconds / unit) + Double(nanoseconds % unit) / Double(unit)
  }

  /// The multiple of another duration toward zero, as Duration.Truncate.
  package func truncated(to multiple: GoDuration) -> GoDuration {
    let m = multiple.nanoseconds
    return m <= 0 ? self : GoDuration(nanoseconds: nanoseconds - nanoseconds % m)
  }

  /// The nearest multiple of another duration, halves away from zero, as Duration.Round.
  package func rounded(to multiple: GoDuration) -> GoDuration {
    let m = multiple.nanoseconds
    if m <= 0 { return self }
    let rest = (nanoseconds % m).magnitude
    let isTowardZero = rest * 2 < UInt64(m)
    let toZero = nanoseconds - nanoseconds % m
    if isTowardZero { return GoDuration(nanoseconds: toZero) }
    let (away, overflow) =
      nanoseconds < 0 ? toZero.subtractingReportingOverflow(m) : toZero.addingReportingOverflow(m)
    return GoDuration(nanoseconds: overflow ? (nanoseconds < 0 ? .min : .max) : away)
  }

  /// The absolute value; the least duration has none and becomes the greatest, as Duration.Abs.
  package var magnitude: GoDuration { GoDuration(nanoseconds: nanoseconds == .min ? .max : abs(nanoseconds)) }

  /// `72h3m0.5s`, as Duration.String.
  package var description: String {
    let size = nanoseconds.magnitude
    if size == 0 { return "0s" }
    let sign = nanoseconds < 0 ? "-" : ""
    if size < 1_000 { return "\(sign)\(size)ns" }
    if size < 1_000_000 { return sign + Self.decimal(size, digits: 3) + "µs" }
    if size < 1_000_000_000 { return sign + Self.decimal(size, digits: 6) + "ms" }
    let minutes = size / 60_000_000_000
    var text = Self.decimal(size % 60_000_000_000, digits: 9) + "s"
    if minutes > 0 {
      text = "\(minutes % 60)m" + text
      if minutes >= 60 { text = "\(minutes / 60)h" + text }
    }
    return sign + text
  }

  /// A number with its last digits behind a point, zeros at the end left out.
  private static func decimal(_ number: UInt64, digits: Int) -> String {
    var text = Array(String(number).utf8)
    if text.count <= digits { text.insert(contentsOf: repeatElement(0x30, count: digits + 1 - text.count), at: 0) }
    text.insert(UInt8(ascii: "."), at: text.count - digits)
    while text.last == 0x30 { text.removeLast() }
    if text.last == UInt8(ascii: ".") { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }
}

// MARK: - Parsing

extension GoDuration {
  /// Reads `1h30m`, `-1.5h`, `300ms`, as time.ParseDuration.
  package init(parsing text: [UInt8]) throws(GoTimeError) {
    let invalid = GoTimeError("time: invalid duration \(GoTimeError.quote(text))")
    let limit = UInt64(1) << 63
    var index = 0
    var total: UInt64 = 0
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { index = 1 }
    if text.count == index + 1, text[index] == 0x30 {
      self.init(nanoseconds: 0)
      return
    }
    guard index < text.count else { throw invalid }
    while index < text.count {
      guard text[index] == UInt8(ascii: ".") || text.isDigit(at: index) else { throw invalid }
      let start = index
      guard var value = text.leadingInteger(&index) else { throw invalid }
      var hasDigits = index > start
      var fraction: (digits: UInt64, scale: Double) = (0, 1)
      if index < text.count, text[index] == UInt8(ascii: ".") {
        index += 1
        let start = index
        fraction = text.leadingFraction(&index)
        hasDigits = hasDigits || index > start
      }
      guard hasDigits else { throw invalid }

      let unitStart = index
      while index < text.count, text[index] != UInt8(ascii: "."), !text.isDigit(at: index) { index += 1 }
      if index == unitStart { throw GoTimeError("time: missing unit in duration \(GoTimeError.quote(text))") }
      let name = Array(text[unitStart..<index])
      guard let unit = Self.units[name] else {
        throw GoTimeError("time: unknown unit \(GoTimeError.quote(name)) in duration \(GoTimeError.quote(text))")
      }
      if value > limit / unit { throw invalid }
      value *= unit
      if fraction.digits > 0 {
        // As in Go, of float64 precision: enough for the nanoseconds of an hour.
        value += UInt64(Double(fraction.digits) * (Double(unit) / fraction.scale))
        if value > limit { throw invalid }
      }
      total &+= value
      if total > limit { throw invalid }
    }
    if !isNegative, total >= limit { throw invalid }
    self.init(nanoseconds: isNegative ? 0 &- Int64(bitPattern: total) : Int64(bitPattern: total))
  }

  private static let units: [[UInt8]: UInt64] = [
    Array("ns".utf8): 1, Array("us".utf8): 1_000, Array("\u{B5}s".utf8): 1_000, Array("\u{3BC}s".utf8): 1_000,
    Array("ms".utf8): 1_000_000, Array("s".utf8): 1_000_000_000, Array("m".utf8): 60_000_000_000,
    Array("h".utf8): 3_600_000_000_000,
  ]
}

extension [UInt8] {
  /// The digits after a point as a number and its power of ten; digits that no longer fit are left out.
  fileprivate func leadingFraction(_ index: inout Int) -> (digits: UInt64, scale: Double) {
    var number: UInt64 = 0
    var scale = 1.0
    var isFull = false
    while isDigit(at: index) {
      let digit = UInt64(self[index] - 0x30)
      index += 1
      if isFull || number > (1 << 63 - 1) / 10 || number * 10 + digit > 1 << 63 {
        isFull = true
        continue
      }
      number = number * 10 + digit
      scale *= 10
    }
    return (number, scale)
  }
}
