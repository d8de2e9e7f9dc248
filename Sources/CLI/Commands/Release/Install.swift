import ArgumentParser
import Platform
import Releases
import Values

/// `chart install [NAME] [CHART]` installs a chart as a new release.
struct InstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install a chart as a new release.",
    usage: "chart install [NAME] [CHART] [options]")

  @OptionGroup var chartArguments: ChartArguments
  @OptionGroup var valuesArguments: ValuesArguments
  @OptionGroup var rendering: RenderingOptions
  @OptionGroup var applying: ApplyArguments
  @OptionGroup var waiting: WaitArguments
  @OptionGroup var dryRun: DryRunArguments
  @OptionGroup var record: RecordArguments
  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var output: OutputOptions

  @Flag(name: .customLong("create-namespace"), help: "Create the release's namespace where it is missing.")
  var createNamespace = false

  @Flag(help: "Use the name of a release again that was uninstalled with its history kept, or that failed.")
  var replace = false

  @Flag(name: .customLong("rollback-on-failure"), help: "Uninstall again what fails; waits for the objects.")
  var rollbackOnFailure = false

  @Flag(name: .customLong("hide-notes"), help: "Do not print the notes.")
  var hideNotes = false

  func run() async throws {
    let invocation = Invocation.current
    var options = Install.Options()
    options.dryRun = try dryRun.options()
    options.apply = try applying.options()
    options.wait = try waiting.options()
    options.runsHooks = !rendering.noHooks
    options.createsNamespace = createNamespace
    options.replaces = replace
    options.rollsBackOnFailure = rollbackOnFailure
    options.skipsCustomResourceDefinitions = rendering.skipCRDs
    options.description = record.description
    options.labels = try record.labelTable()

    let request = try await chartArguments.load(valuesArguments, invocation)
    let connection = try ClusterConnection(cluster, invocation)
    let source = request.source(rendering, connection.actions.client, invocation)
    let result = try await Install(connection.actions, options: options)
      .run(request.name, source: source, values: request.values)
    try ReleasePrinter(invocation, hidesNotes: hideNotes, hidesSecrets: dryRun.hideSecret)
      .print(result.release, as: output.format)
  }
}
