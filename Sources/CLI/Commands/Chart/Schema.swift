import ArgumentParser
import Charts
import Values

/// `chart schema CHART`: a first values.schema.json, from the default values.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Write a first values.schema.json from a chart's values.yaml.",
    discussion: """
      Types are those of the defaults, descriptions the comments above them; say more by hand where the defaults say too \
      little. The schema goes to standard output: chart schema . > values.schema.json
      """)

  @Argument(help: "The chart's folder or package.")
  var chart = "."

  func run() throws {
    let invocation = Invocation.current
    let text = try ChartReference(local: chart, invocation).text(invocation) { chart in
      let reference = ValuesReference(chart.rawFile("values.yaml")?.data ?? [], values: chart.values)
      let schema = ValuesSchema.schema(of: chart.values, reference: reference)
      return try JSON.encode(schema, escapeHTML: false, indent: (prefix: "", indent: "  "))
    }
    invocation.console.write(text + [UInt8(ascii: "\n")])
  }
}
