import Linting
import Values

/// What `lint` found, in the forms that people and machines read.
struct LintReport {
  /// One chart that was examined.
  struct Chart {
    /// What the user calls it.
    let path: String
    /// What was found.
    let result: Linter.Result

    /// The messages, and the refusal of what is no chart as an error of its own.
    var messages: [LintMessage] {
      result.refusal.map { [LintMessage(.error, "", $0)] } ?? result.messages
    }
  }

  let charts: [Chart]
  let strictness: LintStrictness
  let isQuiet: Bool

  /// How many charts fail.
  var failures: Int { charts.count { $0.result.hasFailed(strictness) } }

  /// Helm's last line.
  var summary: String { "\(charts.count) chart(s) linted, \(failures) chart(s) failed" }

  /// The report in a form.
  func bytes(_ format: LintFormat) throws -> [UInt8] {
    switch format {
    case .text: Array(text.utf8)
    case .json: try JSON.encode(json) + [UInt8(ascii: "\n")]
    case .sarif: try JSON.encode(sarif) + [UInt8(ascii: "\n")]
    case .junit: Array(junit.utf8)
    }
  }

  /// Helm's text byte for byte, with the lines of this program's own checks after those of Helm's for each chart.
  private var text: String {
    var text = ""
    for chart in charts where !isQuiet || chart.result.hasWarningsOrErrors {
      text += "==> Linting \(chart.path)\n"
      if let refusal = chart.result.refusal { text += "Error \(refusal)\n" }
      for message in chart.result.messages where !isQuiet || message.severity > .info { text += message.line + "\n" }
      text += "\n"
    }
    if failures == 0, !isQuiet || charts.contains(where: { $0.result.hasWarningsOrErrors }) { text += summary + "\n" }
    return text
  }

  /// The messages that are shown, each with its chart.
  private var shown: [(chart: Chart, message: LintMessage)] {
    charts.flatMap { chart in chart.messages.filter { !isQuiet || $0.severity > .info }.map { (chart, $0) } }
  }

  private var json: Value {
    .map([
      "charts": .list(
        charts.map { chart in
          .map([
            "path": .string(chart.path), "failed": .bool(chart.result.hasFailed(strictness)),
            "messages": .list(
              chart.messages.filter { !isQuiet || $0.severity > .info }.map { message in
                let fields = ValueMap([
                  ("severity", .string(message.severity.label.lowercased())), ("path", .string(message.path)),
                  ("message", .string(message.text)), ("rule", .string(message.rule?.rawValue ?? "helm")),
                ])
                if let position = message.position {
                  fields["line"] = .int(position.line)
                  if let column = position.column { fields["column"] = .int(column) }
                }
                return .map(fields)
              }),
          ])
        }),
      "linted": .int(charts.count), "failed": .int(failures),
    ])
  }

  /// SARIF 2.1.0, as code hosts show it next to the lines concerned.
  private var sarif: Value {
    let rules = [("helm", "One of Helm's own checks.")] + LintRule.allCases.map { ($0.rawValue, $0.summary) }
    return .map([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
      "runs": .list([
        .map([
          "tool": .map([
            "driver": .map([
              "name": .string("chart"),
              "rules": .list(
                rules.map { .map(["id": .string($0.0), "shortDescription": .map(["text": .string($0.1)])]) }),
            ])
          ]),
          "results": .list(shown.map(sarifResult)),
        ])
      ]),
    ])
  }

  private func sarifResult(_ chart: Chart, _ message: LintMessage) -> Value {
    let level =
      switch message.severity {
      case .info: "note"
      case .warning: "warning"
      case .error: "error"
      }
    let location = ValueMap([
      ("artifactLocation", .map(["uri": .string(file(of: message, in: chart))]))
    ])
    if let position = message.position {
      let region = ValueMap([("startLine", .int(position.line))])
      if let column = position.column { region["startColumn"] = .int(column) }
      location["region"] = .map(region)
    }
    return .map([
      "ruleId": .string(message.rule?.rawValue ?? "helm"), "level": .string(level),
      "message": .map(["text": .string(message.text)]),
      "locations": .list([.map(["physicalLocation": .map(location)])]),
    ])
  }

  /// The file from the working folder on; Helm's messages about the whole chart name its absolute path or nothing.
  private func file(of message: LintMessage, in chart: Chart) -> String {
    if message.path.hasPrefix("/") { return message.path }
    return message.path.isEmpty ? chart.path : "\(chart.path)/\(message.path)"
  }

  /// JUnit's XML: a suite a chart, a case a message; what would fail the chart is a failure.
  private var junit: String {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for chart in charts {
      let messages = chart.messages
      let failed = messages.count(where: strictness.refuses)
      xml +=
        "  <testsuite name=\"\(escaped(chart.path))\" tests=\"\(max(1, messages.count))\" failures=\"\(failed)\">\n"
      if messages.isEmpty { xml += "    <testcase classname=\"lint\" name=\"\(escaped(chart.path))\"/>\n" }
      for message in messages {
        let name = escaped("\(message.rule?.rawValue ?? "helm"): \(message.place)")
        xml += "    <testcase classname=\"lint\" name=\"\(name)\">\n"
        let element = strictness.refuses(message) ? "failure" : "system-out"
        let attribute = element == "failure" ? " message=\"\(escaped(message.text))\"" : ""
        xml += "      <\(element)\(attribute)>\(escaped(message.line))</\(element)>\n    </testcase>\n"
      }
      xml += "  </testsuite>\n"
    }
    return xml + "</testsuites>\n"
  }

  /// Text as XML takes it; characters that XML cannot hold become U+FFFD.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
