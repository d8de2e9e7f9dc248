import ArgumentParser

/// `chart registry …`: logs in to registries and out of them.
struct RegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry", abstract: "Log in to registries and out of them.",
    discussion: "Logins are kept where Helm keeps them; Docker's are read too, its credential helpers included.",
    subcommands: [RegistryLoginCommand.self, RegistryLogoutCommand.self])
}
