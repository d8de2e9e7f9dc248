import ArgumentParser
import Kubernetes
import Platform
import Releases
import Values

/// `chart status RELEASE` shows where a release stands.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show where a release stands, with its objects.")

  @Argument(help: "The release's name.")
  var name: String

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var output: OutputOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The revision; without one, the newest.", valueName: "number"))
  var revision = 0

  func run() async throws {
    let invocation = Invocation.current
    let connection = try ClusterConnection(cluster, invocation)
    let get = Get(connection.actions)
    let release = try await get.release(name, revision: revision)
    var printer = ReleasePrinter(invocation)
    printer.objects = try await get.sections(of: release, asTables: output.format == .table)
    try printer.print(release, as: output.format)
  }
}
