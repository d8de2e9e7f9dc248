import ArgumentParser
import Releases

/// `chart get …`: what a release's record holds.
struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Show what the record of a release holds.",
    subcommands: [
      GetAllCommand.self, GetHooksCommand.self, GetManifestCommand.self, GetMetadataCommand.self,
      GetNotesCommand.self, GetValuesCommand.self,
    ])
}

/// Which release and revision a `get` command is about.
struct ReleaseArguments: ParsableArguments {
  @Argument(help: "The release's name.")
  var name: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The revision; without one, the newest.", valueName: "number"))
  var revision = 0

  @OptionGroup var cluster: ClusterOptions

  /// The record.
  func release(_ invocation: Invocation) async throws -> Release {
    let connection = try ClusterConnection(cluster, invocation)
    return try await Get(connection.actions).release(name, revision: revision)
  }
}
