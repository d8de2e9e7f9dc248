internal import Platform
internal import Values

extension GoTime {
  /// Reads a time that is written as a layout shows, as time.ParseInLocation.
  ///
  /// - Parameter location: where the time is told where the text does not say, and whose zones' names are known.
  init(parsing value: [UInt8], as layout: [UInt8], in location: TimeLocation) throws(GoTimeError) {
    var parser = TimeParser(layout: layout, value: value)
    try parser.readElements()
    try parser.settleDate()
    self = parser.time(in: location)
  }
}

/// Reads one text by one layout, as format.go's parse.
private struct TimeParser {
  let layout: [UInt8]
  let value: [UInt8]
  private var index = 0

  private var year = 0
  private var month = -1
  private var day = -1
  private var yearDay = -1
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var nanosecond = 0
  private var isMorning = false
  private var isAfternoon = false
  private var isUTC = false
  private var zoneOffset: Int?
  private var zoneName = ""

  /// What is wrong with one element: not written so, or out of range.
  private enum Failure: Error {
    case bad
    case range(String)
  }

  init(layout: [UInt8], value: [UInt8]) {
    self.layout = layout
    self.value = value
  }

  private func cannotParse(_ part: ArraySlice<UInt8>, as element: ArraySlice<UInt8>) -> GoTimeError {
    GoTimeError(
      "parsing time \(GoTimeError.quote(value)) as \(GoTimeError.quote(layout)): cannot parse "
        + "\(GoTimeError.quote(part)) as \(GoTimeError.quote(element))")
  }

  private func refused(_ reason: String) -> GoTimeError {
    GoTimeError("parsing time \(GoTimeError.quote(value)): \(reason)")
  }

  // MARK: The elements

  mutating func readElements() throws(GoTimeError) {
    var start = 0
    while true {
      let chunk = TimeLayout.chunk(layout, from: start)
      let prefix = layout[chunk.prefix]
      if !skip(prefix) { throw cannotParse(value[index...], as: prefix) }
      guard let element = chunk.element else {
        if index < value.count { throw refused("extra text: \(GoTimeError.quote(value[index...]))") }
        return
      }
      let hold = index
      do throws(Failure) {
        try read(element, next: chunk.end)
      } catch {
        switch error {
        case .range(let field): throw refused("\(field) out of range")
        case .bad: throw cannotParse(value[hold...], as: layout[chunk.prefix.upperBound..<chunk.end])
        }
      }
      start = chunk.end
    }
  }

  /// Passes literal text; a run of spaces stands for any number of them.
  private mutating func skip(_ prefix: ArraySlice<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    var prefix = prefix
    while let byte = prefix.first {
      if byte == space {
        if index < value.count, value[index] != space { return false }
        prefix = prefix.drop { $0 == space }
        while index < value.count, value[index] == space { index += 1 }
        continue
      }
      guard index < value.count, value[index] == byte else { return false }
      prefix = prefix.dropFirst()
      index += 1
    }
    return true
  }

  private mutating func read(_ element: TimeLayout.Element, next: Int) throws(Failure) {
    switch element {
    case .year:
      let number = try signedNumber(length: 2)
      year = number >= 69 ? number + 1900 : number + 2000
    case .longYear:
      guard value.isDigit(at: index) else { throw .bad }
      year = try signedNumber(length: 4)
    case .month: month = try name(TimeLayout.months.map { $0.prefix(3) }) + 1
    case .longMonth: month = try name(TimeLayout.months.map { $0[...] }) + 1
    case .numericMonth, .zeroMonth: month = try number(isFixed: element == .zeroMonth, in: 1...12, "month")
    case .weekday: _ = try name(TimeLayout.weekdays.map { $0.prefix(3) })
    case .longWeekday: _ = try name(TimeLayout.weekdays.map { $0[...] })
    case .day, .underDay, .zeroDay:
      if element == .underDay { skipSpace() }
      day = try number(isFixed: element == .zeroDay, in: 0...99, "day")
    case .underYearDay, .zeroYearDay:
      if element == .underYearDay {
        skipSpace()
        skipSpace()
      }
      yearDay = try yearDayNumber(isFixed: element == .zeroYearDay)
    case .hour: hour = try number(isFixed: false, in: 0...23, "hour")
    case .hour12, .zeroHour12: hour = try number(isFixed: element == .zeroHour12, in: 0...12, "hour")
    case .minute, .zeroMinute: minute = try number(isFixed: element == .zeroMinute, in: 0...59, "minute")
    case .second, .zeroSecond:
      second = try number(isFixed: element == .zeroSecond, in: 0...59, "second")
      try readUnannouncedFraction(next)
    case .upperHalf: try readHalf("AM", "PM")
    case .lowerHalf: try readHalf("am", "pm")
    case .offset(let form, let isZulu):
      if isZulu, index < value.count, value[index] == UInt8(ascii: "Z") {
        index += 1
        isUTC = true
      } else {
        try readOffset(form)
      }
    case .zoneName: try readZoneName()
    case .fraction(let digits, _, let isTrimmed):
      if !isTrimmed {
        guard index + 1 + digits <= value.count else { throw .bad }
        try readNanoseconds(length: 1 + digits)
      } else if isSeparator(at: index), value.isDigit(at: index + 1) {
        try readNanoseconds(length: 1 + digitCount(from: index + 1))
      }
    }
  }

