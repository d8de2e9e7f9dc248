/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Hashable {
  /// The year; zero and below are before our era.
  package var year: Int
  /// The month, from 1.
  package var month: Int
  /// The day of the month, from 1.
  package var day: Int

  /// A date by its parts.
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date of a day counted from 1970-01-01.
  package init(daysSince1970 days: Int) {
    // Years that start in March: the leap day is then a year's last. An era has 400 of them.
    let shifted = days &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days from 1970-01-01 to this one; days past the month's end carry over.
  package var daysSince1970: Int {
    Self.days(beforeYear: year) &+ Self.daysBefore(month: month, in: year) &+ day &- 1
  }

  /// The day of the year, from 1.
  package var yearDay: Int { Self.daysBefore(month: month, in: year) + day }

  /// The day of the week of a day counted from 1970-01-01, a Thursday; Sunday is 0.
  package static func weekday(daysSince1970 days: Int) -> Int { ((days &+ 4) % 7 + 7) % 7 }

  /// Days since 1970 of the first day of a year.
  package static func days(beforeYear year: Int) -> Int {
    let past = year &- 1
    let era = (past >= 0 ? past : past &- 399) / 400
    let yearOfEra = past &- era &* 400
    return era &* 146_097 &+ yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &- 719_162
  }

  /// Whether a year has a February 29th.
  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static let daysBeforeMonths = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

  /// The days of a year before a month of 1...13, the leap day counted.
  package static func daysBefore(month: Int, in year: Int) -> Int {
    daysBeforeMonths[max(0, min(12, month - 1))] + (month > 2 && isLeap(year) ? 1 : 0)
  }

  /// How many days a month has.
  package static func daysIn(month: Int, of year: Int) -> Int {
    daysBefore(month: month + 1, in: year) - daysBefore(month: month, in: year)
  }
}
