import ArgumentParser

/// `chart get all RELEASE` shows all that a record holds.
struct GetAllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all", abstract: "Show everything.")
  @OptionGroup var arguments: ReleaseArguments

  @Option(
    help: ArgumentHelp("Print what this Go template writes, such as {{.Release.Name}}.", valueName: "template"))
  var template: String?

  func run() async throws {
    let invocation = Invocation.current
    if let template, !template.isEmpty {
      let release = try await arguments.release(invocation)
      return invocation.console.write(try ReleaseTemplate.expand(template, release, invocation.context))
    }
    var printer = ReleasePrinter(invocation)
    printer.showsChart = true
    printer.showsEverything = true
    try printer.print(try await arguments.release(invocation), as: .table)
  }
}
