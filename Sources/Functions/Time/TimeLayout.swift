internal import Values

/// Go's layouts: texts that show how the reference time, Mon Jan 2 15:04:05 MST 2006, would be written.
enum TimeLayout {
  /// A part of a layout that stands for a part of a time.
  enum Element: Equatable {
    case longMonth, month, numericMonth, zeroMonth
    case longWeekday, weekday
    case day, underDay, zeroDay, underYearDay, zeroYearDay
    case hour, hour12, zeroHour12, minute, zeroMinute, second, zeroSecond
    case longYear, year
    case upperHalf, lowerHalf
    case zoneName
    /// The offset from UTC; `Z` for none where `isZulu`.
    case offset(OffsetForm, isZulu: Bool)
    /// A point or comma and digits of the second; zeros at the end left out where `isTrimmed`.
    case fraction(digits: Int, separator: UInt8, isTrimmed: Bool)
  }

  /// How an offset is written.
  enum OffsetForm {
    case hours, minutes, colonMinutes, seconds, colonSeconds

    var hasColons: Bool { self == .colonMinutes || self == .colonSeconds }
  }

  /// Literal text, the element that follows it (none at the end), and where the rest of the layout starts.
  struct Chunk {
    var prefix: Range<Int>
    var element: Element?
    var end: Int
  }

  /// The next chunk of a layout, as format.go's nextStdChunk.
  static func chunk(_ layout: [UInt8], from start: Int) -> Chunk {
    var index = start
    while index < layout.count {
      if let (skipped, element, width) = element(layout, at: index) {
        return Chunk(prefix: start..<(index + skipped), element: element, end: index + skipped + width)
      }
      index += 1
    }
    return Chunk(prefix: start..<layout.count, element: nil, end: layout.count)
  }

  /// The element that starts at an index, after literal bytes to skip, and its length.
  private static func element(_ layout: [UInt8], at index: Int) -> (skipped: Int, element: Element, width: Int)? {
    func has(_ text: StaticString, _ offset: Int = 0) -> Bool {
      let start = index + offset
      guard start + text.utf8CodeUnitCount <= layout.count else { return false }
      return text.withUTF8Buffer { $0.elementsEqual(layout[start..<(start + $0.count)]) }
    }
    func isFollowedByLowerCase(_ offset: Int) -> Bool {
      let next = index + offset
      return next < layout.count && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(layout[next])
    }
    switch layout[index] {
    case UInt8(ascii: "J"):
      if has("January") { return (0, .longMonth, 7) }
      if has("Jan"), !isFollowedByLowerCase(3) { return (0, .month, 3) }
    case UInt8(ascii: "M"):
      if has("Monday") { return (0, .longWeekday, 6) }
      if has("Mon"), !isFollowedByLowerCase(3) { return (0, .weekday, 3) }
      if has("MST") { return (0, .zoneName, 3) }
    case UInt8(ascii: "0"):
      if has("01") { return (0, .zeroMonth, 2) }
      if has("02") { return (0, .zeroDay, 2) }
      if has("03") { return (0, .zeroHour12, 2) }
      if has("04") { return (0, .zeroMinute, 2) }
      if has("05") { return (0, .zeroSecond, 2) }
      if has("06") { return (0, .year, 2) }
      if has("002") { return (0, .zeroYearDay, 3) }
    case UInt8(ascii: "1"): return has("15") ? (0, .hour, 2) : (0, .numericMonth, 1)
    case UInt8(ascii: "2"): return has("2006") ? (0, .longYear, 4) : (0, .day, 1)
    case UInt8(ascii: "_"):
      if has("_2006") { return (1, .longYear, 4) }
      if has("_2") { return (0, .underDay, 2) }
      if has("__2") { return (0, .underYearDay, 3) }
    case UInt8(ascii: "3"): return (0, .hour12, 1)
    case UInt8(ascii: "4"): return (0, .minute, 1)
    case UInt8(ascii: "5"): return (0, .second, 1)
    case UInt8(ascii: "P"): if has("PM") { return (0, .upperHalf, 2) }
    case UInt8(ascii: "p"): if has("pm") { return (0, .lowerHalf, 2) }
    case UInt8(ascii: "-"), UInt8(ascii: "Z"):
      let isZulu = layout[index] == UInt8(ascii: "Z")
      if has("070000", 1) { return (0, .offset(.seconds, isZulu: isZulu), 7) }
      if has("07:00:00", 1) { return (0, .offset(.colonSeconds, isZulu: isZulu), 9) }
      if has("0700", 1) { return (0, .offset(.minutes, isZulu: isZulu), 5) }
      if has("07:00", 1) { return (0, .offset(.colonMinutes, isZulu: isZulu), 6) }
      if has("07", 1) { return (0, .offset(.hours, isZulu: isZulu), 3) }
    case UInt8(ascii: "."), UInt8(ascii: ","): return fraction(layout, at: index)
    default: break
    }
    return nil
  }

  private static func fraction(_ layout: [UInt8], at index: Int) -> (Int, Element, Int)? {
    guard index + 1 < layout.count else { return nil }
    let digit = layout[index + 1]
    guard digit == UInt8(ascii: "0") || digit == UInt8(ascii: "9") else { return nil }
    var end = index + 1
    while end < layout.count, layout[end] == digit { end += 1 }
    // Other digits behind them: no fraction.
    if layout.isDigit(at: end) { return nil }
    let digits = (end - index - 1) & 0xFFF
    return (
      0, .fraction(digits: digits, separator: layout[index], isTrimmed: digit == UInt8(ascii: "9")), end - index
    )
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  static let rfc3339Nano = Array("2006-01-02T15:04:05.999999999Z07:00".utf8)
}
