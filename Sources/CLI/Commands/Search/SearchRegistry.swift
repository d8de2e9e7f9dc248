import ArgumentParser
import Repositories
import Values

/// `chart search registry REFERENCE`: the versions of a chart in a registry.
struct SearchRegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "List the versions of a chart in a registry (`chart search oci://…` is the same).")

  @Argument(help: "The chart: oci://HOST/PATH/CHART")
  var reference: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    let versions = try await RepositoryWorld(invocation, common.folders).registry(server).versions(of: reference)
    let name = try RegistryReference(reference)
    let records = versions.map {
      OutputRecord(fields: [("name", .string("oci://\(name)")), ("version", .string($0))])
    }
    try invocation.console.emit(records, as: output.format) {
      if versions.isEmpty { return "No results found\n" }
      var table = Table(["NAME", "CHART VERSION"])
      for version in versions { table.add(["oci://\(name)", version]) }
      return table.text
    }
  }
}
