internal import Platform
internal import Values

/// A `time.Time`: a moment, and the location whose clock tells it.
///
/// Times before 1970 and far from now work as in Go: arithmetic wraps, nothing traps.
struct GoTime {
  /// Seconds since 1970-01-01 00:00 UTC.
  private(set) var seconds: Int64
  /// The part of a second, below 1,000,000,000.
  private(set) var nanoseconds: Int32
  /// Whose clock tells the time.
  private(set) var location: TimeLocation

  /// The moment so many seconds after 1970, as time.Unix.
  init(seconds: Int64, nanoseconds: Int32 = 0, in location: TimeLocation) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.location = location
  }

  /// A moment that a clock told.
  init(_ moment: Moment, in location: TimeLocation) {
    self.init(seconds: moment.seconds, nanoseconds: moment.nanoseconds, in: location)
  }

  /// Go's zero time: 0001-01-01 00:00 UTC.
  static let zero = GoTime(seconds: -secondsToUnixEpoch, in: .utc)

  /// From year 1, where Go counts from, to 1970.
  static let secondsToUnixEpoch: Int64 = 62_135_596_800

  /// Seconds since year 1, which Go's comparisons go by.
  private var internalSeconds: Int64 { seconds &+ Self.secondsToUnixEpoch }

  var isZero: Bool { internalSeconds == 0 && nanoseconds == 0 }

  /// Negative, zero or positive as this time is before, at or after the other, as Time.Compare.
  func compare(_ other: GoTime) -> Int {
    if internalSeconds != other.internalSeconds { return internalSeconds < other.internalSeconds ? -1 : 1 }
    return Int(nanoseconds) - Int(other.nanoseconds)
  }

  /// The same moment on another clock.
  func `in`(_ location: TimeLocation) -> GoTime {
    GoTime(seconds: seconds, nanoseconds: nanoseconds, in: location)
  }
}

// MARK: - Calendar

extension GoTime {
  /// The fields of a date, months from 1, days of the year from 1, weekdays from Sunday.
  struct Civil {
    var year: Int
    var month: Int
    var day: Int
    var yearDay: Int
    var weekday: Int
    var hour: Int
    var minute: Int
    var second: Int
  }

  /// The date and clock that the location shows, and the name and offset of its zone.
  var local: (civil: Civil, zone: TimeLocation.Period) {
    let zone = location.period(at: seconds)
    return (Self.civil(seconds &+ Int64(zone.offset)), zone)
  }

  /// The date and clock of so many seconds since 1970, proleptic Gregorian.
  static func civil(_ seconds: Int64) -> Civil {
    // Go counts from a year so early that no time is before it; beyond the last time the count starts again there.
    let sinceEarliest = UInt64(bitPattern: seconds) &+ UInt64(daysFromEarliest) * 86_400
    let days = Int(sinceEarliest / 86_400) - daysFromEarliest
    let clock = Int(sinceEarliest % 86_400)
    let date = CivilDate(daysSince1970: days)
    return Civil(
      year: date.year, month: date.month, day: date.day, yearDay: date.yearDay,
      weekday: CivilDate.weekday(daysSince1970: days), hour: clock / 3_600, minute: clock % 3_600 / 60,
      second: clock % 60)
  }

  /// From March 1 of the year -292277022400, Go's absolute zero time, to 1970.
  private static let daysFromEarliest = 106751991073400

  /// The time of a date and clock in a location; fields out of range carry over, as time.Date.
  init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0,
    in location: TimeLocation
  ) {
    func carry(_ high: Int, _ low: Int, _ base: Int) -> (high: Int, low: Int) {
      let remainder = low % base
      let floor = remainder < 0 ? remainder + base : remainder
      return (high &+ (low &- floor) / base, floor)
    }
    let (years, monthIndex) = carry(year, month &- 1, 12)
    let (seconds, nanoseconds) = carry(second, nanosecond, 1_000_000_000)
    let (minutes, secondOfMinute) = carry(minute, seconds, 60)
    let (hours, minuteOfHour) = carry(hour, minutes, 60)
    let (dayOfMonth, hourOfDay) = carry(day, hours, 24)
    let days = CivilDate(year: years, month: monthIndex + 1, day: dayOfMonth).daysSince1970
    var unix = Int64(days &* 86_400 &+ hourOfDay * 3_600 + minuteOfHour * 60 + secondOfMinute)
    let guess = location.period(at: unix)
    if guess.offset != 0 {
      // The wall clock was taken for UTC; near a change of offsets the guess may be of the wrong period.
      let utc = unix &- Int64(guess.offset)
      let offset = utc < guess.start || utc >= guess.end ? location.period(at: utc).offset : guess.offset
      unix = unix &- Int64(offset)
    }
    self.init(seconds: unix, nanoseconds: Int32(truncatingIfNeeded: nanoseconds), in: location)
  }
}

// MARK: - Arithmetic

extension GoTime {
  /// This time and a duration later, as Time.Add.
  func adding(_ duration: GoDuration) -> GoTime {
    var later = self
    later.seconds = seconds &+ duration.nanoseconds / 1_000_000_000
    later.nanoseconds += Int32(truncatingIfNeeded: duration.nanoseconds % 1_000_000_000)
    if later.nanoseconds >= 1_000_000_000 {
      later.seconds &+= 1
      later.nanoseconds -= 1_000_000_000
    } else if later.nanoseconds < 0 {
      later.seconds &-= 1
      later.nanoseconds += 1_000_000_000
    }
    return later
  }

  /// The duration since another time, as long as a duration can be at most, as Time.Sub.
  func since(_ other: GoTime) -> GoDuration {
    let whole = (internalSeconds &- other.internalSeconds) &* 1_000_000_000
    let difference = GoDuration(nanoseconds: whole &+ Int64(nanoseconds - other.nanoseconds))
    if other.adding(difference).compare(self) == 0 { return difference }
    return GoDuration(nanoseconds: compare(other) < 0 ? .min : .max)
  }

  /// The same clock so many years, months and days later, as Time.AddDate.
  func adding(years: Int, months: Int, days: Int) -> GoTime {
    let civil = local.civil
    return GoTime(
      year: civil.year &+ years, month: civil.month &+ months, day: civil.day &+ days, hour: civil.hour,
      minute: civil.minute, second: civil.second, nanosecond: Int(nanoseconds), in: location)
  }

  /// What is left of the time since year 1 after whole multiples of a positive duration.
  private func remainder(of duration: GoDuration) -> Int64 {
    let total = Int128(internalSeconds) * 1_000_000_000 + Int128(nanoseconds)
    let divisor = Int128(duration.nanoseconds)
    let remainder = total % divisor
    return Int64(remainder < 0 ? remainder + divisor : remainder)
  }

  /// The last multiple of a duration since year 1, as Time.Truncate.
  func truncated(to duration: GoDuration) -> GoTime {
    if duration.nanoseconds <= 0 { return self }
    return adding(GoDuration(nanoseconds: -remainder(of: duration)))
  }

  /// The nearest multiple of a duration since year 1, halves up, as Time.Round.
  func rounded(to duration: GoDuration) -> GoTime {
    if duration.nanoseconds <= 0 { return self }
    let remainder = remainder(of: duration)
    let isDown = UInt64(remainder) * 2 < UInt64(duration.nanoseconds)
    return adding(GoDuration(nanoseconds: isDown ? -remainder : duration.nanoseconds - remainder))
  }
}
