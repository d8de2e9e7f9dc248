import ArgumentParser
import Releases

/// What `install` and `upgrade` have in common: the options that both take, and the way from them to the action.
struct DeployArguments: ParsableArguments {
  @OptionGroup var chart: ChartArguments
  @OptionGroup var values: ValuesArguments
  @OptionGroup var rendering: RenderingOptions
  @OptionGroup var applying: ApplyArguments
  @OptionGroup var waiting: WaitArguments
  @OptionGroup var dryRun: DryRunArguments
  @OptionGroup var record: RecordArguments
  @OptionGroup var lock: LockArguments
  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var output: OutputOptions

  /// Fills in what both actions take.
  ///
  /// - Parameter isNew: whether there is no release yet.
  func fill(_ options: inout some DeployOptions, isNew: Bool = false) throws(CommandError) {
    options.dryRun = try dryRun.options()
    options.apply = try applying.options(isNew: isNew)
    options.wait = try waiting.options()
    options.runsHooks = !rendering.noHooks
    options.skipsCustomResourceDefinitions = rendering.skipCRDs
    options.description = record.description
    options.labels = try record.labelTable()
  }

  /// The chart with its values.
  func load(_ invocation: Invocation) async throws -> ChartRequest {
    try await chart.load(values, cluster.folders, invocation)
  }

  /// The cluster that a chart goes to.
  func connect(_ invocation: Invocation) throws -> ActionContext {
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    return actions
  }

  /// Prints the release that came of it.
  func print(_ release: Release, hidesNotes: Bool, _ invocation: Invocation) throws {
    var printer = ReleasePrinter(invocation, hidesNotes: hidesNotes, hidesSecrets: dryRun.hideSecret)
    printer.includesChart = true
    try printer.print(release, as: output.format)
  }
}

/// The options that the install and upgrade actions share.
protocol DeployOptions {
  var dryRun: DryRun { get set }
  var apply: ApplyOptions { get set }
  var wait: WaitOptions { get set }
  var runsHooks: Bool { get set }
  var skipsCustomResourceDefinitions: Bool { get set }
  var description: String { get set }
  var labels: [String: String] { get set }
}

extension Install.Options: DeployOptions {}
extension Upgrade.Options: DeployOptions {}
