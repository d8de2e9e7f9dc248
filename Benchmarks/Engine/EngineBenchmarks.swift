import Charts
import Functions
import Platform
import Rendering
import Templating
import Values
import YAML

/// The parts of the engine, each over the charts of this repository: run it in the repository's root.
enum EngineBenchmarks {
  private static let functions = FunctionTable(FunctionLibrary.all)

  /// All benchmarks, in the order of the way through the engine.
  static func all() throws -> [Benchmark] {
    var warnings: [ChartWarning] = []
    let platform = try ChartLoader.load(path: "charts/rideshare-platform", warnings: &warnings)
    return try chartBenchmarks(platform) + templateBenchmarks(platform) + yamlBenchmarks(platform)
  }

  // MARK: Charts

  private static func chartBenchmarks(_ chart: Chart) throws -> [Benchmark] {
    var warnings: [ChartWarning] = []
    var enabled = chart
    try enabled.processDependencies(values: ValueMap(), warnings: &warnings)
    let prepared = try PreparedChart(chart, given: ValueMap(), warnings: &warnings)
    return [
      Benchmark(name: "load: rideshare-platform with 5 packages") {
        var warnings: [ChartWarning] = []
        return try ChartLoader.load(path: "charts/rideshare-platform", warnings: &warnings).dependencies.count
      },
      Benchmark(name: "values merge: rideshare-platform and 5 subcharts") { [enabled] in
        var warnings: [ChartWarning] = []
        return try enabled.values(given: ValueMap(), warnings: &warnings).count
      },
      Benchmark(name: "values merge: 7 --set paths") {
        var options = ValuesOptions()
        options.set = ["a.b.c=1", "a.b.d=text", "list[2].name=x", "global.registry=example", "q={1,2,3}"]
        options.setString = ["tag=1.10"]
        options.setJSON = [#"resources={"limits":{"cpu":"100m"}}"#]
        return try options.merge().count
      },
      Benchmark(name: "render: rideshare-platform and 5 subcharts") {
        let release = ReleaseScope(name: "release", namespace: "tests")
        var warnings: [ChartWarning] = []
        return try Renderer.render(
          prepared.chart, values: prepared.values.deepCopy(), release: release, capabilities: .withoutCluster,
          warnings: &warnings
        ).manifests.count
      },
    ]
  }

  // MARK: Templates

  private static func templateBenchmarks(_ chart: Chart) throws -> [Benchmark] {
    let texts = templates(of: chart).map(\.data)
    let size = "\(texts.count) templates, \(texts.reduce(0) { $0 + $1.count } / 1000) kB"
    let loop = try ExecutionInput(functions: functions)
    return [
      Benchmark(name: "lex: \(size)") {
        var tokens = 0
        for text in texts {
          text.withUnsafeBufferPointer { input in
            var lexer = Lexer(input)
            while lexer.next().kind != .end { tokens += 1 }
          }
        }
        return tokens
      },
      Benchmark(name: "parse: \(size)") {
        let set = TemplateSet(functions: functions)
        for (index, text) in texts.enumerated() { try set.parse(text, name: Bytes(String(index))) }
        return texts.count
      },
      Benchmark(name: "execute: \(ExecutionInput.description)") { try loop.execute() },
    ]
  }

  private static func templates(of chart: Chart) -> [ChartFile] {
    chart.templates + chart.dependencies.flatMap(templates)
  }

  // MARK: YAML

  private static func yamlBenchmarks(_ chart: Chart) throws -> [Benchmark] {
    var warnings: [ChartWarning] = []
    let values = Value.map(try chart.values(given: ValueMap(), warnings: &warnings))
    let text = try YAML.encode(values)
    let size = "\(text.count / 1000) kB"
    return [
      Benchmark(name: "YAML read: values of \(size)") { try YAML.decode(text).asMap?.count ?? 0 },
      Benchmark(name: "toYaml: values of \(size)") { try YAML.encode(values).count },
    ]
  }
}
