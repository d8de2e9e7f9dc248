internal import Values

/// A `time.Time` in a template.
final class TimeValue: GoObject {
  let time: GoTime
  /// What the Local method takes for the local time zone.
  let local: TimeLocation

  init(_ time: GoTime, local: TimeLocation) {
    self.time = time
    self.local = local
  }

  var typeName: String { "time.Time" }
  var kind: GoKind { .structure }
  var text: Bytes { Bytes(time.text) }
  var plain: Value { .string(Bytes(time.formatted(TimeLayout.rfc3339Nano))) }

  func isEqual(to other: any GoObject) -> Bool? {
    guard let other = other as? TimeValue else { return false }
    return time.compare(other.time) == 0 && time.location === other.time.location
  }

  private func value(_ time: GoTime) -> Value { .object(TimeValue(time, local: local)) }

  private var civil: GoTime.Civil { time.local.civil }

  /// Nanoseconds since 1970 in a larger unit, rounded down as Go does; what does not fit wraps.
  private func unix(perSecond: Int64) -> Value {
    .int64(time.seconds &* perSecond &+ Int64(time.nanoseconds) / (1_000_000_000 / perSecond))
  }

  func method(_ name: Bytes) -> GoMethod? {
    switch name.description {
    case "Year": GoMethod { _ in .int(self.civil.year) }
    case "Month": GoMethod { _ in .object(NamedNumber.month(self.civil.month)) }
    case "Day": GoMethod { _ in .int(self.civil.day) }
    case "Hour": GoMethod { _ in .int(self.civil.hour) }
    case "Minute": GoMethod { _ in .int(self.civil.minute) }
    case "Second": GoMethod { _ in .int(self.civil.second) }
    case "Nanosecond": GoMethod { _ in .int(Int(self.time.nanoseconds)) }
    case "Weekday": GoMethod { _ in .object(NamedNumber.weekday(self.civil.weekday)) }
    case "YearDay": GoMethod { _ in .int(self.civil.yearDay) }
    case "Unix": GoMethod { _ in .int64(self.time.seconds) }
    case "UnixMilli": GoMethod { _ in self.unix(perSecond: 1_000) }
    case "UnixMicro": GoMethod { _ in self.unix(perSecond: 1_000_000) }
    case "UnixNano": GoMethod { _ in self.unix(perSecond: 1_000_000_000) }
    case "IsZero": GoMethod { _ in .bool(self.time.isZero) }
    case "IsDST": GoMethod { _ in .bool(self.time.local.zone.isDST) }
    case "UTC": GoMethod { _ in self.value(self.time.in(.utc)) }
    case "Local": GoMethod { _ in self.value(self.time.in(self.local)) }
    case "Location": GoMethod { _ in .object(LocationValue(self.time.location)) }
    case "In": GoMethod([.any]) { arguments throws(FunctionError) in try self.moved(arguments) }
    case "String": GoMethod { _ in .string(self.text) }
    case "GoString": GoMethod { _ in .string(self.goText ?? Bytes()) }
    case "Format": GoMethod([.string]) { arguments in .string(Bytes(self.time.formatted(arguments.bytes(0)))) }
    case "AppendFormat":
      GoMethod([.bytes, .string]) { arguments in
        guard case .bytes(let start) = arguments.value(0) else { return .null }
        return .bytes(start + Bytes(self.time.formatted(arguments.bytes(1))))
      }
    case "MarshalText": GoMethod { _ in .bytes(Bytes(self.time.formatted(TimeLayout.rfc3339Nano))) }
    case "MarshalJSON":
      GoMethod { _ in .bytes("\"" + Bytes(self.time.formatted(TimeLayout.rfc3339Nano)) + "\"") }
    default: arithmetic(name) ?? comparison(name)
    }
  }

  private func arithmetic(_ name: Bytes) -> GoMethod? {
    switch name.description {
    case "Add": GoMethod([.duration]) { arguments in self.value(self.time.adding(arguments.duration(0))) }
    case "Sub":
      GoMethod([.time]) { arguments in .object(DurationValue(self.time.since(arguments.time(0)))) }
    case "AddDate":
      GoMethod([.int, .int, .int]) { arguments in
        self.value(
          self.time.adding(
            years: arguments.integer(0), months: arguments.integer(1), days: arguments.integer(2)))
      }
    case "Truncate": GoMethod([.duration]) { arguments in self.value(self.time.truncated(to: arguments.duration(0))) }
    case "Round": GoMethod([.duration]) { arguments in self.value(self.time.rounded(to: arguments.duration(0))) }
    default: nil
    }
  }

  private func comparison(_ name: Bytes) -> GoMethod? {
    switch name.description {
    case "Before": GoMethod([.time]) { arguments in .bool(self.time.compare(arguments.time(0)) < 0) }
    case "After": GoMethod([.time]) { arguments in .bool(self.time.compare(arguments.time(0)) > 0) }
    case "Equal": GoMethod([.time]) { arguments in .bool(self.time.compare(arguments.time(0)) == 0) }
    case "Compare": GoMethod([.time]) { arguments in .int(self.time.compare(arguments.time(0)).signum()) }
    default: nil
    }
  }

