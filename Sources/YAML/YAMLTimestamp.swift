internal import Platform

/// YAML 1.1's dates and times, in the forms that go-yaml v2's parseTimestamp reads.
enum YAMLTimestamp {
  /// Whether the text is a date, or a date and time, of the calendar.
  static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // All forms start with four digits and a hyphen; most texts are told apart here.
    guard text.count >= 8, text[4] == UInt8(ascii: "-"), text[..<4].allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return false }
    var scanner = Scanner(text: text)
    guard let year = scanner.number(digits: 4...4), scanner.skip("-"), let month = scanner.number(digits: 1...2),
      scanner.skip("-"), let day = scanner.number(digits: 1...2), isDay(day, month, year)
    else { return false }
    if scanner.isAtEnd { return true }
    if scanner.skip("T") || scanner.skip("t") { return time(&scanner) && zone(&scanner) && scanner.isAtEnd }
    // Go's layouts let a run of spaces stand for one.
    guard scanner.skip(" ") else { return false }
    while scanner.skip(" ") {}
    return time(&scanner) && scanner.isAtEnd
  }

  private static func time(_ scanner: inout Scanner) -> Bool {
    guard let hour = scanner.number(digits: 1...2), hour < 24, scanner.skip(":"),
      let minute = scanner.number(digits: 1...2), minute < 60, scanner.skip(":"),
      let second = scanner.number(digits: 1...2), second < 60
    else { return false }
    scanner.skipFraction()
    return true
  }

  private static func zone(_ scanner: inout Scanner) -> Bool {
    if scanner.skip("Z") { return true }
    guard scanner.skip("+") || scanner.skip("-"), let hour = scanner.number(digits: 2...2), hour <= 24,
      scanner.skip(":"), let minute = scanner.number(digits: 2...2), minute <= 60
    else { return false }
    return true
  }

  private static func isDay(_ day: Int, _ month: Int, _ year: Int) -> Bool {
    (1...12).contains(month) && day >= 1 && day <= CivilDate.daysIn(month: month, of: year)
  }

  private struct Scanner {
    let text: UnsafeBufferPointer<UInt8>
    var index = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard index < text.count, UInt32(text[index]) == character.value else { return false }
      index += 1
      return true
    }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
      var value = 0
      var count = 0
      while index < text.count, count < digits.upperBound, text[index] &- UInt8(ascii: "0") < 10 {
        value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
        index += 1
        count += 1
      }
      return digits.contains(count) ? value : nil
    }

    /// A point or comma with up to nine digits, if there is one.
    mutating func skipFraction() {
      guard index + 1 < text.count, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ","),
        text[index + 1] &- UInt8(ascii: "0") < 10
      else { return }
      index += 1
      while index < text.count, text[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    }
  }
}
