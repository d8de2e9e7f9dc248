/// What can stand in an argument's place.
enum CompletionRule: Equatable {
  /// Whatever somebody thinks of.
  case anything
  /// A file.
  case file
  /// A folder.
  case folder
  /// One of these.
  case oneOf([String])
  /// A chart: of an added repository, or one that is here.
  case chart
  /// A release's name, of those that there are.
  case release
  /// A revision of the release that the line names.
  case revision
  /// A version of the chart that the line names.
  case version
  /// An added repository.
  case repository
  /// A namespace.
  case namespace
  /// A context of the kubeconfig.
  case context
  /// A starter for new charts.
  case starter
  /// A registry that somebody is logged in to.
  case registry
  /// A template function.
  case function
  /// A setting of the environment.
  case setting
  /// A command, or one below the command that the line names.
  case command
}

extension CompletionRule {
  /// What the value of an option can be.
  static func option(_ option: ArgumentDescription, of command: String) -> CompletionRule {
    switch (option.name, command) {
    // A version that a package is given, or a range to look in: neither is of a chart that the line names.
    case ("--version", "package"), ("--version", "search repo"), ("--app-version", _): return .anything
    case ("--version", _): return .version
    case ("--revision", _): return .revision
    case ("--namespace", _): return .namespace
    case ("--kube-context", _): return .context
    case ("--starter", _): return .starter
    case ("--dry-run", _): return .oneOf(["client", "server"])
    case ("--wait", _): return .oneOf(["watcher", "hookOnly", "legacy"])
    case ("--server-side", _): return .oneOf(["true", "false", "auto"])
    case ("--cascade", _): return .oneOf(["background", "foreground", "orphan"])
    case ("--color", _): return .oneOf(["auto", "always", "never"])
    case ("--post-renderer", _), ("--merge", _), ("--values", _), ("--set-file", _): return .file
    default: break
    }
    if !option.values.isEmpty { return .oneOf(option.values) }
    switch option.valueName {
    case "file": return .file
    case "folder": return .folder
    default: return .anything
    }
  }

  /// What the word at a place after a command can be.
  static func positional(_ argument: ArgumentDescription, at index: Int, of command: String) -> CompletionRule {
    switch (command, index) {
    case ("upgrade", 0), ("status", _), ("history", _), ("rollback", 0), ("test", _), ("uninstall", _), ("recover", _):
      return .release
    case ("rollback", _): return .revision
    case ("install", 1), ("template", 1), ("upgrade", 1), ("pull", _): return .chart
    case ("lint", _), ("package", _): return .folder
    case ("dependency list", _), ("dependency update", _), ("dependency build", _), ("docs", _), ("schema", _),
      ("repo index", _):
      return .folder
    case ("push", 0), ("verify", _): return .file
    case ("repo remove", _), ("repo update", _): return .repository
    case ("registry logout", _), ("registry login", _): return .registry
    case ("functions", _): return .function
    case ("env", _): return .setting
    case ("reference", _): return .command
    default: break
    }
    if command.hasPrefix("get ") { return .release }
    if command.hasPrefix("show ") { return .chart }
    return argument.values.isEmpty ? .anything : .oneOf(argument.values)
  }
}
