import ArgumentParser
import Releases

/// `chart install [NAME] [CHART]` installs a chart as a new release.
struct InstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install a chart as a new release.",
    usage: "chart install [NAME] [CHART] [options]")

  @OptionGroup var deploy: DeployArguments

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
    try deploy.fill(&options, isNew: true)
    options.createsNamespace = createNamespace
    options.replaces = replace
    options.rollsBackOnFailure = rollbackOnFailure

    let (request, actions): (ChartRequest, ActionContext)
    do {
      try deploy.dryRun.check()
      (request, actions) = (try await deploy.load(invocation), try deploy.connect(invocation))
    } catch {
      throw ErrorReport.titled("INSTALLATION FAILED", error)
    }
    let source = try request.source(deploy.rendering, actions.client, invocation)
    let result = try await Install(actions, options: options)
      .run(request.name, source: source, values: request.values)
    if deploy.dryRun.diff { return try PlanPrinter(invocation, as: deploy.output.format).print(result.plan) }
    try deploy.print(result.release, hidesNotes: hideNotes, invocation)
  }
}
