import ArgumentParser
import Repositories

/// What `dependency update` and `dependency build` are told alike.
struct DependencyArguments: ParsableArguments {
  @Argument(help: "The chart's folder.")
  var chart = "."

  @OptionGroup var server: ServerOptions
  @OptionGroup var verification: VerificationOptions

  @Flag(name: .customLong("skip-refresh"), help: "Take the repositories' indexes as they are kept.")
  var skipsRefresh = false

  /// The manager that does it.
  func manager(_ invocation: Invocation) throws -> DependencyManager {
    var verify: (@Sendable (DownloadedChart) throws(RepositoryError) -> Void)?
    if verification.verify {
      verify = { [verification] (chart) throws(RepositoryError) in try verification.check(chart, invocation) }
    }
    return try RepositoryWorld(invocation).dependencies(server, skipsRefresh: skipsRefresh, verify: verify)
  }
}

/// `chart dependency update [CHART]`: chooses the versions of what a chart depends on, brings them, and locks them.
struct DependencyUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Renew charts/ by Chart.yaml, and write Chart.lock.", aliases: ["up"])

  @OptionGroup var arguments: DependencyArguments

  func run() async throws {
    let invocation = Invocation.current
    try await arguments.manager(invocation).update(invocation.path(arguments.chart))
  }
}

/// `chart dependency build [CHART]`: brings what Chart.lock says.
struct DependencyBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Renew charts/ by Chart.lock.")

  @OptionGroup var arguments: DependencyArguments

  func run() async throws {
    let invocation = Invocation.current
    try await arguments.manager(invocation).build(invocation.path(arguments.chart))
  }
}
