import ArgumentParser
import Repositories

/// `chart repo remove NAME …`: forgets repositories and their indexes.
struct RepoRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove repositories.", aliases: ["rm"])

  @Argument(help: "The repositories' names.")
  var names: [String]

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    let world = RepositoryWorld(invocation, common.folders)
    guard !(try world.repositories().entries.isEmpty) else { throw CommandError("no repositories configured") }
    for name in names {
      let wasThere = try world.change { (list) throws(RepositoryError) in list.remove(name) }
      guard wasThere else { throw CommandError("no repo named \"\(name)\" found") }
      try world.indexes.remove(name)
      invocation.console.print("\"\(name)\" has been removed from your repositories")
    }
  }
}
