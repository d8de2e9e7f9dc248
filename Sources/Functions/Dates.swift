internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let dates: [Function] = [
    Function("now", summary: "The time it is.", example: #"{{ now | date "2006-01-02" }} → 2024-05-06"#) { _, host in
      time(GoTime(host.clock.now(), in: .local(host.localTimeZone)), host)
    },
    Function(
      "date", [.string, .any], summary: "Writes a time (or seconds since 1970) by a Go layout, in the local time zone.",
      example: #"{{ toDate "2006-01-02" "2024-05-06" | date "Jan 2" }} → May 6"#
    ) { arguments, host in formatted(arguments.bytes(0), arguments.value(1), zone: "Local", host) },
    Function(
      "dateInZone", [.string, .any, .string], summary: "Writes a time by a Go layout, in a time zone.",
      example: #"{{ dateInZone "15:04" 0 "Europe/Berlin" }} → 01:00"#
    ) { arguments, host in
      formatted(arguments.bytes(0), arguments.value(1), zone: arguments.string(2).description, host)
    },
    Function(
      "date_in_zone", [.string, .any, .string], summary: "The old name of dateInZone.",
      example: #"{{ date_in_zone "15:04" 0 "UTC" }} → 00:00"#
    ) { arguments, host in
      formatted(arguments.bytes(0), arguments.value(1), zone: arguments.string(2).description, host)
    },
    Function(
      "htmlDate", [.any], summary: "Writes a time as HTML's date inputs want it.",
      example: "{{ htmlDate 0 }} → 1970-01-01"
    ) { arguments, host in formatted(htmlLayout, arguments.value(0), zone: "Local", host) },
    Function(
      "htmlDateInZone", [.any, .string], summary: "Writes a time as HTML's date inputs want it, in a time zone.",
      example: #"{{ htmlDateInZone 0 "Asia/Tokyo" }} → 1970-01-01"#
    ) { arguments, host in formatted(htmlLayout, arguments.value(0), zone: arguments.string(1).description, host) },
    Function(
      "dateModify", [.string, .time], summary: "A time moved by a duration; unmoved where it is none.",
      example: #"{{ now | dateModify "-1.5h" }} → an hour and a half ago"#
    ) { arguments, host in modified(arguments, host) },
    Function(
      "date_modify", [.string, .time], summary: "The old name of dateModify.",
      example: #"{{ now | date_modify "24h" }} → this time tomorrow"#
    ) { arguments, host in modified(arguments, host) },
    Function(
      "mustDateModify", [.string, .time], summary: "A time moved by a duration.",
      example: #"{{ now | mustDateModify "-1.5h" }} → an hour and a half ago"#
    ) { arguments, host throws(FunctionError) in try mustModified(arguments, host) },
    Function(
      "must_date_modify", [.string, .time], summary: "The old name of mustDateModify.",
      example: #"{{ now | must_date_modify "24h" }} → this time tomorrow"#
    ) { arguments, host throws(FunctionError) in try mustModified(arguments, host) },
    Function(
      "ago", [.any], summary: "How long ago a time (or seconds since 1970) was, in whole seconds.",
      example: #"{{ now | ago }} → 0s"#
    ) { arguments, host in
      let now = GoTime(host.clock.now(), in: .utc)
      // Sprig's ago knows fewer types than its date.
      let then: GoTime =
        if case .integer(_, .int32) = arguments.value(0) { now } else { moment(arguments.value(0), host) }
      return .string(now.since(then).rounded(to: .second).description)
    },
    Function(
      "toDate", [.string, .string],
      summary: "Reads a time that is written by a Go layout; the zero time where it is not.",
      example: #"{{ (toDate "2006-01-02" "2024-05-06").Year }} → 2024"#
    ) { arguments, host in
      let local = TimeLocation.local(host.localTimeZone)
      return time((try? GoTime(parsing: arguments.bytes(1), as: arguments.bytes(0), in: local)) ?? .zero, host)
    },
    Function(
      "mustToDate", [.string, .string], summary: "Reads a time that is written by a Go layout.",
      example: #"{{ (mustToDate "2006-01-02" "2024-05-06").Year }} → 2024"#
    ) { arguments, host throws(FunctionError) in
      let local = TimeLocation.local(host.localTimeZone)
      do throws(GoTimeError) {
        return time(try GoTime(parsing: arguments.bytes(1), as: arguments.bytes(0), in: local), host)
      } catch {
        throw FunctionError(error.message)
      }
    },
    Function(
      "unixEpoch", [.time], summary: "A time's seconds since 1970.",
      example: #"{{ toDate "2006-01-02" "2024-05-06" | unixEpoch }} → 1714953600"#
    ) { arguments, _ in .string(String(arguments.time(0).seconds)) },
    Function(
      "duration", [.any], summary: "Seconds (as a text or an int64) as a duration's text.",
      example: #"{{ duration "95" }} → 1m35s"#
    ) { arguments, _ in
      switch arguments.value(0) {
      case .string(let text): .string(GoDuration.seconds(clampedInteger(text)).description)
      case .integer(let number, .int64): .string(GoDuration.seconds(number).description)
      default: .string("0s")
      }
    },
    Function(
      "durationRound", [.any], summary: "A duration (or the time since a moment) in its largest unit.",
      example: #"{{ durationRound "2h10m5s" }} → 2h"#
    ) { arguments, host in .string(rounded(arguments.value(0), host)) },
  ]

  private static let htmlLayout = Array("2006-01-02".utf8)

  private static func time(_ time: GoTime, _ host: any FunctionHost) -> Value {
    .object(TimeValue(time, local: .local(host.localTimeZone)))
  }

  /// What sprig's functions take for a time: now, where it is none.
  private static func moment(_ value: Value, _ host: any FunctionHost) -> GoTime {
    switch value {
    case .object(let box):
      if let time = box.object as? TimeValue { return time.time }
    case .integer(let seconds, .int), .integer(let seconds, .int32), .integer(let seconds, .int64):
      return GoTime(seconds: seconds, in: .utc)
    default: break
    }
    return GoTime(host.clock.now(), in: .utc)
  }

  private static func formatted(_ layout: [UInt8], _ value: Value, zone: String, _ host: any FunctionHost) -> Value {
    let location = TimeLocation.named(zone, local: .local(host.localTimeZone)) ?? .utc
    return .string(Bytes(moment(value, host).in(location).formatted(layout)))
  }

  private static func modified(_ arguments: [Value], _ host: any FunctionHost) -> Value {
    guard let duration = try? GoDuration(parsing: arguments.bytes(0)) else { return arguments.value(1) }
    return time(arguments.time(1).adding(duration), host)
  }

  private static func mustModified(_ arguments: [Value], _ host: any FunctionHost) throws(FunctionError) -> Value {
    do throws(GoTimeError) {
      return time(arguments.time(1).adding(try GoDuration(parsing: arguments.bytes(0))), host)
    } catch {
      throw FunctionError(error.message)
    }
  }

  /// A number in text, the nearest one where it is too large, zero where it is none.
  private static func clampedInteger(_ text: Bytes) -> Int64 {
    do throws(GoNumberError) {
      return try GoNumber.parseInt(text)
    } catch {
      if error.reason == .syntax { return 0 }
      return text.hasPrefix("-") ? .min : .max
    }
  }

  private static func rounded(_ value: Value, _ host: any FunctionHost) -> String {
    let duration: GoDuration? =
      switch value {
      case .string(let text): try? GoDuration(parsing: text.storage)
      case .integer(let nanoseconds, .int64): GoDuration(nanoseconds: nanoseconds)
      case .object(let box): (box.object as? TimeValue).map { GoTime(host.clock.now(), in: .utc).since($0.time) }
      default: nil
      }
    let size = duration?.nanoseconds.magnitude ?? 0
    let hour: UInt64 = 3_600_000_000_000
    let units: [(UInt64, String)] = [
      (hour * 24 * 365, "y"), (hour * 24 * 30, "mo"), (hour * 24, "d"), (hour, "h"), (hour / 60, "m"),
      (hour / 3_600, "s"),
    ]
    for (unit, name) in units where size > unit { return "\(size / unit)\(name)" }
    return "0s"
  }
}
