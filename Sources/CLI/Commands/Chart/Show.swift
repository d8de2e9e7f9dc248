import ArgumentParser

/// `chart show …`: what a chart says about itself.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a chart says about itself.",
    subcommands: [All.self, ChartFileCommand.self, ValuesCommand.self, Readme.self, CRDs.self], aliases: ["inspect"])

  /// `chart show all CHART`.
  struct All: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "all", abstract: "Show everything a chart says.")
    @OptionGroup var chart: ShownChart
    func run() async throws { try await ShowCommand.print(.all, of: chart) }
  }

  /// `chart show chart CHART`.
  struct ChartFileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "chart", abstract: "Show a chart's Chart.yaml.")
    @OptionGroup var chart: ShownChart
    func run() async throws { try await ShowCommand.print(.metadata, of: chart) }
  }

  /// `chart show values CHART`.
  struct ValuesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "values", abstract: "Show a chart's default values, comments and all.")
    @OptionGroup var chart: ShownChart

    @Option(
      name: .customLong("jsonpath"),
      help: ArgumentHelp("Show only what this JSONPath finds: {.image.tag}", valueName: "path"))
    var jsonPath: String?

    func run() async throws { try await ShowCommand.print(.values, of: chart, jsonPath: jsonPath) }
  }

  /// `chart show readme CHART`.
  struct Readme: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "readme", abstract: "Show a chart's README.")
    @OptionGroup var chart: ShownChart
    func run() async throws { try await ShowCommand.print(.readme, of: chart) }
  }

  /// `chart show crds CHART`.
  struct CRDs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "crds", abstract: "Show a chart's custom resource definitions.")
    @OptionGroup var chart: ShownChart
    func run() async throws { try await ShowCommand.print(.crds, of: chart) }
  }

  private static func print(_ part: ShowRequest.Part, of chart: ShownChart, jsonPath: String? = nil) async throws {
    let invocation = Invocation.current
    let found = try await ChartReference(finding: chart.name, chart.source, chart.common.folders, invocation)
    try ShowRequest(part: part, chart: found, jsonPath: jsonPath).run(invocation)
  }
}

/// The chart that `show` is asked about.
struct ShownChart: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The chart: a folder, a package, REPOSITORY/CHART, an address, or oci://HOST/PATH/CHART.", valueName: "chart"))
  var name: String

  @OptionGroup var source: ChartSourceOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions
}