  private mutating func skipSpace() {
    if index < value.count, value[index] == UInt8(ascii: " ") { index += 1 }
  }

  private func digitCount(from start: Int) -> Int {
    var end = start
    while value.isDigit(at: end) { end += 1 }
    return end - start
  }

  /// One or two digits, two where fixed.
  private mutating func number(
    isFixed: Bool, in range: ClosedRange<Int>, _ field: String
  ) throws(Failure) -> Int {
    guard value.isDigit(at: index) else { throw .bad }
    var number = Int(value[index] - 0x30)
    if value.isDigit(at: index + 1) {
      number = number * 10 + Int(value[index + 1] - 0x30)
      index += 2
    } else if isFixed {
      throw .bad
    } else {
      index += 1
    }
    if !range.contains(number) { throw .range(field) }
    return number
  }

  private mutating func yearDayNumber(isFixed: Bool) throws(Failure) -> Int {
    let count = min(3, digitCount(from: index))
    guard count == 3 || count > 0 && !isFixed else { throw .bad }
    defer { index += count }
    return value[index..<(index + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// So many bytes as a number that may have a sign, as format.go's atoi.
  private mutating func signedNumber(length: Int) throws(Failure) -> Int {
    guard index + length <= value.count else { throw .bad }
    defer { index += length }
    return try Self.signedNumber(value[index..<(index + length)])
  }

  private static func signedNumber(_ text: ArraySlice<UInt8>) throws(Failure) -> Int {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    var number = 0
    for byte in digits {
      guard byte &- 0x30 < 10, number < 1_000_000_000 else { throw .bad }
      number = number * 10 + Int(byte - 0x30)
    }
    return isNegative ? -number : number
  }

  /// The index of the first name that stands here, ASCII letters compared without case.
  private mutating func name(_ names: [Substring]) throws(Failure) -> Int {
    for (number, name) in names.enumerated() {
      let part = value[index...].prefix(name.utf8.count)
      guard part.count == name.utf8.count else { continue }
      let isSame = zip(part, name.utf8).allSatisfy { a, b in
        a == b || (a | 0x20 == b | 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(a | 0x20))
      }
      if isSame {
        index += part.count
        return number
      }
    }
    throw .bad
  }

  private mutating func readHalf(_ morning: String, _ afternoon: String) throws(Failure) {
    let part = value[index...].prefix(2)
    if part.elementsEqual(afternoon.utf8) {
      isAfternoon = true
    } else if part.elementsEqual(morning.utf8) {
      isMorning = true
    } else {
      throw .bad
    }
    index += 2
  }

  // MARK: Fractions

  private func isSeparator(at index: Int) -> Bool {
    index < value.count && (value[index] == UInt8(ascii: ".") || value[index] == UInt8(ascii: ","))
  }

  /// A fraction may follow the seconds even where the layout does not announce one.
  private mutating func readUnannouncedFraction(_ next: Int) throws(Failure) {
    guard isSeparator(at: index), value.isDigit(at: index + 1) else { return }
    if case .fraction = TimeLayout.chunk(layout, from: next).element { return }
    try readNanoseconds(length: 1 + digitCount(from: index + 1))
  }

  /// A separator and digits, of which nine count.
  private mutating func readNanoseconds(length: Int) throws(Failure) {
    guard isSeparator(at: index) else { throw .bad }
    let used = min(length, 10)
    var number = try Self.signedNumber(value[(index + 1)..<(index + used)])
    if number < 0 { throw .range("fractional second") }
    for _ in used..<10 { number *= 10 }
    nanosecond = number
    index += length
  }

  // MARK: Zones

  private mutating func readOffset(_ form: TimeLayout.OffsetForm) throws(Failure) {
    // Where hours, minutes and seconds start, and how long the whole is.
    let (parts, length): ([Int], Int) =
      switch form {
      case .hours: ([1], 3)
      case .minutes: ([1, 3], 5)
      case .colonMinutes: ([1, 4], 6)
      case .seconds: ([1, 3, 5], 7)
      case .colonSeconds: ([1, 4, 7], 9)
      }
    let start = index
    guard start + length <= value.count else { throw .bad }
    if form.hasColons {
      for part in parts.dropFirst() where value[start + part - 1] != UInt8(ascii: ":") { throw .bad }
    }
    var numbers = [0, 0, 0]
    var isBad = false
    for (number, part) in parts.enumerated() {
      guard value.isDigit(at: start + part), value.isDigit(at: start + part + 1) else {
        isBad = true
        break
      }
      numbers[number] = Int(value[start + part] - 0x30) * 10 + Int(value[start + part + 1] - 0x30)
    }
    // Some write 24 hours, 60 minutes or 60 seconds. The last field that is out of range is the one named.
    for (number, (limit, field)) in [(24, "hour"), (60, "minute"), (60, "second")].enumerated().reversed()
    where numbers[number] > limit {
      throw .range("time zone offset \(field)")
    }
    let sign = value[start]
    if isBad || (sign != UInt8(ascii: "+") && sign != UInt8(ascii: "-")) { throw .bad }
    let offset = (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
    // Go marks a missing offset by -1, so that one of minus one second is none.
    let signed = sign == UInt8(ascii: "-") ? -offset : offset
    zoneOffset = signed == -1 ? nil : signed
    index += length
  }

  private mutating func readZoneName() throws(Failure) {
    if value[index...].starts(with: "UTC".utf8) {
      isUTC = true
      index += 3
      return
    }
    guard let length = zoneNameLength else { throw .bad }
    zoneName = String(decoding: value[index..<(index + length)], as: UTF8.self)
    index += length
  }

  /// How long the abbreviation is that seems to stand here, as format.go's parseTimeZone.
  private var zoneNameLength: Int? {
    let text = value[index...]
    guard text.count >= 3 else { return nil }
    if text.starts(with: "ChST".utf8) || text.starts(with: "MeST".utf8) { return 4 }
    if text.starts(with: "GMT".utf8) { return 3 + signedOffsetLength(from: index + 3) }
    if text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") {
      let length = signedOffsetLength(from: index)
      return length > 0 ? length : nil
    }
    let letters = text.prefix(6).prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    switch letters.count {
    case 5 where letters.last == UInt8(ascii: "T"): return 5
    case 4 where letters.last == UInt8(ascii: "T") || letters.elementsEqual("WITA".utf8): return 4
    case 3: return 3
    default: return nil
    }
  }

  /// The length of a sign and an hour up to 23, or zero.
  private func signedOffsetLength(from start: Int) -> Int {
    guard start < value.count, value[start] == UInt8(ascii: "+") || value[start] == UInt8(ascii: "-") else { return 0 }
    var end = start + 1
    guard let hours = value.leadingInteger(&end), end > start + 1, hours <= 23 else { return 0 }
    return end - start
  }

  // MARK: The result

  /// Finds month and day out of the day of the year, and checks that all agree.
  mutating func settleDate() throws(GoTimeError) {
    if isAfternoon, hour < 12 {
      hour += 12
    } else if isMorning, hour == 12 {
      hour = 0
    }
    if yearDay >= 0 {
      guard yearDay >= 1, yearDay <= (CivilDate.isLeap(year) ? 366 : 365) else {
        throw refused("day-of-year out of range")
      }
      var found = 1
      while found < 12, CivilDate.daysBefore(month: found + 1, in: year) < yearDay { found += 1 }
      let dayOfMonth = yearDay - CivilDate.daysBefore(month: found, in: year)
      if month >= 0, month != found { throw refused("day-of-year does not match month") }
      month = found
      if day >= 0, day != dayOfMonth { throw refused("day-of-year does not match day") }
      day = dayOfMonth
    }
    if month < 0 { month = 1 }
    if day < 0 { day = 1 }
    guard day >= 1, day <= CivilDate.daysIn(month: month, of: year) else { throw refused("day out of range") }
  }

  func time(in location: TimeLocation) -> GoTime {
    func date(_ place: TimeLocation) -> GoTime {
      GoTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond,
        in: place)
    }
    if isUTC { return date(.utc) }
    if let zoneOffset {
      let time = date(.utc).adding(.seconds(Int64(-zoneOffset)))
      let here = location.period(at: time.seconds)
      if here.offset == zoneOffset, zoneName.isEmpty || here.name == zoneName { return time.in(location) }
      return time.in(.fixed(name: zoneName, offset: zoneOffset))
    }
    if !zoneName.isEmpty {
      let time = date(.utc)
      if let offset = location.offset(named: zoneName, wallClock: time.seconds) {
        return time.adding(.seconds(Int64(-offset))).in(location)
      }
      // Nobody knows the name: it is kept, at UTC, but for GMT's own offsets.
      let hours = zoneName.hasPrefix("GMT") ? Int(zoneName.dropFirst(3)) ?? 0 : 0
      return time.in(.fixed(name: zoneName, offset: hours * 3_600))
    }
    return date(location)
  }
}
