import ArgumentParser
import Charts
import Values

/// `chart docs CHART`: a chart's reference in Markdown, from its Chart.yaml and the comments in its values.yaml.
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Write a chart's reference from the comments in its values.yaml.",
    discussion: """
      The comment above a value is its description; `# -- text` and `## @param path text` are understood too, and \
      `# @default -- text` says what is shown as its default. The reference is Markdown on standard output: \
      chart docs . > README.md
      """)

  @Argument(help: "The chart's folder or package.")
  var chart = "."

  func run() throws {
    let invocation = Invocation.current
    invocation.console.write(
      try ChartReference(local: chart, invocation).text(invocation) { Array(try Self.text(of: $0).utf8) })
  }

  private static func text(of chart: Chart) throws -> String {
    let metadata = chart.metadata
    var text = "# \(metadata.name)\n\n"
    text += "Version \(metadata.version)" + (metadata.appVersion.isEmpty ? "" : ", of \(metadata.appVersion)") + ".\n"
    if !metadata.description.isEmpty { text += "\n\(metadata.description)\n" }
    if !metadata.dependencies.isEmpty {
      text += "\n## Dependencies\n\n| Chart | Version | Repository |\n|---|---|---|\n"
      for dependency in metadata.dependencies {
        let cells = [dependency.name, dependency.version, dependency.repository]
        text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
      }
    }
    let reference = ValuesReference(chart.rawFile("values.yaml")?.data ?? [], values: chart.values)
    if !reference.entries.isEmpty {
      text += "\n## Values\n\n| Key | Type | Default | Description |\n|---|---|---|---|\n"
      for entry in reference.entries {
        let value = String(decoding: try JSON.encode(entry.value, escapeHTML: false), as: UTF8.self)
        let isTold = entry.value.asMap?.isEmpty ?? true
        let shown = entry.statedDefault ?? (isTold ? "`\(value)`" : "")
        text += "| `\(entry.key)` | \(entry.type) | \(cell(shown)) | \(cell(entry.description)) |\n"
      }
    }
    return text
  }

  /// Text as a table's cell may hold it.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
