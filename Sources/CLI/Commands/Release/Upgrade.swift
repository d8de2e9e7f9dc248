import ArgumentParser
import Releases

/// `chart upgrade [NAME] [CHART]` brings a release to another chart version or other values.
struct UpgradeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade", abstract: "Bring a release to another version of its chart, or to other values.",
    usage: "chart upgrade NAME [CHART] [options]")

  @OptionGroup var deploy: DeployArguments

  @Flag(name: [.customShort("i"), .long], help: "Install the release where there is none of that name.")
  var install = false

  @Flag(name: .customLong("create-namespace"), help: "With --install, create the namespace where it is missing.")
  var createNamespace = false

  @Flag(name: .customLong("reuse-values"), help: "Keep the release's values and its chart's defaults under new ones.")
  var reuseValues = false

  @Flag(name: .customLong("reset-values"), help: "Forget the release's values.")
  var resetValues = false

  @Flag(
    name: .customLong("reset-then-reuse-values"),
    help: "Keep the release's values under new ones, over the new chart's defaults.")
  var resetThenReuseValues = false

  @Flag(name: .customLong("rollback-on-failure"), help: "Roll back an upgrade that fails; waits for the objects.")
  var rollbackOnFailure = false

  @Flag(name: .customLong("cleanup-on-fail"), help: "Delete the new objects of an upgrade that fails.")
  var cleanupOnFail = false

  @Option(
    name: .customLong("history-max"), parsing: .unconditional,
    help: ArgumentHelp(
      "The most revisions that are kept; 0 keeps all (default: HELM_MAX_HISTORY, or 10).", valueName: "count"))
  var historyMaximum: Int?

  @Flag(name: .customLong("hide-notes"), help: "Do not print the notes.")
  var hideNotes = false

  func run() async throws {
    let invocation = Invocation.current
    var options = Upgrade.Options()
    do throws(CommandError) {
      try deploy.dryRun.check()
      _ = try deploy.applying.options()
    } catch {
      throw ErrorReport.titled("UPGRADE FAILED", error)
    }
    try deploy.fill(&options)
    options.installs = install
    options.createsNamespace = createNamespace
    options.valuesPolicy = policy
    options.rollsBackOnFailure = rollbackOnFailure
    options.cleansUpOnFailure = cleanupOnFail
    options.historyMaximum = historyMaximum ?? invocation.historyMaximum

    let request = try await deploy.load(invocation)
    var actions = try deploy.connect(invocation)
    let source = try request.source(deploy.rendering, actions.client, invocation)
    if deploy.output.format == .table, !deploy.dryRun.diff {
      let report = actions.report
      actions.report = { event in
        if case .installingInstead(let name) = event {
          invocation.console.print("Release \"\(name)\" does not exist. Installing it now.")
        }
        report(event)
      }
    }
    let result = try await Upgrade(actions, options: options)
      .run(request.name, source: source, values: request.values)
    if deploy.dryRun.diff { return try PlanPrinter(invocation, as: deploy.output.format).print(result.plan) }
    if deploy.output.format == .table, !result.isNewRelease {
      invocation.console.print("Release \"\(request.name)\" has been upgraded. Happy Helming!")
    }
    try deploy.print(result.release, hidesNotes: hideNotes, invocation)
  }

  /// Of several, as in Helm, the first of these counts.
  private var policy: Upgrade.ValuesPolicy {
    if resetValues { return .reset }
    if reuseValues { return .reuse }
    return resetThenReuseValues ? .resetThenReuse : .reuseWithoutNew
  }
}
