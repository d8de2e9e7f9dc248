import ArgumentParser

/// Helm's global options that release commands have no use for: taken, so that scripts run unchanged.
struct UnusedOptions: ParsableArguments {
  @Option(name: [.customLong("color"), .customLong("colour")], help: .hidden) var color: String?

  func validate() throws {
    if let color, !["never", "auto", "always"].contains(color) {
      throw ValidationError("invalid color mode \"\(color)\": must be one of: never, auto, always")
    }
  }
}
