import ArgumentParser
import Releases
import Values

/// `chart get values RELEASE` shows the values.
struct GetValuesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "values", abstract: "Show the values.")
  @OptionGroup var arguments: ReleaseArguments
  @OptionGroup var output: OutputOptions

  @Flag(name: [.customShort("a"), .long], help: "Show the chart's defaults too.")
  var all = false

  func run() async throws {
    let invocation = Invocation.current
    let release = try await arguments.release(invocation)
    let values: Value
    if all {
      values = .map(Get.computedValues(of: release))
    } else {
      values = release.config.map { .map($0) } ?? .null
    }
    if output.format == .table {
      invocation.console.print(all ? "COMPUTED VALUES:" : "USER-SUPPLIED VALUES:")
    }
    try invocation.console.emit(values, as: output.format == .table ? .yaml : output.format) { "" }
  }
}
