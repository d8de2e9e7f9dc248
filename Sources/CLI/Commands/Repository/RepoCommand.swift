import ArgumentParser

/// `chart repo …`: the repositories that charts come from.
struct RepoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo", abstract: "Add, list, remove, update and index repositories of charts.",
    discussion: "The repositories are those that Helm knows: both read and write the same settings.",
    subcommands: [
      RepoAddCommand.self, RepoUpdateCommand.self, RepoListCommand.self, RepoRemoveCommand.self, RepoIndexCommand.self,
    ])
}
