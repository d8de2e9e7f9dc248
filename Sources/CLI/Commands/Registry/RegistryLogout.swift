import ArgumentParser
import Repositories

/// `chart registry logout HOST`.
struct RegistryLogoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "logout", abstract: "Forget a registry's login.")

  @Argument(help: "The registry's host.")
  var host: String

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    try RepositoryWorld(invocation, common.folders).credentials.forget(host)
    invocation.console.print("Removing login credentials for \(host)")
  }
}
