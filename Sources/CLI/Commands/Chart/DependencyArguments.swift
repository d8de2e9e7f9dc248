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
