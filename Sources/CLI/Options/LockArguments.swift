import ArgumentParser
import Releases
import Values

/// What a command that changes a release does while another one is at work on it.
struct LockArguments: ParsableArguments {
  @Option(
    name: .customLong("wait-for-lock"),
    help: ArgumentHelp(
      "Wait until another operation on the release has ended, for so long (5m0s for a bare --wait-for-lock).",
      valueName: "duration"))
  var wait: GoDuration?

  /// Lets actions wait.
  func fill(_ actions: inout ActionContext) {
    actions.lock.wait = wait.map { .nanoseconds($0.nanoseconds) }
  }
}
