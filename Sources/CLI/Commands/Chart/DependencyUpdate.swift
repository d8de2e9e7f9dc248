import ArgumentParser
import Repositories

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
