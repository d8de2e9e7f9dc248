internal import Values

/// Dates and times of TOML; those without an offset are times whose location has a telling name, as in BurntSushi/toml.
enum TOMLDate {
  private static let localDateTime = TimeLocation.fixed(name: "datetime-local", offset: 0)
  private static let localDate = TimeLocation.fixed(name: "date-local", offset: 0)
  private static let localTime = TimeLocation.fixed(name: "time-local", offset: 0)

  /// The time that a word writes, or nil where it writes none.
  static func read(_ word: Bytes, local: TimeLocation) -> Value? {
    guard let first = word.storage.first, first &- 0x30 < 10 else { return nil }
    let isTime = word.count >= 5 && word.storage[2] == UInt8(ascii: ":")
    let isDate = word.count >= 10 && word.storage[4] == UInt8(ascii: "-") && word.storage[7] == UInt8(ascii: "-")
    guard isTime || isDate else { return nil }
    let text = word.storage.map { byte -> UInt8 in
      switch Unicode.Scalar(byte) {
      case "t", " ": UInt8(ascii: "T")
      case "z": UInt8(ascii: "Z")
      default: byte
      }
    }
    let layouts: [(String, TimeLocation)] = [
      ("2006-01-02T15:04:05.999999999Z07:00", local), ("2006-01-02T15:04:05.999999999", localDateTime),
      ("2006-01-02", localDate), ("15:04:05.999999999", localTime), ("2006-01-02T15:04Z07:00", local),
      ("2006-01-02T15:04", localDateTime), ("15:04", localTime),
    ]
    for (layout, location) in layouts {
      if let time = try? GoTime(parsing: text, as: Array(layout.utf8), in: location) {
        return .object(TimeValue(time, local: local))
      }
    }
    return nil
  }

  /// The text that stands for a time.
  static func write(_ value: TimeValue) -> [UInt8] {
    let layout =
      switch value.time.location.name {
      case "datetime-local": "2006-01-02T15:04:05.999999999"
      case "date-local": "2006-01-02"
      case "time-local": "15:04:05.999999999"
      default: "2006-01-02T15:04:05.999999999Z07:00"
      }
    return value.time.formatted(Array(layout.utf8))
  }
}
