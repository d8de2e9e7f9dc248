import ArgumentParser

/// `chart search …`: looks for charts.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Look for charts.",
    subcommands: [SearchRepoCommand.self, SearchHubCommand.self, SearchRegistryCommand.self])
}
