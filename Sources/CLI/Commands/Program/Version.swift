import ArgumentParser
import Rendering

/// `chart version`: what this is and what it renders like.
struct VersionCommand: ParsableCommand {
  /// This program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version of this program and of the Helm it renders like.")

  @Flag(name: .long, help: "Print the version number alone.")
  var short = false

  func run() throws {
    let console = Invocation.current.console
    if short {
      console.print("v\(Self.version)")
    } else {
      let helm = Capabilities.helmVersion.first { $0.field == "Version" }?.value ?? ""
      let kubernetes = Capabilities.withoutCluster.kubeVersion.version
      console.print("chart v\(Self.version), renders as Helm \(helm) with Kubernetes \(kubernetes)")
    }
  }
}
