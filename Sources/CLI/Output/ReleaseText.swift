import Platform
import Releases

/// The texts that Helm makes of a release's fields.
enum ReleaseText {
  /// `name-version` of the release's chart.
  static func chart(_ release: Release) -> String { "\(release.chart.name)-\(release.chart.version)" }

  /// A date as Go's time.ANSIC: `Sun Nov 22 20:13:04 2026`.
  static func date(_ timestamp: Timestamp?) -> String {
    guard let parts = Parts(timestamp) else { return "Mon Jan  1 00:00:00 0001" }
    let day = parts.day < 10 ? " \(parts.day)" : "\(parts.day)"
    return "\(parts.weekday) \(parts.monthName) \(day) \(parts.time) \(parts.year)"
  }

  /// A moment as Go's time.Time prints itself: `2026-11-22 20:13:04.123456789 +0000 UTC`; `-` for none.
  static func moment(_ timestamp: Timestamp?) -> String {
    guard let timestamp, let parts = Parts(timestamp) else { return "-" }
    let text = timestamp.description
    let fraction = text.dropFirst(19).prefix { $0 == "." || $0.isNumber }
    let offset = timestamp.offset
    let minutes = abs(offset) / 60
    let zone = (offset < 0 ? "-" : "+") + pad(minutes / 60) + pad(minutes % 60)
    // Go names a zone that it read back from a record by its offset, but for UTC.
    return "\(text.prefix(10)) \(parts.time)\(fraction) \(zone) \(offset == 0 ? "UTC" : zone)"
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A timestamp's RFC 3339 text, taken apart.
  private struct Parts {
    let year: String
    let monthName: String
    let day: Int
    let time: String
    let weekday: String

    init?(_ timestamp: Timestamp?) {
      guard let timestamp else { return nil }
      let text = timestamp.toTheSecond
      let date = CivilDate(daysSince1970: timestamp.local.day)
      year = String(text.prefix { $0 != "-" })
      monthName = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
      day = date.day
      time = String(text.dropFirst(11).prefix(8))
      let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
      weekday = weekdays[CivilDate.weekday(daysSince1970: timestamp.local.day)]
    }
  }
}
