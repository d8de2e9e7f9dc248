/// A `*time.Location`: a place's zones and when each of them was in use.
final class TimeLocation: Sendable {
  /// One of a place's zones: its abbreviation, seconds east of UTC, and whether it is summer time.
  struct Zone: Sendable {
    var name: String
    var offset: Int
    var isDST: Bool
  }

  /// A zone in use from one moment up to another.
  struct Period {
    var name: String
    var offset: Int
    var start: Int64
    var end: Int64
    var isDST: Bool
  }

  /// When which zone came into use.
  struct Transition: Sendable {
    var when: Int64
    var zone: Int
  }

  /// The name that it was loaded by.
  let name: String
  private let zones: [Zone]
  private let transitions: [Transition]
  private let rule: TimeZoneRule?

  /// A location with its history; an empty one is UTC.
  init(name: String, zones: [Zone] = [], transitions: [Transition] = [], rule: TimeZoneRule? = nil) {
    self.name = name
    self.zones = zones
    self.transitions = transitions
    self.rule = rule
  }

  /// Go's UTC.
  static let utc = TimeLocation(name: "UTC")

  /// A location that always has the same offset, as time.FixedZone.
  static func fixed(name: String, offset: Int) -> TimeLocation {
    TimeLocation(
      name: name, zones: [Zone(name: name, offset: offset, isDST: false)],
      transitions: [Transition(when: .min, zone: 0)])
  }

  /// The same location under another name.
  func renamed(_ name: String) -> TimeLocation {
    TimeLocation(name: name, zones: zones, transitions: transitions, rule: rule)
  }

  /// The zone in use at a moment, as Location.lookup.
  func period(at seconds: Int64) -> Period {
    guard !zones.isEmpty else { return Period(name: "UTC", offset: 0, start: .min, end: .max, isDST: false) }
    guard let first = transitions.first, seconds >= first.when else {
      return period(of: zones[firstZone], from: .min, to: transitions.first?.when ?? .max)
    }
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if seconds < transitions[middle].when { high = middle } else { low = middle }
    }
    let start = transitions[low].when
    if low == transitions.count - 1, let period = rule?.period(at: seconds, since: start) { return period }
    let end = high < transitions.count ? transitions[high].when : .max
    return period(of: zones[transitions[low].zone], from: start, to: end)
  }

  private func period(of zone: Zone, from start: Int64, to end: Int64) -> Period {
    Period(name: zone.name, offset: zone.offset, start: start, end: end, isDST: zone.isDST)
  }

  /// The zone in use before the first change, as Location.lookupFirstZone: one that no change leads to, or the last
  /// without summer time before the first summer time, or the first without.
  private var firstZone: Int {
    if !transitions.contains(where: { $0.zone == 0 }) { return 0 }
    if let first = transitions.first?.zone, zones[first].isDST,
      let earlier = zones[..<first].lastIndex(where: { !$0.isDST })
    {
      return earlier
    }
    return zones.firstIndex { !$0.isDST } ?? 0
  }

  /// The offset of the zone with an abbreviation, preferably of one in use when a wall clock showed so many seconds, as
  /// Location.lookupName.
  func offset(named name: String, wallClock seconds: Int64) -> Int? {
    for zone in zones where zone.name == name {
      let period = period(at: seconds &- Int64(zone.offset))
      if period.name == name { return period.offset }
    }
    return zones.first { $0.name == name }?.offset
  }
}
