import ArgumentParser
import Kubernetes
import Platform
import Releases
import Values

/// `chart uninstall RELEASE …` removes releases and their objects.
struct UninstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove a release and its objects.", aliases: ["delete", "del", "un"])

  @Argument(help: "The releases' names.")
  var names: [String]

  @OptionGroup var waiting: WaitArguments
  @OptionGroup var lock: LockArguments
  @OptionGroup var cluster: ClusterOptions

  @Flag(name: .customLong("keep-history"), help: "Keep the records, so that the release can be rolled back to.")
  var keepHistory = false

  @Flag(name: .customLong("ignore-not-found"), help: "Take a release that does not exist for removed.")
  var ignoreNotFound = false

  @Flag(name: .customLong("no-hooks"), help: "Do not run the chart's hooks.")
  var noHooks = false

  @Option(
    name: .customLong("dry-run"),
    help: ArgumentHelp("Look for the release and remove nothing: true or false.", valueName: "choice"))
  var dryRun = "false"

  @Flag(help: "Change nothing, and print what would be removed, object by object.")
  var diff = false

  @Option(help: ArgumentHelp("How dependents are removed: background, orphan or foreground.", valueName: "choice"))
  var cascade = "background"

  @Option(parsing: .unconditional, help: ArgumentHelp("What the history says, where it is kept.", valueName: "text"))
  var description = ""

  /// `unset` is what the option says without a value.
  private var isDryRun: Bool {
    get throws {
      if dryRun == "unset" { return true }
      guard let truth = GoBool.parse(dryRun) else {
        throw CommandError(
          "invalid argument \(GoQuote.quote(Bytes(dryRun))) for \"--dry-run\" flag: \(GoBool.refusal(of: dryRun))")
      }
      return truth
    }
  }

  func run() async throws {
    let invocation = Invocation.current
    var options = Uninstall.Options()
    options.isDryRun = try diff || isDryRun
    options.keepsHistory = keepHistory
    options.ignoresNotFound = ignoreNotFound
    options.runsHooks = !noHooks
    options.wait = try waiting.options()
    options.description = description
    switch cascade {
    case "background": options.cascade = .background
    case "foreground": options.cascade = .foreground
    case "orphan": options.cascade = .orphan
    default:
      throw CommandError("invalid cascade value (\(cascade)). Must be \"background\", \"foreground\", or \"orphan\"")
    }
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    for name in names {
      let result = try await Uninstall(actions, options: options).run(name)
      if diff {
        try PlanPrinter(invocation).print(result.plan)
        continue
      }
      if !result.info.isEmpty { invocation.console.print(result.info) }
      invocation.console.print("release \"\(name)\" uninstalled")
    }
  }
}
