internal import Platform
internal import Values

/// How a place's zones alternate after its last recorded change: the POSIX TZ string at the end of a TZif file, such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct TimeZoneRule: Sendable {
  /// When in a year a zone begins.
  private struct Change {
    enum Day {
      /// The nth day, February 29th never counted.
      case julian(Int)
      /// The day with so many before it.
      case dayOfYear(Int)
      /// The nth weekday (5: the last) of a month.
      case month(Int, week: Int, weekday: Int)
    }

    var day: Day
    /// Seconds after midnight, standard 02:00.
    var time: Int
  }

  private let standard: TimeLocation.Zone
  private let summer: (zone: TimeLocation.Zone, start: Change, end: Change)?

  /// The zone in use at a moment, the last recorded change being at `start`, as zoneinfo.go's tzset.
  func period(at seconds: Int64, since start: Int64) -> TimeLocation.Period {
    guard let summer else {
      return TimeLocation.Period(name: standard.name, offset: standard.offset, start: start, end: .max, isDST: false)
    }
    let civil = GoTime.civil(seconds)
    let secondOfYear = Int64((civil.yearDay - 1) * 86_400 + civil.hour * 3_600 + civil.minute * 60 + civil.second)
    let yearStart = seconds &- secondOfYear
    var begin = Int64(Self.second(of: summer.start, year: civil.year, offset: standard.offset))
    var end = Int64(Self.second(of: summer.end, year: civil.year, offset: summer.zone.offset))
    var (outer, inner) = (standard, summer.zone)
    if end < begin {
      // On the southern half of the earth summer time lasts over the new year.
      swap(&begin, &end)
      swap(&outer, &inner)
    }
    func period(_ zone: TimeLocation.Zone, _ from: Int64, _ to: Int64) -> TimeLocation.Period {
      TimeLocation.Period(
        name: zone.name, offset: zone.offset, start: yearStart &+ from, end: yearStart &+ to, isDST: zone.isDST)
    }
    if secondOfYear < begin { return period(outer, 0, begin) }
    if secondOfYear >= end { return period(outer, end, 365 * 86_400) }
    return period(inner, begin, end)
  }

  /// The second of a year, in UTC, at which a change happens under an offset.
  private static func second(of change: Change, year: Int, offset: Int) -> Int {
    let days: Int
    switch change.day {
    case .julian(let day): days = day - 1 + (CivilDate.isLeap(year) && day >= 60 ? 1 : 0)
    case .dayOfYear(let day): days = day
    case .month(let month, let week, let weekday):
      let before = CivilDate.daysBefore(month: month, in: year)
      let firstWeekday = (((CivilDate.days(beforeYear: year) &+ before &+ 4) % 7) + 7) % 7
      var day = (weekday - firstWeekday + 7) % 7
      for _ in 1..<max(1, week) where day + 7 < CivilDate.daysIn(month: month, of: year) { day += 7 }
      days = before + day
    }
    return days * 86_400 + change.time - offset
  }
}

// MARK: - Parsing

extension TimeZoneRule {
  /// Reads a TZ string; nil where it is none.
  init?(parsing text: [UInt8]) {
    var reader = Reader(text: text)
    guard let name = reader.name(), let offset = reader.offset() else { return nil }
    standard = TimeLocation.Zone(name: name, offset: -offset, isDST: false)
    if reader.isAtEnd || reader.next == UInt8(ascii: ",") {
      summer = nil
      return
    }
    guard let summerName = reader.name() else { return nil }
    var summerOffset = standard.offset + 3_600
    if !reader.isAtEnd, reader.next != UInt8(ascii: ",") {
      guard let offset = reader.offset() else { return nil }
      summerOffset = -offset
    }
    if reader.isAtEnd { reader = Reader(text: Array(",M3.2.0,M11.1.0".utf8)) }
    guard reader.skip(UInt8(ascii: ",")) || reader.skip(UInt8(ascii: ";")), let start = reader.change(),
      reader.skip(UInt8(ascii: ",")), let end = reader.change(), reader.isAtEnd
    else { return nil }
    summer = (TimeLocation.Zone(name: summerName, offset: summerOffset, isDST: true), start, end)
  }

  private struct Reader {
    let text: [UInt8]
    var index = 0

    init(text: [UInt8]) {
      self.text = text
    }

    var isAtEnd: Bool { index >= text.count }
    var next: UInt8? { isAtEnd ? nil : text[index] }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      index += 1
      return true
    }

    mutating func name() -> String? {
      let start = index
      if skip(UInt8(ascii: "<")) {
        guard let end = text[index...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        index = end + 1
        return String(decoding: text[(start + 1)..<end], as: UTF8.self)
      }
      while let byte = next, !text.isDigit(at: index), !",-+".utf8.contains(byte) { index += 1 }
      return index - start < 3 ? nil : String(decoding: text[start..<index], as: UTF8.self)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      guard text.isDigit(at: index) else { return nil }
      var number = 0
      while text.isDigit(at: index) {
        number = number * 10 + Int(text[index] - 0x30)
        index += 1
        if number > range.upperBound { return nil }
      }
      return number < range.lowerBound ? nil : number
    }

    /// `h[:mm[:ss]]` in seconds; up to a week, as tzcode has it.
    mutating func offset() -> Int? {
      let isNegative = skip(UInt8(ascii: "-"))
      if !isNegative { _ = skip(UInt8(ascii: "+")) }
      guard var seconds = number(0...(24 * 7)).map({ $0 * 3_600 }) else { return nil }
      for unit in [60, 1] {
        guard skip(UInt8(ascii: ":")) else { break }
        guard let part = number(0...59) else { return nil }
        seconds += part * unit
      }
      return isNegative ? -seconds : seconds
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if skip(UInt8(ascii: "J")) {
        guard let number = number(1...365) else { return nil }
        day = .julian(number)
      } else if skip(UInt8(ascii: "M")) {
        guard let month = number(1...12), skip(UInt8(ascii: ".")), let week = number(1...5),
          skip(UInt8(ascii: ".")), let weekday = number(0...6)
        else { return nil }
        day = .month(month, week: week, weekday: weekday)
      } else {
        guard let number = number(0...365) else { return nil }
        day = .dayOfYear(number)
      }
      guard skip(UInt8(ascii: "/")) else { return Change(day: day, time: 7_200) }
      return offset().map { Change(day: day, time: $0) }
    }
  }
}
