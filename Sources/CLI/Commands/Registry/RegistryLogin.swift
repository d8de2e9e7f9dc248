import ArgumentParser
import Repositories

/// `chart registry login HOST`.
struct RegistryLoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "login", abstract: "Log in to a registry.")

  @Argument(help: "The registry's host, and its port where it has one.")
  var host: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The name to log in with.", valueName: "name"))
  var username: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The password or token to log in with.", valueName: "password"))
  var password: String?

  @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
  var readsPassword = false

  @Option(name: .customLong("cert-file"), help: ArgumentHelp("The client certificate to show.", valueName: "file"))
  var certificateFile: String?

  @Option(name: .customLong("key-file"), help: ArgumentHelp("The key of the certificate.", valueName: "file"))
  var keyFile: String?

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp("The authorities that the server's certificate is checked against.", valueName: "file"))
  var authorityFile: String?

  @Flag(help: "Do not check the server's certificate.")
  var insecure = false

  @Flag(name: .customLong("plain-http"), help: "Ask the registry without TLS.")
  var isPlain = false

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    var server = ServerOptions()
    server.certificateFile = certificateFile
    server.keyFile = keyFile
    server.authorityFile = authorityFile
    server.skipsVerification = insecure
    server.isPlain = isPlain
    server.passesCredentials = false
    let secret = readsPassword ? try RepoAddCommand.readPassword() : password
    guard let secret, let username else {
      throw CommandError(
        "the registry's name and password are needed", hint: "Give --username, and the password by --password-stdin.")
    }
    if !readsPassword {
      invocation.console.note("level=WARN msg=\"using --password via the CLI is insecure. Use --password-stdin\"")
    }
    server.username = username
    server.password = secret
    let world = RepositoryWorld(invocation, common.folders)
    try await world.registry(server).ping(host)
    try world.credentials.keep(RegistryCredentials.Login(username: username, password: secret), for: host)
    invocation.console.print("Login Succeeded")
  }
}
