import ArgumentParser
import Platform
import Releases

/// `chart recover RELEASE` frees a release that a program which is gone left pending.
struct RecoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover", abstract: "Mark what a lost program left pending as failed, so that work can go on.")

  @Argument(help: "The release's name.")
  var name: String

  @OptionGroup var lock: LockArguments
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let invocation = Invocation.current
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    let recovered = try await Recover(actions).run(name)
    if recovered.isEmpty {
      invocation.console.print("release \"\(name)\" was not pending")
    } else {
      let revisions = recovered.map { "\($0.revision)" }.joined(separator: ", ")
      invocation.console.print("release \"\(name)\": revision \(revisions) is now failed")
    }
  }
}
