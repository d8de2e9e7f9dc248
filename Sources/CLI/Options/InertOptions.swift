import ArgumentParser
import Values

/// Options of `helm template` that say how an install would go: taken, so that scripts run unchanged, and without effect.
struct InertOptions: ParsableArguments {
  @Flag(name: .customLong("create-namespace"), help: .hidden) var createNamespace = false
  @Flag(help: .hidden) var replace = false
  @Flag(name: .customLong("wait-for-jobs"), help: .hidden) var waitForJobs = false
  @Flag(name: .customLong("rollback-on-failure"), help: .hidden) var rollbackOnFailure = false
  @Flag(name: .customLong("hide-notes"), help: .hidden) var hideNotes = false
  @Flag(name: .customLong("take-ownership"), help: .hidden) var takeOwnership = false
  @Flag(name: .customLong("force-replace"), help: .hidden) var forceReplace = false
  @Flag(name: .customLong("force-conflicts"), help: .hidden) var forceConflicts = false
  @Option(name: .customLong("wait"), help: .hidden) var wait: String?
  @Option(parsing: .unconditional, help: .hidden) var timeout = GoDuration.seconds(300)
  @Option(name: .customLong("server-side"), help: .hidden) var serverSide: String?
  @Option(parsing: .unconditional, help: .hidden) var description: String?
  @Option(name: [.customShort("l"), .long], help: .hidden) var labels: [String] = []

  /// Refuses values that Helm refuses; says what Helm calls deprecated.
  func check(_ console: Console) throws(CommandError) {
    switch wait {
    case nil, "watcher", "hookOnly", "legacy": break
    case "true", "false":
      let (given, better) = wait == "true" ? ("true", "watcher") : ("false", "hookOnly")
      console.note(
        "level=WARN msg=\"--wait=\(given) is deprecated (boolean value) and can be replaced with --wait=\(better)\"")
    case let other?:
      throw Self.invalid(
        other, "--wait",
        "invalid wait input \(GoQuote.quote(Bytes(other))). Valid inputs are watcher, hookOnly, and legacy")
    }
    if let serverSide, GoBool.parse(serverSide) == nil {
      throw Self.invalid(serverSide, "--server-side", GoBool.refusal(of: serverSide))
    }
    for label in labels {
      // Of one `=`, all behind it is the value, commas too.
      let pairs =
        label.count { $0 == "=" } < 2 ? [label[...]] : label.split(separator: ",", omittingEmptySubsequences: false)
      if let pair = pairs.first(where: { !$0.contains("=") }) {
        throw Self.invalid(label, "-l, --labels", "\(pair) must be formatted as key=value")
      }
    }
  }

  private static func invalid(_ value: String, _ option: String, _ why: String) -> CommandError {
    CommandError("invalid argument \(GoQuote.quote(Bytes(value))) for \"\(option)\" flag: \(why)")
  }
}
