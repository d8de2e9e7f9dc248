import ArgumentParser
import Releases
import Values

/// `chart get manifest RELEASE` shows the manifest.
struct GetManifestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "manifest", abstract: "Show the manifest.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    invocation.console.write(try await arguments.release(invocation).manifest.storage + [UInt8(ascii: "\n")])
  }
}
