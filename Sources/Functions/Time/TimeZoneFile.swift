internal import Platform
internal import Synchronization

/// Finds and reads the system's time zone files (TZif, RFC 9636).
extension TimeLocation {
  /// The location of an IANA name, as time.LoadLocation: `""` and `UTC` are UTC, `Local` is `local`.
  ///
  /// Nil where the name is none or the system has no time zone files.
  static func named(_ name: String, local: TimeLocation) -> TimeLocation? {
    if name.isEmpty || name == "UTC" { return .utc }
    if name == "Local" { return local }
    if name.contains("..") || name.hasPrefix("/") || name.hasPrefix("\\") || name.utf8.contains(0) { return nil }
    return loaded(name)
  }

  /// The local time zone for a value of the environment's `TZ`, or `Local` where it has none, as zoneinfo_unix.go's
  /// initLocal.
  static func local(_ zone: String) -> TimeLocation {
    if zone == "Local" {
      if let location = cached("/etc/localtime", load: { file("/etc/localtime", named: "Local") }) { return location }
      return utcAsLocal
    }
    var name = zone[...]
    if name.hasPrefix(":") { name = name.dropFirst() }
    let location: TimeLocation?
    if name.isEmpty || name == "UTC" || name.utf8.contains(0) {
      location = nil
    } else if name.hasPrefix("/") {
      let path = String(name)
      location = cached(path) { file(path, named: path == "/etc/localtime" ? "Local" : path) }
    } else {
      location = loaded(String(name))
    }
    return location ?? utcAsLocal
  }

  /// Go's Local where it has fallen back to UTC: the same clock, another identity.
  private static let utcAsLocal = TimeLocation(name: "UTC")

  private static let folders = [
    "/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/",
  ]

  private static func loaded(_ name: String) -> TimeLocation? {
    cached(name) {
      for folder in folders {
        if let location = file(folder + name, named: name) { return location }
      }
      return nil
    }
  }

  private static let cache = Mutex<[String: TimeLocation]>([:])

  private static func cached(_ key: String, load: () -> TimeLocation?) -> TimeLocation? {
    if let known = cache.withLock({ $0[key] }) { return known }
    guard let location = load() else { return nil }
    cache.withLock { $0[key] = location }
    return location
  }

  /// Go reads no time zone file of more than 10 MiB either.
  private static let sizeLimit = 10 << 20

  private static func file(_ path: String, named name: String) -> TimeLocation? {
    guard let data = try? FileSystem.read(path, limit: sizeLimit) else { return nil }
    return TimeLocation(name: name, data: data)
  }

  /// A location from the bytes of a TZif file; nil where they are none.
  convenience init?(name: String, data: [UInt8]) {
    var reader = Reader(data: data)
    guard let first = reader.header() else { return nil }
    var header = first
    var is64 = false
    if first.version >= 2 {
      // The 32-bit data comes first; the 64-bit data that follows says the same for more years.
      guard reader.take(first.size(ofTime: 4)) != nil, let second = reader.header() else { return nil }
      header = second
      is64 = true
    }
    let width = is64 ? 8 : 4
    guard let times = reader.take(header.transitions * width), let indexes = reader.take(header.transitions),
      let types = reader.take(header.zones * 6), let names = reader.take(header.nameBytes),
      reader.take(header.leapSeconds * (width + 4) + header.standardFlags + header.utcFlags) != nil, header.zones > 0
    else { return nil }

    var zones: [Zone] = []
    for zone in 0..<header.zones {
      let start = types.startIndex + zone * 6
      let nameStart = names.startIndex + Int(types[start + 5])
      guard nameStart < names.endIndex else { return nil }
      let name = names[nameStart...].prefix { $0 != 0 }
      zones.append(
        Zone(
          name: String(decoding: name, as: UTF8.self),
          offset: Int(Int32(truncatingIfNeeded: Reader.bigEndian(types[start..<(start + 4)]))),
          isDST: types[start + 4] != 0))
    }
    var transitions: [Transition] = []
    transitions.reserveCapacity(header.transitions)
    for (number, zone) in indexes.enumerated() {
      guard Int(zone) < zones.count else { return nil }
      let start = times.startIndex + number * width
      let raw = Reader.bigEndian(times[start..<(start + width)])
      transitions.append(
        Transition(when: is64 ? Int64(bitPattern: raw) : Int64(Int32(truncatingIfNeeded: raw)), zone: Int(zone)))
    }
    if transitions.isEmpty { transitions = [Transition(when: .min, zone: 0)] }
    let rest = data[reader.index...]
    let rule =
      rest.count > 2 && rest.first == 0x0A && rest.last == 0x0A
      ? TimeZoneRule(parsing: Array(rest.dropFirst().dropLast())) : nil
    self.init(name: name, zones: zones, transitions: transitions, rule: rule)
  }

  private struct Header {
    var version: Int
    var utcFlags: Int
    var standardFlags: Int
    var leapSeconds: Int
    var transitions: Int
    var zones: Int
    var nameBytes: Int

    func size(ofTime width: Int) -> Int {
      transitions * (width + 1) + zones * 6 + nameBytes + leapSeconds * (width + 4) + standardFlags + utcFlags
    }
  }

  private struct Reader {
    let data: [UInt8]
    var index = 0

    init(data: [UInt8]) {
      self.data = data
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= data.count - index else { return nil }
      defer { index += count }
      return data[index..<(index + count)]
    }

    static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func header() -> Header? {
      guard let magic = take(4), magic.elementsEqual("TZif".utf8), let mark = take(16)?.first else { return nil }
      let version: Int
      switch mark {
      case 0: version = 1
      case UInt8(ascii: "2"): version = 2
      case UInt8(ascii: "3"): version = 3
      default: return nil
      }
      var counts: [Int] = []
      for _ in 0..<6 {
        guard let bytes = take(4) else { return nil }
        counts.append(Int(Self.bigEndian(bytes)))
      }
      return Header(
        version: version, utcFlags: counts[0], standardFlags: counts[1], leapSeconds: counts[2],
        transitions: counts[3], zones: counts[4], nameBytes: counts[5])
    }
  }
}
