import ArgumentParser
import Platform
import Repositories
import Values

/// `chart repo add NAME URL`: makes a repository's charts known under a name.
struct RepoAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a repository.")

  @Argument(help: "The name that will stand before its charts'.")
  var name: String

  @Argument(help: "The address, below which index.yaml is.")
  var url: String

  @OptionGroup var server: ServerOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
  var readsPassword = false

  @Flag(name: .customLong("force-update"), help: "Replace a repository of the same name.")
  var replaces = false

  @Option(parsing: .unconditional, help: ArgumentHelp("How long a server may say nothing.", valueName: "duration"))
  var timeout = GoDuration.seconds(120)

  @Flag(name: .customLong("allow-deprecated-repos"), help: .hidden) var allowsDeprecated = false
  @Flag(name: .customLong("no-update"), help: .hidden) var noUpdate = false

  func run() async throws {
    let invocation = Invocation.current
    let world = RepositoryWorld(invocation, common.folders, patience: .nanoseconds(timeout.nanoseconds))
    guard !name.contains("/") else {
      throw CommandError("repository name (\(name)) contains '/', please specify a different name without '/'")
    }
    var server = server
    if readsPassword { server.password = try Self.readPassword() }
    let entry = RepositoryEntry(name: name, url: url, options: server.fetchOptions(invocation))
    if let known = try world.repositories()[name], !replaces {
      if known == entry {
        invocation.console.print("\"\(name)\" already exists with the same configuration, skipping")
        return
      }
      throw CommandError(
        "repository name (\(name)) already exists, please specify a different name",
        hint: "Or replace it with --force-update.")
    }
    try await world.indexes.update(entry)
    try world.change { (list) throws(RepositoryError) in list.update(entry) }
    invocation.console.print("\"\(name)\" has been added to your repositories")
  }

  /// A password from standard input, without the line's end.
  static func readPassword() throws -> String {
    let bytes = try FileSystem.read(descriptor: 0, named: "standard input", limit: 1 << 20)
    return String(decoding: bytes, as: UTF8.self).replacing("\n", with: "").replacing("\r", with: "")
  }
}
