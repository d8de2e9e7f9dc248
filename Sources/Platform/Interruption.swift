import Synchronization

/// Whether the user or the system wants this process to end: SIGINT, SIGTERM and SIGHUP set it.
///
/// An operation that asks between its steps can end in an orderly way. A second signal ends the process at once.
package enum Interruption {
  private static let count = Atomic<Int>(0)

  /// Whether a signal has come.
  package static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// Lets signals set the flag from here on.
  package static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
        let note: StaticString = "chart: ending in an orderly way; a second signal stops at once\n"
        _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
      }
    }
  }
}
