import ArgumentParser
import Platform
import Repositories

/// How repositories and registries are asked, in Helm's names.
struct ServerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name to log in with.", valueName: "name"))
  var username: String?

  @Option(help: ArgumentHelp("The password to log in with.", valueName: "password"))
  var password: String?

  @Option(
    name: .customLong("cert-file"), help: ArgumentHelp("The client certificate to show (PEM).", valueName: "file"))
  var certificateFile: String?

  @Option(name: .customLong("key-file"), help: ArgumentHelp("The key of the certificate (PEM).", valueName: "file"))
  var keyFile: String?

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp("The authorities that servers' certificates are checked against (PEM).", valueName: "file"))
  var authorityFile: String?

  @Flag(name: .customLong("insecure-skip-tls-verify"), help: "Do not check servers' certificates.")
  var skipsVerification = false

  @Flag(name: .customLong("plain-http"), help: "Ask registries without TLS.")
  var isPlain = false

  @Flag(name: .customLong("pass-credentials"), help: "Give the name and password to every host.")
  var passesCredentials = false

  /// The same as Repositories takes it.
  func fetchOptions(_ invocation: Invocation) -> FetchOptions {
    var options = FetchOptions()
    options.username = username ?? ""
    options.password = password ?? ""
    options.certificateFile = certificateFile.map(invocation.path) ?? ""
    options.keyFile = keyFile.map(invocation.path) ?? ""
    options.authorityFile = authorityFile.map(invocation.path) ?? ""
    options.skipsVerification = skipsVerification
    options.passesCredentialsToAll = passesCredentials
    return options
  }
}
