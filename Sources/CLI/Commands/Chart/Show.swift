import ArgumentParser
import Charts
import Values
import YAML

/// `chart show …`: what a chart says about itself.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a chart says about itself.",
    subcommands: [All.self, ChartFileCommand.self, ValuesCommand.self, Readme.self, CRDs.self], aliases: ["inspect"])

  /// A part of a chart that can be shown, as pkg/action/show.go's ShowOutputFormat.
  enum Part { case all, metadata, values, readme, crds }

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

  private static func print(_ part: Part, of chart: ShownChart, jsonPath: String? = nil) async throws {
    let invocation = Invocation.current
    let found = try await ChartReference(finding: chart.name, chart.source, chart.common.folders, invocation)
    invocation.console.write(
      try found.text(invocation, checksVersion: false) { try text(part, of: $0, jsonPath: jsonPath) })
  }

  /// What Helm prints, as pkg/action/show.go Run.
  private static func text(_ part: Part, of chart: Chart, jsonPath: String?) throws -> [UInt8] {
    let newline = Array("\n".utf8)
    let separator = Array("---\n".utf8)
    var text: [UInt8] = []
    if part == .metadata || part == .all { text += try YAML.encode(chart.metadata.plain) + newline }
    let values = chart.rawFile("values.yaml")
    if part == .values || part == .all, values != nil {
      if part == .all { text += separator }
      if let jsonPath, !jsonPath.isEmpty {
        text += try JSONPath(jsonPath).text(.map(chart.values))
      } else if let values {
        text += values.data + newline
      }
    }
    if part == .readme || part == .all,
      let readme = chart.files.first(where: { ["readme.md", "readme.txt", "readme"].contains($0.name.lowercased()) })
    {
      if part == .all { text += separator }
      text += readme.data + newline
    }
    if part == .crds || part == .all {
      for definition in chart.customResourceDefinitions {
        if !definition.file.data.starts(with: Array("---".utf8)) { text += separator }
        text += definition.file.data + newline
      }
    }
    return text
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
