internal import Templating
internal import Values

extension FunctionLibrary {
  /// Helm 4's duration functions: each takes a `time.Duration`, a text such as `1h30m`, or a number of seconds.
  static let durations: [Function] = [
    Function(
      "mustToDuration", [.any], summary: "A duration out of a text such as 1h30m or a number of seconds.",
      example: "{{ mustToDuration 90 }} → 1m30s"
    ) { arguments, _ throws(FunctionError) in
      .object(DurationValue(try duration(arguments.value(0))))
    },
    Function(
      "durationNanoseconds", [.any], summary: "A duration in nanoseconds; zero where it is none.",
      example: #"{{ durationNanoseconds "1µs" }} → 1000"#
    ) { arguments, _ in .int64(durationOrZero(arguments.value(0)).nanoseconds) },
    Function(
      "durationMicroseconds", [.any], summary: "A duration in whole microseconds; zero where it is none.",
      example: #"{{ durationMicroseconds "1ms" }} → 1000"#
    ) { arguments, _ in .int64(durationOrZero(arguments.value(0)).nanoseconds / 1_000) },
    Function(
      "durationMilliseconds", [.any], summary: "A duration in whole milliseconds; zero where it is none.",
      example: #"{{ durationMilliseconds "1.5s" }} → 1500"#
    ) { arguments, _ in .int64(durationOrZero(arguments.value(0)).nanoseconds / 1_000_000) },
    Function(
      "durationSeconds", [.any], summary: "A duration in seconds; zero where it is none.",
      example: #"{{ durationSeconds "1m30s" }} → 90"#
    ) { arguments, _ in .float(durationOrZero(arguments.value(0)).inSeconds) },
    Function(
      "durationMinutes", [.any], summary: "A duration in minutes; zero where it is none.",
      example: #"{{ durationMinutes "90s" }} → 1.5"#
    ) { arguments, _ in .float(durationOrZero(arguments.value(0)).inMinutes) },
    Function(
      "durationHours", [.any], summary: "A duration in hours; zero where it is none.",
      example: #"{{ durationHours "90m" }} → 1.5"#
    ) { arguments, _ in .float(durationOrZero(arguments.value(0)).inHours) },
    Function(
      "durationDays", [.any], summary: "A duration in days of 24 hours; zero where it is none.",
      example: #"{{ durationDays "36h" }} → 1.5"#
    ) { arguments, _ in .float(durationOrZero(arguments.value(0)).inHours / 24) },
    Function(
      "durationWeeks", [.any], summary: "A duration in weeks; zero where it is none.",
      example: #"{{ durationWeeks "84h" }} → 0.5"#
    ) { arguments, _ in .float(durationOrZero(arguments.value(0)).inHours / 24 / 7) },
    Function(
      "durationRoundTo", [.any, .any], summary: "The multiple of the second duration nearest to the first.",
      example: #"{{ durationRoundTo "1h29m" "1h" }} → 1h0m0s"#
    ) { arguments, _ in
      fitted(arguments) { $0.rounded(to: $1) }
    },
    Function(
      "durationTruncateTo", [.any, .any], summary: "The multiple of the second duration from the first toward zero.",
      example: #"{{ durationTruncateTo "1h59m" "1h" }} → 1h0m0s"#
    ) { arguments, _ in
      fitted(arguments) { $0.truncated(to: $1) }
    },
  ]

  private static func durationOrZero(_ value: Value) -> GoDuration {
    (try? duration(value)) ?? GoDuration(nanoseconds: 0)
  }

  /// A duration changed by another one; unchanged where the other is none.
  private static func fitted(_ arguments: [Value], _ change: (GoDuration, GoDuration) -> GoDuration) -> Value {
    guard let first = try? duration(arguments.value(0)) else {
      return .object(DurationValue(GoDuration(nanoseconds: 0)))
    }
    guard let second = try? duration(arguments.value(1)) else { return .object(DurationValue(first)) }
    return .object(DurationValue(change(first, second)))
  }

  /// The duration that a value stands for, as Helm's pkg/engine/funcs.go asDuration.
  private static func duration(_ value: Value) throws(FunctionError) -> GoDuration {
    switch value {
    case .null: throw FunctionError("invalid duration")
    case .string(let text): return try duration(text)
    case .integer(let number, let type): return try duration(seconds: number, type)
    case .float(let number): return try duration(seconds: number)
    case .object(let box):
      if let duration = box.object as? DurationValue { return duration.duration }
      if case .integer(let number, let type) = box.object.plain { return try duration(seconds: number, type) }
    default: break
    }
    throw FunctionError("unsupported duration type \(value.typeName)")
  }

  private static func duration(_ text: Bytes) throws(FunctionError) -> GoDuration {
    let trimmed = Bytes(GoSpace.trimming(text.storage[...]))
    if trimmed.isEmpty { throw FunctionError("empty duration") }
    if let duration = try? GoDuration(parsing: trimmed.storage) { return duration }
    if let seconds = try? GoNumber.parseFloat(trimmed) { return try duration(seconds: seconds) }
    throw FunctionError("could not parse duration \(GoQuote.quote(text))")
  }

  private static let secondsLimit = Int64.max / 1_000_000_000

  private static func duration(seconds: Int64, _ type: IntegerType) throws(FunctionError) -> GoDuration {
    let isTooLarge =
      type.isUnsigned
      ? UInt64(bitPattern: seconds) > UInt64(secondsLimit) : seconds > secondsLimit || seconds < -secondsLimit
    if isTooLarge { throw FunctionError("duration seconds overflow: \(type.decimal(seconds))") }
    return .seconds(seconds)
  }

  private static func duration(seconds: Double) throws(FunctionError) -> GoDuration {
    let text = GoFloat.shortest(seconds, .general)
    if !seconds.isFinite { throw FunctionError("invalid duration seconds: \(text)") }
    let limit = Double(Int64.max) / 1e9
    if seconds > limit || seconds < -limit { throw FunctionError("duration seconds overflow: \(text)") }
    let nanoseconds = seconds * 1e9
    // Go converts 2⁶³ itself too, to the least number on amd64.
    return GoDuration(nanoseconds: Int64(exactly: nanoseconds.rounded(.towardZero)) ?? .min)
  }
}
