import ArgumentParser
import Releases
import Values

/// What is waited for, and how long.
struct WaitArguments: ParsableArguments {
  @Option(
    name: .customLong("wait"),
    help: ArgumentHelp(
      "Wait until objects are ready: watcher (also for a bare --wait), hookOnly (the default) or legacy.",
      valueName: "strategy"))
  var strategy: String?

  @Flag(name: .customLong("wait-for-jobs"), help: "With --wait, also wait until Jobs have completed.")
  var waitForJobs = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The time for waiting and hooks, such as 5m0s.", valueName: "duration"))
  var timeout = GoDuration.seconds(300)

  /// The same as actions take them.
  func options() throws(CommandError) -> WaitOptions {
    var options = WaitOptions(includesJobs: waitForJobs, timeout: .nanoseconds(timeout.nanoseconds))
    switch strategy {
    case nil, "false": break
    case "true": options.strategy = .watcher
    case let name?:
      guard let strategy = WaitStrategy(rawValue: name) else {
        throw CommandError(
          "invalid argument \(GoQuote.quote(Bytes(name))) for \"--wait\" flag: invalid wait input "
            + "\(GoQuote.quote(Bytes(name))). Valid inputs are watcher, hookOnly, and legacy")
      }
      options.strategy = strategy
    }
    return options
  }
}

/// How objects are written.
struct ApplyArguments: ParsableArguments {
  @Option(
    name: .customLong("server-side"),
    help: ArgumentHelp("Apply on the server: true, false, or auto for what the release had.", valueName: "choice"))
  var serverSide: String?

  @Flag(name: .customLong("force-conflicts"), help: "Take over fields that others own.")
  var forceConflicts = false

  @Flag(name: .customLong("force-replace"), help: "Replace objects whole.")
  var forceReplace = false

  @Flag(name: .customLong("take-ownership"), help: "Take over objects that belong to another release or to none.")
  var takeOwnership = false

  /// The same as actions take them.
  ///
  /// - Parameter isNew: whether there is no release whose way could be gone on with, so that `auto` says nothing.
  func options(isNew: Bool = false) throws(CommandError) -> ApplyOptions {
    let method: Release.ApplyMethod?
    switch serverSide {
    case nil: method = nil
    case "true": method = .serverSide
    case "false": method = .clientSide
    case let choice? where isNew:
      throw CommandError(
        "invalid argument \"\(choice)\" for \"--server-side\" flag: strconv.ParseBool: parsing \"\(choice)\": "
          + "invalid syntax")
    case "auto": method = nil
    case let choice?: throw CommandError("invalid/unknown release server-side apply method: \(choice)")
    }
    return ApplyOptions(
      method: method, forcesConflicts: forceConflicts, forcesReplacement: forceReplace, takesOwnership: takeOwnership)
  }
}

/// Whether, and how far, a command only says what it would do.
struct DryRunArguments: ParsableArguments {
  @Option(
    name: .customLong("dry-run"),
    help: ArgumentHelp(
      "Change nothing: client (also for a bare --dry-run) asks no cluster, server asks it.", valueName: "choice"))
  var choice = "none"

  @Flag(name: .customLong("hide-secret"), help: "With --dry-run, leave Secrets out of what is printed.")
  var hideSecret = false

  @Flag(help: "Change nothing, and print what would change, object by object; asks the cluster.")
  var diff = false

  /// The same as actions take it.
  func options() throws(CommandError) -> DryRun {
    let result: DryRun
    if diff {
      if ["none", "server"].contains(choice) { return .server }
      throw CommandError("--diff asks the cluster: it goes with no --dry-run but --dry-run=server")
    }
    switch choice {
    case "none", "false": result = .none
    case "client", "unset", "true", "": result = .client
    case "server": result = .server
    default: throw CommandError("invalid dry-run value (\"\(choice)\"). Must be \"none\", \"server\", or \"client\"")
    }
    return result
  }

  /// Refuses to hide what is not shown.
  func check() throws(CommandError) {
    if hideSecret, try options() == .none {
      throw CommandError("hiding Kubernetes secrets requires a dry-run mode")
    }
  }
}

/// What the record says besides.
struct RecordArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("What the history says about this revision.", valueName: "text"))
  var description = ""

  @Option(
    name: [.customShort("l"), .long],
    help: ArgumentHelp("Labels for the record: key1=value1,key2=value2.", valueName: "labels"))
  var labels: [String] = []

  /// The labels by name.
  func labelTable() throws(CommandError) -> [String: String] {
    var table: [String: String] = [:]
    for (text, pair) in labels.flatMap({ text in text.split(separator: ",").map { (text, $0) } }) {
      guard let equals = pair.firstIndex(of: "=") else {
        throw CommandError(
          "invalid argument \(GoQuote.quote(Bytes(text))) for \"-l, --labels\" flag: \(pair) must be formatted as key=value"
        )
      }
      table[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
    }
    return table
  }
}
