import ArgumentParser

/// Helm's global options that release commands have no use for: taken, so that scripts run unchanged.
struct UnusedOptions: ParsableArguments {
  @Option(name: .customLong("content-cache"), help: .hidden) var contentCache: String?
  @Option(name: .customLong("registry-config"), help: .hidden) var registryConfig: String?
  @Option(name: .customLong("repository-config"), help: .hidden) var repositoryConfig: String?
  @Option(name: .customLong("repository-cache"), help: .hidden) var repositoryCache: String?
  @Option(name: [.customLong("color"), .customLong("colour")], help: .hidden) var color: String?

  func validate() throws {
    if let color, !["never", "auto", "always"].contains(color) {
      throw ValidationError("invalid color mode \"\(color)\": must be one of: never, auto, always")
    }
  }
}
