import ArgumentParser
import Repositories

/// What `dependency update` and `dependency build` are told alike.
struct DependencyArguments: ParsableArguments {
  @Argument(help: "The chart's folder.")
  var chart = "."

  @OptionGroup var server: ServerOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions
  @OptionGroup var verification: VerificationOptions

  @Flag(name: .customLong("skip-refresh"), help: "Take the repositories' indexes as they are kept.")
  var skipsRefresh = false

  @Flag(help: "Renew the dependencies that are folders too (file://, or unpacked under charts/), deepest first.")
  var recursive = false

  /// The manager that does it.
  func manager(_ invocation: Invocation) throws -> DependencyManager {
    var verify: (@Sendable (DownloadedChart) throws(RepositoryError) -> Void)?
    if verification.verify {
      verify = { [verification] (chart) throws(RepositoryError) in try verification.check(chart, invocation) }
    }
    return try RepositoryWorld(invocation, common.folders).dependencies(
      server, skipsRefresh: skipsRefresh, verify: verify)
  }
}

/// `chart dependency update [CHART]`: chooses the versions of what a chart depends on, brings them, and locks them.
struct DependencyUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Renew charts/ by Chart.yaml, and write Chart.lock.",
    discussion: """
      With --recursive, charts of the tree that demand the same chart of the same repository get one version of it that \
      fits them all; where there is none, the demands that clash are named. A dependency with an alias stands for itself.
      """, aliases: ["up"])

  @OptionGroup var arguments: DependencyArguments

  func run() async throws {
    let invocation = Invocation.current
    let (manager, folder) = (try arguments.manager(invocation), invocation.path(arguments.chart))
    try await arguments.recursive ? manager.updateTree(folder) : manager.update(folder)
  }
}

/// `chart dependency build [CHART]`: brings what Chart.lock says.
struct DependencyBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Renew charts/ by Chart.lock.")

  @OptionGroup var arguments: DependencyArguments

  func run() async throws {
    let invocation = Invocation.current
    let (manager, folder) = (try arguments.manager(invocation), invocation.path(arguments.chart))
    try await arguments.recursive ? manager.buildTree(folder) : manager.build(folder)
  }
}
