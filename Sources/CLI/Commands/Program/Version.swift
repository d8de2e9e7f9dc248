import ArgumentParser
import Platform
import Rendering
import Values

/// `chart version`: what this is and what it renders like.
struct VersionCommand: ParsableCommand {
  /// This program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version of this program and of the Helm it renders like.")

  @Flag(name: .long, help: "Print the version number alone.")
  var short = false

  @Option(
    help: ArgumentHelp(
      "A template of .Version, .HelmVersion, .KubeClientVersion, .GitCommit, .GitTreeState and .GoVersion; the last "
        + "four are as Helm's.", valueName: "template"))
  var template: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("json, yaml, or table for a line of text.", valueName: "format"))
  var output: OutputFormat = .table

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let console = Invocation.current.console
    let helm = Capabilities.helmVersion
    func field(_ name: String) -> Value { .string(helm.first { $0.field == name }?.value ?? "") }
    let helmVersion = helm.first { $0.field == "Version" }?.value ?? ""
    let facts = ValueMap([
      ("Version", .string("v" + Self.version)), ("HelmVersion", field("Version")),
      ("KubeClientVersion", field("KubeClientVersion")), ("GitCommit", field("GitCommit")),
      ("GitTreeState", field("GitTreeState")), ("GoVersion", field("GoVersion")),
    ])
    if let template {
      let context = Invocation.current.context
      return console.write(
        try OptionTemplate.expand(template, name: "_", data: .map(facts), context: context))
    }
    if short { return console.print("v\(Self.version)") }
    try console.emit(.map(facts), as: output) {
      let kubernetes = Capabilities.withoutCluster.kubeVersion.version
      return "chart v\(Self.version), renders as Helm \(helmVersion) with Kubernetes \(kubernetes)\n"
    }
  }
}
