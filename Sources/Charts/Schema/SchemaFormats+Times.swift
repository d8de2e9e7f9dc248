// Dates, times, durations and versions.
extension SchemaFormats {
  static func date(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var index = 0
    func number(_ length: Int) -> Int? {
      guard index + length <= bytes.count else { return nil }
      let digits = bytes[index..<(index + length)]
      guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
      return Int(String(decoding: digits, as: UTF8.self))
    }
    let whole = quotedTime(bytes[...])
    func cannot(_ part: String) -> String {
      "parsing time \(whole) as \"2006-01-02\": cannot parse \(quotedTime(bytes[index...])) as \"\(part)\""
    }
    guard let year = number(4) else { return cannot("2006") }
    index += 4
    guard index < bytes.count, bytes[index] == UInt8(ascii: "-") else { return cannot("-") }
    index += 1
    guard let month = number(2) else { return cannot("01") }
    if !(1...12).contains(month) { return "parsing time \(whole): month out of range" }
    index += 2
    guard index < bytes.count, bytes[index] == UInt8(ascii: "-") else { return cannot("-") }
    index += 1
    guard let day = number(2) else { return cannot("02") }
    index += 2
    if index < bytes.count { return "parsing time \(whole): extra text: \(quotedTime(bytes[index...]))" }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day) ? nil : "parsing time \(whole): day out of range"
  }

  /// A text in quotes, all but plain ASCII as `\\xNN`: as Go's time package quotes what it cannot read.
  private static func quotedTime(_ text: ArraySlice<UInt8>) -> String {
    var result = "\""
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += "\\\(Unicode.Scalar(byte))"
      case 0x20..<0x80: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return result + "\""
  }

  static func time(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    if bytes.count < 9 { return "less than 9 characters long" }
    if bytes[2] != UInt8(ascii: ":") || bytes[5] != UInt8(ascii: ":") { return "missing colon in correct place" }
    let parts = String(decoding: bytes[..<8], as: UTF8.self).split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2] else {
      return "invalid hour/min/sec"
    }
    if hour < 0 || minute < 0 || second < 0 { return "non-positive hour/min/sec" }
    if hour > 23 || minute > 59 || second > 60 { return "hour/min/sec out of range" }
    var rest = bytes[8...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if digits.isEmpty { return "no digits in second fraction" }
      rest = rest[digits.endIndex...]
    }
    var minutes = hour * 60 + minute
    if rest != [UInt8(ascii: "z")], rest != [UInt8(ascii: "Z")] {
      if rest.count != 6 { return "offset must be 6 characters long" }
      let sign: Int
      switch rest.first {
      case UInt8(ascii: "+"): sign = -1
      case UInt8(ascii: "-"): sign = 1
      default: return "offset must begin with plus/minus"
      }
      if rest[rest.startIndex + 3] != UInt8(ascii: ":") { return "missing colon in offset in correct place" }
      let offset = String(decoding: rest.dropFirst(), as: UTF8.self)
      let parts = offset.split(separator: ":").map { Int($0) }
      guard parts.count == 2, let hours = parts[0], let more = parts[1] else { return "invalid hour/min in offset" }
      if hours < 0 || more < 0 { return "non-positive hour/min in offset" }
      if hours > 23 || more > 59 { return "hour/min in offset out of range" }
      minutes += sign * (hours * 60 + more)
      if minutes < 0 { minutes += 24 * 60 }
    }
    return second >= 60 && minutes != 23 * 60 + 59 ? "invalid leap second" : nil
  }

  static func dateTime(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    if bytes.count < 20 { return "less than 20 characters long" }
    if bytes[10] != UInt8(ascii: "t"), bytes[10] != UInt8(ascii: "T") { return "11th character must be t or T" }
    if let problem = date(String(decoding: bytes[..<10], as: UTF8.self)) { return "invalid date element: \(problem)" }
    return time(String(decoding: bytes[11...], as: UTF8.self)).map { "invalid time element: \($0)" }
  }

  static func duration(_ text: String) -> String? {
    if !text.hasPrefix("P") { return "must start with P" }
    let body = text.dropFirst()
    if body.isEmpty { return "nothing after P" }
    if body.hasSuffix("W") {
      let weeks = body.dropLast()
      if weeks.isEmpty { return "no number in week" }
      return weeks.allSatisfy { $0.isASCII && $0.isNumber } ? nil : "invalid week"
    }
    let allUnits = ["YMD", "HMS"]
    for (index, part) in body.split(separator: "T", omittingEmptySubsequences: false).enumerated() {
      if index != 0, part.isEmpty { return "no time elements" }
      if index >= allUnits.count { return "more than one T" }
      var units = allUnits[index][...]
      var rest = part
      while !rest.isEmpty {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if digits.isEmpty { return "missing number" }
        rest = rest.dropFirst(digits.count)
        guard let unit = rest.unicodeScalars.first else { return "missing unit" }
        guard let place = units.unicodeScalars.firstIndex(of: unit) else {
          let known = allUnits[index].unicodeScalars.contains(unit)
          return known ? "unit \(quoted(unit)) out of order" : "invalid unit \(quoted(unit))"
        }
        units = units[units.index(after: place)...]
        rest = rest.dropFirst()
      }
    }
    return nil
  }

  static func period(_ text: String) -> String? {
    guard let slash = text.firstIndex(of: "/") else { return "missing slash" }
    let start = String(text[..<slash])
    let end = String(text[text.index(after: slash)...])
    if start.hasPrefix("P") {
      return duration(start).map { "invalid start duration: \($0)" }
        ?? dateTime(end).map { "invalid end date-time: \($0)" }
    }
    if let problem = dateTime(start) { return "invalid start date-time: \(problem)" }
    if end.hasPrefix("P") { return duration(end).map { "invalid end duration: \($0)" } }
    return dateTime(end).map { "invalid end date-time: \($0)" }
  }

  static func semver(_ text: String) -> String? {
    var core = text[...]
    if let plus = core.firstIndex(of: "+") {
      let build = core[core.index(after: plus)...]
      if build.isEmpty { return "build is empty" }
      for identifier in build.split(separator: ".", omittingEmptySubsequences: false) {
        if identifier.isEmpty { return "build identifier is empty" }
        if let wrong = wrongCharacter(identifier) { return "invalid character \(quoted(wrong)) in build identifier" }
      }
      core = core[..<plus]
    }
    if let dash = core.firstIndex(of: "-") {
      for identifier in core[core.index(after: dash)...].split(separator: ".", omittingEmptySubsequences: false) {
        if identifier.isEmpty { return "pre-release identifier is empty" }
        if let wrong = wrongCharacter(identifier) {
          return "invalid character \(quoted(wrong)) in pre-release identifier"
        }
        if identifier.count > 1, identifier.hasPrefix("0"), identifier.allSatisfy(\.isNumber) {
          return "pre-release numeric identifier starts with zero"
        }
      }
      core = core[..<dash]
    }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    if numbers.count != 3 { return "versionCore must have 3 numbers separated by dot" }
    for (name, number) in zip(["major", "minor", "patch"], numbers) {
      if number.isEmpty { return "\(name) is empty" }
      if number.count > 1, number.hasPrefix("0") { return "\(name) starts with zero" }
      if !number.allSatisfy({ $0.isASCII && $0.isNumber }) { return "\(name) contains non-digit" }
    }
    return nil
  }

  private static func wrongCharacter(_ identifier: Substring) -> Unicode.Scalar? {
    identifier.unicodeScalars.first { !isLetterOrDigit($0) && $0 != "-" }
  }
}
