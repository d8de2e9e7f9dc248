/// A moment with the offset from UTC under which it was written.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The moment.
  package var moment: Moment
  /// How many seconds the writer's clock was ahead of UTC.
  package var offset: Int

  /// A moment in UTC or at an offset.
  package init(_ moment: Moment, offset: Int = 0) {
    self.moment = moment
    self.offset = offset
  }

  package static func < (a: Timestamp, b: Timestamp) -> Bool { a.moment < b.moment }

  /// RFC 3339 with as many digits of the second as it needs, as Go's time.Time in JSON.
  package var description: String {
    let nanoseconds = Int(moment.nanoseconds)
    var fraction = ""
    if nanoseconds > 0 {
      let digits = String(nanoseconds)
      fraction = "." + String(repeating: "0", count: 9 - digits.utf8.count) + digits
      while fraction.hasSuffix("0") { fraction.removeLast() }
    }
    return text(fraction: fraction)
  }

  /// RFC 3339 to the second.
  package var toTheSecond: String { text(fraction: "") }

  /// RFC 3339 in UTC with six digits of the second, as Kubernetes' MicroTime.
  package var microseconds: String {
    let digits = String(Int(moment.nanoseconds) / 1000)
    return Timestamp(moment).text(fraction: "." + String(repeating: "0", count: 6 - digits.utf8.count) + digits)
  }

  /// The day that the writer's clock showed, counted from 1970-01-01, and the second of that day.
  package var local: (day: Int, second: Int) {
    let seconds = Int(moment.seconds &+ Int64(offset))
    let second = (seconds % 86_400 + 86_400) % 86_400
    return ((seconds &- second) / 86_400, second)
  }

  private func text(fraction: String) -> String {
    let (day, second) = local
    let date = CivilDate(daysSince1970: day)
    let zone: String
    if offset == 0 {
      zone = "Z"
    } else {
      let minutes = abs(offset) / 60
      zone = (offset < 0 ? "-" : "+") + Self.pad(minutes / 60, 2) + ":" + Self.pad(minutes % 60, 2)
    }
    return "\(Self.pad(date.year, 4))-\(Self.pad(date.month, 2))-\(Self.pad(date.day, 2))"
      + "T\(Self.pad(second / 3600, 2)):\(Self.pad(second / 60 % 60, 2)):\(Self.pad(second % 60, 2))\(fraction)\(zone)"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Reads RFC 3339; nil for anything else, and for Go's zero time.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var position = 19
    var nanoseconds = 0
    if bytes[position] == UInt8(ascii: ".") {
      let start = position + 1
      position = start
      while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
      guard let digits = Self.number(bytes[start..<min(position, start + 9)]) else { return nil }
      nanoseconds = (position - start..<9).reduce(digits) { number, _ in number * 10 }
    }
    guard position < bytes.count, let offset = Self.offset(bytes[position...]) else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
    if year <= 1, seconds <= -62_135_596_800 { return nil }
    self.init(Moment(seconds: seconds, nanoseconds: Int32(nanoseconds)), offset: offset)
  }

  private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(zone)
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]),
      let minutes = number(bytes[4..<6])
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    if digits.isEmpty { return nil }
    var number = 0
    for byte in digits {
      let digit = byte &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}