  private func moved(_ arguments: [Value]) throws(FunctionError) -> Value {
    guard case .object(let box) = arguments.value(0), let location = box.object as? LocationValue else {
      throw FunctionError("wrong type for value; expected *time.Location; got \(arguments.value(0).typeName)")
    }
    return value(time.in(location.location))
  }

  /// The time as Go source, what `%#v` prints.
  var goText: Bytes? {
    let civil = civil
    let place =
      time.location === TimeLocation.utc
      ? "time.UTC"
      : time.location === local
        ? "time.Local" : "time.Location(\(GoTimeError.quote(time.location.name.utf8)))"
    return Bytes(
      "time.Date(\(civil.year), time.\(TimeLayout.months[civil.month - 1]), \(civil.day), \(civil.hour), "
        + "\(civil.minute), \(civil.second), \(time.nanoseconds), \(place))")
  }
}

/// A `*time.Location` in a template.
private final class LocationValue: GoObject {
  let location: TimeLocation

  init(_ location: TimeLocation) {
    self.location = location
  }

  var typeName: String { "*time.Location" }
  var kind: GoKind { .pointer }
  var text: Bytes { Bytes(location.name) }
  var plain: Value { .map([:]) }

  func isEqual(to other: any GoObject) -> Bool? { (other as? LocationValue)?.location === location }

  func method(_ name: Bytes) -> GoMethod? {
    name == "String" ? GoMethod { _ in .string(self.text) } : nil
  }
}

/// A `time.Month` or `time.Weekday`: an int that prints its name.
private final class NamedNumber: GoObject {
  let typeName: String
  let number: Int
  let text: Bytes

  private init(_ typeName: String, _ number: Int, _ text: String) {
    self.typeName = typeName
    self.number = number
    self.text = Bytes(text)
  }

  static func month(_ number: Int) -> NamedNumber {
    NamedNumber("time.Month", number, TimeLayout.months[number - 1])
  }

  static func weekday(_ number: Int) -> NamedNumber {
    NamedNumber("time.Weekday", number, TimeLayout.weekdays[number])
  }

  var kind: GoKind { .int }
  var isTrue: Bool { number != 0 }
  var plain: Value { .int(number) }

  func isEqual(to other: any GoObject) -> Bool? {
    guard let other = other as? NamedNumber else { return false }
    return other.typeName == typeName && other.number == number
  }

  func method(_ name: Bytes) -> GoMethod? {
    name == "String" ? GoMethod { _ in .string(self.text) } : nil
  }
}

/// A `time.Duration` in a template.
final class DurationValue: GoObject {
  let duration: GoDuration

  init(_ duration: GoDuration) {
    self.duration = duration
  }

  var typeName: String { "time.Duration" }
  var kind: GoKind { .int64 }
  var isTrue: Bool { duration.nanoseconds != 0 }
  var text: Bytes { Bytes(duration.description) }
  var plain: Value { .int64(duration.nanoseconds) }

  func isEqual(to other: any GoObject) -> Bool? { (other as? DurationValue)?.duration == duration }

  func method(_ name: Bytes) -> GoMethod? {
    switch name.description {
    case "Nanoseconds": GoMethod { _ in .int64(self.duration.nanoseconds) }
    case "Microseconds": GoMethod { _ in .int64(self.duration.nanoseconds / 1_000) }
    case "Milliseconds": GoMethod { _ in .int64(self.duration.nanoseconds / 1_000_000) }
    case "Seconds": GoMethod { _ in .float(self.duration.inSeconds) }
    case "Minutes": GoMethod { _ in .float(self.duration.inMinutes) }
    case "Hours": GoMethod { _ in .float(self.duration.inHours) }
    case "Abs": GoMethod { _ in .object(DurationValue(self.duration.magnitude)) }
    case "String": GoMethod { _ in .string(self.text) }
    case "Round":
      GoMethod([.duration]) { arguments in .object(DurationValue(self.duration.rounded(to: arguments.duration(0)))) }
    case "Truncate":
      GoMethod([.duration]) { arguments in .object(DurationValue(self.duration.truncated(to: arguments.duration(0)))) }
    default: nil
    }
  }
}

extension [Value] {
  /// A `time.Time` argument.
  func time(_ index: Int) -> GoTime {
    if case .object(let box) = value(index), let time = box.object as? TimeValue { time.time } else { .zero }
  }

  /// A `time.Duration` argument; an untyped constant becomes one.
  func duration(_ index: Int) -> GoDuration {
    switch value(index) {
    case .object(let box): (box.object as? DurationValue)?.duration ?? GoDuration(nanoseconds: 0)
    case .integer(let number, _): GoDuration(nanoseconds: number)
    default: GoDuration(nanoseconds: 0)
    }
  }
}
