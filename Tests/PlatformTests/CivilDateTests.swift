import Platform
import Testing

@Suite struct CivilDateTests {
  @Test(
    "A day counted from 1970 is a date, and the date that day",
    arguments: [
      (0, 1970, 1, 1, 4), (-1, 1969, 12, 31, 3), (11_016, 2000, 2, 29, 2), (11_017, 2000, 3, 1, 3),
      (19_782, 2024, 2, 29, 4), (47_541, 2100, 3, 1, 1), (-719_162, 1, 1, 1, 1), (-719_163, 0, 12, 31, 0),
      (20_779, 2026, 11, 22, 0),
    ])
  func countsDays(days: Int, year: Int, month: Int, day: Int, weekday: Int) {
    let date = CivilDate(year: year, month: month, day: day)
    #expect(CivilDate(daysSince1970: days) == date)
    #expect(date.daysSince1970 == days)
    #expect(CivilDate.weekday(daysSince1970: days) == weekday)
  }

  @Test("Every day of an era of 400 years follows the day before it")
  func countsOnThroughAnEra() {
    var before = CivilDate(daysSince1970: -1)
    for days in 0..<146_097 {
      let date = CivilDate(daysSince1970: days)
      let isNewMonth = before.day == CivilDate.daysIn(month: before.month, of: before.year)
      let isNewYear = isNewMonth && before.month == 12
      let expected = CivilDate(
        year: isNewYear ? before.year + 1 : before.year,
        month: isNewMonth ? before.month % 12 + 1 : before.month, day: isNewMonth ? 1 : before.day + 1)
      if date != expected || date.daysSince1970 != days {
        Issue.record("day \(days) is \(date) and not \(expected)")
        return
      }
      before = date
    }
  }

  @Test(
    "Days of the year are counted with the leap day",
    arguments: [(2024, 3, 1, 61), (2023, 3, 1, 60), (2024, 12, 31, 366)])
  func countsDaysOfTheYear(year: Int, month: Int, day: Int, yearDay: Int) {
    #expect(CivilDate(year: year, month: month, day: day).yearDay == yearDay)
  }

  @Test("No count of days traps", arguments: [Int.min, Int.max])
  func survivesExtremes(days: Int) {
    #expect((1...366).contains(CivilDate(daysSince1970: days).yearDay))
    #expect((0...6).contains(CivilDate.weekday(daysSince1970: days)))
  }
}
