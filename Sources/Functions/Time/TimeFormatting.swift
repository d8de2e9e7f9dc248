internal import Values

extension GoTime {
  /// The time written as a layout shows, as Time.Format.
  func formatted(_ layout: [UInt8]) -> [UInt8] {
    let (civil, zone) = local
    var out: [UInt8] = []
    out.reserveCapacity(layout.count + 10)
    var index = 0
    while index < layout.count {
      let chunk = TimeLayout.chunk(layout, from: index)
      out.append(contentsOf: layout[chunk.prefix])
      guard let element = chunk.element else { break }
      index = chunk.end
      append(element, civil, zone, to: &out)
    }
    return out
  }

  /// The time as `%v` prints it, as Time.String without the reading of the monotonic clock.
  var text: [UInt8] { formatted(Self.textLayout) }

  private static let textLayout = Array("2006-01-02 15:04:05.999999999 -0700 MST".utf8)

  private func append(
    _ element: TimeLayout.Element, _ civil: Civil, _ zone: TimeLocation.Period, to out: inout [UInt8]
  ) {
    let hour12 = civil.hour % 12 == 0 ? 12 : civil.hour % 12
    switch element {
    case .longMonth: out.append(contentsOf: TimeLayout.months[civil.month - 1].utf8)
    case .month: out.append(contentsOf: TimeLayout.months[civil.month - 1].utf8.prefix(3))
    case .numericMonth: out.append(civil.month, width: 0)
    case .zeroMonth: out.append(civil.month, width: 2)
    case .longWeekday: out.append(contentsOf: TimeLayout.weekdays[civil.weekday].utf8)
    case .weekday: out.append(contentsOf: TimeLayout.weekdays[civil.weekday].utf8.prefix(3))
    case .day: out.append(civil.day, width: 0)
    case .underDay: out.append(civil.day, width: 2, padding: UInt8(ascii: " "))
    case .zeroDay: out.append(civil.day, width: 2)
    case .underYearDay: out.append(civil.yearDay, width: 3, padding: UInt8(ascii: " "))
    case .zeroYearDay: out.append(civil.yearDay, width: 3)
    case .hour: out.append(civil.hour, width: 2)
    case .hour12: out.append(hour12, width: 0)
    case .zeroHour12: out.append(hour12, width: 2)
    case .minute: out.append(civil.minute, width: 0)
    case .zeroMinute: out.append(civil.minute, width: 2)
    case .second: out.append(civil.second, width: 0)
    case .zeroSecond: out.append(civil.second, width: 2)
    case .longYear: out.append(civil.year, width: 4)
    case .year: out.append(abs(civil.year) % 100, width: 2)
    case .upperHalf: out.append(contentsOf: (civil.hour >= 12 ? "PM" : "AM").utf8)
    case .lowerHalf: out.append(contentsOf: (civil.hour >= 12 ? "pm" : "am").utf8)
    case .zoneName:
      if zone.name.isEmpty { Self.append(offset: zone.offset, .minutes, to: &out) }
      out.append(contentsOf: zone.name.utf8)
    case .offset(let form, let isZulu):
      if isZulu, zone.offset == 0 {
        out.append(UInt8(ascii: "Z"))
      } else {
        Self.append(offset: zone.offset, form, to: &out)
      }
    case .fraction(let digits, let separator, let isTrimmed):
      append(fraction: digits, separator, isTrimmed: isTrimmed, to: &out)
    }
  }

  private static func append(offset: Int, _ form: TimeLayout.OffsetForm, to out: inout [UInt8]) {
    // The sign is that of the whole minutes, so that -30 s has a plus, as in Go.
    let minutes = offset / 60
    out.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    out.append(abs(minutes) / 60, width: 2)
    if form == .hours { return }
    if form.hasColons { out.append(UInt8(ascii: ":")) }
    out.append(abs(minutes) % 60, width: 2)
    if form == .seconds || form == .colonSeconds {
      if form.hasColons { out.append(UInt8(ascii: ":")) }
      out.append((minutes < 0 ? -offset : offset) % 60, width: 2)
    }
  }

  private func append(fraction digits: Int, _ separator: UInt8, isTrimmed: Bool, to out: inout [UInt8]) {
    if isTrimmed, digits == 0 || nanoseconds == 0 { return }
    let start = out.count
    out.append(separator)
    out.append(Int(nanoseconds), width: 9)
    if digits < 9 { out.removeLast(9 - digits) }
    guard isTrimmed else { return }
    while out.count > start, out.last == 0x30 { out.removeLast() }
    if out.count > start, out.last == separator { out.removeLast() }
  }
}

extension [UInt8] {
  /// Appends a number with at least `width` digits, its sign not counted.
  fileprivate mutating func append(_ number: Int, width: Int, padding: UInt8 = UInt8(ascii: "0")) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let digits = String(number.magnitude)
    for _ in 0..<Swift.max(0, width - digits.utf8.count) { append(padding) }
    append(contentsOf: digits.utf8)
  }
}
