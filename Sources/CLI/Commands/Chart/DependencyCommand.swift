import ArgumentParser

/// `chart dependency …`: the charts that a chart depends on.
struct DependencyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dependency", abstract: "Look after the charts that a chart depends on.",
    subcommands: [DependencyListCommand.self, DependencyUpdateCommand.self, DependencyBuildCommand.self],
    aliases: ["dep", "dependencies"])
}
