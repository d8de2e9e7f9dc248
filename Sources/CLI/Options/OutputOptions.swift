import ArgumentParser

/// How a command that has data prints it.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The form of the output.", valueName: "format"))
  var format: OutputFormat = .table
}
