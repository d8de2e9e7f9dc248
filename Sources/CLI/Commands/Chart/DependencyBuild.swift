import ArgumentParser
import Repositories

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
