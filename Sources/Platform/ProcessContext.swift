/// All that a command takes from the world around it, so that a test can hand it another world.
package struct ProcessContext: Sendable {
  /// The environment's variables.
  package var environment: [String: String]
  /// The working folder, absolute; `.` where it is gone.
  package var workingFolder: String
  /// What time it is.
  package var clock: WallClock
  /// Where random bytes come from.
  package var randomness: Randomness

  /// A context with everything given.
  package init(
    environment: [String: String], workingFolder: String, clock: WallClock = .system, randomness: Randomness = .system
  ) {
    self.environment = environment
    self.workingFolder = workingFolder
    self.clock = clock
    self.randomness = randomness
  }

  /// The world as this process finds it.
  package static func current() -> ProcessContext {
    ProcessContext(environment: Environment.variables(), workingFolder: FileSystem.workingFolder)
  }
}

/// A moment: seconds and nanoseconds since 1970-01-01 00:00 UTC.
package struct Moment: Sendable, Hashable, Comparable {
  /// Whole seconds, negative before 1970.
  package var seconds: Int64
  /// The part of a second, from 0 up to but not including 1,000,000,000.
  package var nanoseconds: Int32

  /// A moment by its parts.
  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (a: Moment, b: Moment) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}

/// Tells the time; tests stop it.
package struct WallClock: Sendable {
  /// The moment it is now.
  package let now: @Sendable () -> Moment

  /// A clock that asks `now`.
  package init(now: @escaping @Sendable () -> Moment) {
    self.now = now
  }

  /// The system's clock.
  package static let system = WallClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }
}

/// Gives random bytes; tests give the same ones each time.
package struct Randomness: Sendable {
  /// A new array of so many random bytes.
  package let bytes: @Sendable (_ count: Int) -> [UInt8]

  /// A source that answers with `bytes`.
  package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
    self.bytes = bytes
  }

  /// The system's cryptographically secure generator.
  package static let system = Randomness { count in
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, count) + 7)
    while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) } }
    bytes.removeLast(bytes.count - max(0, count))
    return bytes
  }
}

/// The process's environment.
package enum Environment {
  /// All variables, by name.
  package static func variables() -> [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      if let equals = strchr(text, Int32(UInt8(ascii: "="))) {
        let name = UnsafeRawBufferPointer(start: text, count: text.distance(to: equals))
        result[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
      }
      entry = entry.advanced(by: 1)
    }
    return result
  }
}
