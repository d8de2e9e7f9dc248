import ArgumentParser

/// A length of time as Go writes it: `300ms`, `1.5h`, `2h45m`.
struct GoDuration: ExpressibleByArgument, CustomStringConvertible {
  /// The length in nanoseconds.
  let nanoseconds: Int64

  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// So many seconds.
  init(seconds: Int64) { nanoseconds = seconds * 1_000_000_000 }

  /// Reads Go's form; nil where the text is no duration.
  init?(argument: String) {
    var rest = argument[...]
    var sign = 1.0
    if let first = rest.first, first == "-" || first == "+" {
      if first == "-" { sign = -1 }
      rest = rest.dropFirst()
    }
    if rest == "0" {
      nanoseconds = 0
      return
    }
    if rest.isEmpty { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let number = Double(digits) else { return nil }
      rest = rest[digits.endIndex...]
      let name = rest.prefix { !($0.isNumber || $0 == ".") }
      guard let unit = GoDuration.units.first(where: { $0.name == name }) else { return nil }
      total += number * unit.nanoseconds
      rest = rest[name.endIndex...]
    }
    guard total < 9e18 else { return nil }
    nanoseconds = Int64(sign * total)
  }

  /// The length in seconds.
  var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The length as Go prints it, such as `5m0s`.
  var description: String {
    let whole = nanoseconds / 1_000_000_000
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60)
    return (hours > 0 ? "\(hours)h" : "") + (whole >= 60 ? "\(minutes)m" : "") + "\(seconds)s"
  }
}
