import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Values
import YAML

/// `[NAME] [CHART]`, as `template`, `install` and `upgrade` take them, and what is meant where one is left out.
struct ChartArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The release's name, and the chart's folder or package; without a chart, the one that is here.",
      valueName: "name and chart"))
  var words: [String] = []

  @Flag(name: [.customShort("g"), .customLong("generate-name")], help: "Make up the release's name.")
  var generateName = false

  @Option(
    name: .customLong("name-template"),
    help: ArgumentHelp("A template that makes the release's name.", valueName: "template"))
  var nameTemplate: String?

  /// The release's name and the chart, found or loaded.
  struct Resolved {
    /// The release's name.
    let name: String
    /// The chart.
    let chart: Chart

    /// Refuses what cannot be installed: a library, and a chart whose declared dependencies are not all there.
    func check(_ console: Console) throws(ChartError) {
      let type = chart.metadata.type
      if !["", "application"].contains(type) {
        throw ChartError(.metadata, "\(type) charts are not installable", file: "Chart.yaml")
      }
      if chart.metadata.isDeprecated { console.note("level=WARN msg=\"this chart is deprecated\"") }
      do throws(ChartError) {
        try chart.checkDependencies()
      } catch {
        throw ChartError(
          error.kind,
          "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to "
            + "fetch missing dependencies: \(error.message)", file: error.file,
          hint: "Put the missing charts under charts/, as folders or packages.")
      }
    }
  }

  /// What the words mean; says on standard error which chart was taken where none was named.
  ///
  /// - Parameter defaultName: the name where none is given; without one, that is an error.
  func resolve(_ invocation: Invocation, defaultName: String? = nil) throws -> Resolved {
    if words.count > 2 {
      throw CommandError(
        "expected at most two arguments, unexpected arguments: \(words.dropFirst(2).joined(separator: ", "))")
    }
    if generateName || nameTemplate != nil {
      if words.count == 2 {
        let option = generateName ? "--generate-name" : "--name-template"
        throw CommandError("cannot set \(option) and also specify a name")
      }
      let (path, chart) = try chart(words.first, invocation)
      return Resolved(name: try madeUpName(path, invocation), chart: chart)
    }
    switch words.count {
    case 2: return Resolved(name: words[0], chart: try chart(words[1], invocation).chart)
    case 1 where defaultName != nil && isChart(words[0], invocation):
      return Resolved(name: defaultName ?? "", chart: try chart(words[0], invocation).chart)
    case 1: return Resolved(name: words[0], chart: try chart(nil, invocation).chart)
    default:
      guard let defaultName else {
        throw CommandError(
          "must either provide a name or specify --generate-name", hint: "chart COMMAND NAME [CHART]")
      }
      return Resolved(name: defaultName, chart: try chart(nil, invocation).chart)
    }
  }

  /// The chart and values of an install or upgrade, read where the stack is large enough for how deep they may nest.
  func load(_ values: ValuesArguments, _ invocation: Invocation) async throws -> ChartRequest {
    do {
      return try await LargeStack.runSuspending { () throws(ErasedError) in
        do {
          let resolved = try resolve(invocation)
          try resolved.check(invocation.console)
          return ChartRequest(
            name: resolved.name, chart: resolved.chart, values: try values.merge(for: resolved.chart, invocation))
        } catch {
          throw ErasedError(error)
        }
      }
    }
  }

  private func isChart(_ word: String, _ invocation: Invocation) -> Bool {
    let path = invocation.path(word)
    return FileSystem.kind(path) == .file || FileSystem.kind(path + "/Chart.yaml") == .file
  }

  private func chart(_ named: String?, _ invocation: Invocation) throws -> (path: String, chart: Chart) {
    let word: String
    if let named {
      word = named
    } else {
      word = try ChartLocator.find(invocation).path
    }
    return (word, try ChartReference.load(word, invocation))
  }

  private func madeUpName(_ path: String, _ invocation: Invocation) throws -> String {
    if let nameTemplate {
      let name = try OptionTemplate.expand(nameTemplate, name: "name-template", context: invocation.context)
      return Bytes(name).description
    }
    var base = Path.base(Path.clean(path))
    if base == "." || base.isEmpty { base = "chart" }
    if let dot = base.firstIndex(of: ".") { base = String(base[..<dot]) }
    return "\(base)-\(invocation.context.clock.now().seconds)"
  }
}

/// A chart, the values that were given for it, and the release that it is to become.
struct ChartRequest {
  /// The release's name.
  let name: String
  /// The chart.
  let chart: Chart
  /// The values that were given.
  let values: ValueMap

  /// The same as actions take it.
  func source(_ options: RenderingOptions, _ client: KubernetesClient, _ invocation: Invocation) throws -> ChartSource {
    let console = invocation.console
    return ChartSource(
      chart, client: client, options: try options.renderOptions(invocation), skipsSchema: options.skipSchemaValidation
    ) { console.note($0.line) }
  }
}

extension ChartLocator {
  /// The chart that is here; says on standard error which one that is.
  static func find(_ invocation: Invocation) throws -> Found {
    let found = try find(in: invocation.context.workingFolder) { folder in
      var metadata = Metadata()
      try metadata.merge(try YAML.decode(try FileSystem.read(folder + "/Chart.yaml"), numbers: .typed))
      return (metadata.name, metadata.dependencies.map(\.name))
    }
    invocation.console.note("chart: taking \(found.path) (\(found.reason))")
    return found
  }
}
