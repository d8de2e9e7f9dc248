import ArgumentParser
import Kubernetes
import Releases
import Rendering

/// `chart get hooks RELEASE` shows the hooks.
struct GetHooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hooks", abstract: "Show the hooks.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    var text: [UInt8] = []
    for hook in try await arguments.release(invocation).hooks { Rendered.append(hook.path, hook.manifest, to: &text) }
    invocation.console.write(text)
  }
}
