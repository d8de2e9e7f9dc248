import Synchronization

/// Whether the user or the system wants this process to end: SIGINT, SIGTERM and SIGHUP set it.
///
/// An operation that asks between its steps can end in an orderly way. A second signal ends the process at once.
package enum Interruption {
  private static let count = Atomic<Int>(0)

  /// Whether a signal has come.
  package static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// Lets signals set the flag from here on; one that is ignored, as by `nohup`, stays so.
  package static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
        let note: StaticString = "chart: ending in an orderly way; a second signal stops at once\n"
        _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
      }
      // SIG_IGN is no function but the number 1.
      if unsafeBitCast(previous, to: Int.self) == 1 { signal(number, previous) }
    }
  }
}
