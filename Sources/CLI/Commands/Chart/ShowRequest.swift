import Charts
import Platform
import Values
import YAML

/// What `chart show …` is asked for.
struct ShowRequest: PlainRequest {
  /// A part of a chart that can be shown, as pkg/action/show.go's ShowOutputFormat.
  enum Part: String {
    case all
    case metadata = "chart"
    case values, readme, crds
  }

  /// What is shown.
  let part: Part
  /// Of which chart.
  let chart: ChartReference
  /// What is looked for in the values, where not all of them are wanted.
  var jsonPath: String?

  /// A request for a part of a chart that was found.
  init(part: Part, chart: ChartReference, jsonPath: String? = nil) {
    self.part = part
    self.chart = chart
    self.jsonPath = jsonPath
  }

  /// What a line asks for that has `show`, a part, and a folder or package that is here.
  ///
  /// - Returns: nil for any other line.
  init?(plain arguments: [String], _ invocation: Invocation) {
    guard arguments.count == 3, arguments[0] == "show", let part = Part(rawValue: arguments[1]),
      arguments[2].utf8.first != UInt8(ascii: "-"), GoSpace.trimming(arguments[2]) == arguments[2],
      let chart = try? ChartReference(local: arguments[2], invocation)
    else { return nil }
    self.init(part: part, chart: chart)
  }

  func run(_ invocation: Invocation) throws {
    invocation.console.write(try chart.text(invocation, checksVersion: false, text))
  }

  /// What Helm prints, as pkg/action/show.go Run.
  private func text(of chart: Chart) throws -> [UInt8] {
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
