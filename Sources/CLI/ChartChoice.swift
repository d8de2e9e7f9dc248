import Charts
import Platform
import Rendering
import Values
import YAML

/// Which chart a line means, and the name of the release that it is to become.
struct ChartChoice {
  /// `[NAME] [CHART]`.
  var words: [String] = []
  /// Whether a name is made up.
  var generatesName = false
  /// A template that makes the name.
  var nameTemplate: String?

  /// What the words name.
  struct Names {
    /// The release.
    let release: String
    /// The word for its chart.
    let chart: String
  }

  /// The release's name and the chart.
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
          hint: "`chart dependency build` brings them; so does this command with --dependency-update.")
      }
    }
  }

  /// What the words mean; says on standard error which chart was taken where none was named.
  ///
  /// - Parameters:
  ///   - defaultName: the name where none is given; without one, that is an error.
  ///   - repository: the repository that has the chart, where one is named: a single word is then the chart's.
  func names(_ invocation: Invocation, defaultName: String? = nil, repository: String?) throws -> Names {
    if words.count > 2 {
      throw CommandError(
        "expected at most two arguments, unexpected arguments: \(words.dropFirst(2).joined(separator: ", "))")
    }
    if generatesName || nameTemplate != nil {
      if words.count == 2 {
        let option = generatesName ? "--generate-name" : "--name-template"
        throw CommandError("cannot set \(option) and also specify a name")
      }
      let chart = try words.first ?? ChartLocator.find(invocation).path
      // As in Helm, a name that `template` has anyway is not made up.
      if nameTemplate == nil, let defaultName { return Names(release: defaultName, chart: chart) }
      return Names(release: try madeUpName(chart, invocation), chart: chart)
    }
    if words.count == 2 { return Names(release: words[0], chart: words[1]) }
    guard let word = words.first else {
      return Names(release: try defaultName ?? Self.refuseToName(), chart: try ChartLocator.find(invocation).path)
    }
    // A name has no slash, which every other word for a chart has.
    let isElsewhere = !(repository ?? "").isEmpty
    if word.contains("/") || isElsewhere || defaultName != nil && isChart(word, invocation) {
      return Names(release: try defaultName ?? Self.refuseToName(), chart: word)
    }
    return Names(release: word, chart: try ChartLocator.find(invocation).path)
  }

  /// Whether the chart is surely a file or folder, so that no server needs to be asked; of the options, only the words
  /// are looked at.
  func isHere(_ context: ProcessContext) -> Bool {
    guard let word = words.last, words.count == 2 || word.contains("/") else { return true }
    return FileSystem.kind(Path.join(context.workingFolder, word)) != nil
  }

  private static func refuseToName() throws(CommandError) -> String {
    throw CommandError("must either provide a name or specify --generate-name", hint: "chart install NAME [CHART]")
  }

  private func isChart(_ word: String, _ invocation: Invocation) -> Bool {
    let path = invocation.path(word)
    return FileSystem.kind(path) == .file || FileSystem.kind(path + "/Chart.yaml") == .file
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
