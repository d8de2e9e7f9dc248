import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Repositories
import Rendering
import Values
import YAML

/// `[NAME] [CHART]`, as `template`, `install` and `upgrade` take them, and what is meant where one is left out.
struct ChartArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      The release's name, and the chart: a folder, a package, REPOSITORY/CHART, an address, or oci://HOST/PATH/CHART; \
      without a chart, the one that is here.
      """, valueName: "name and chart"))
  var words: [String] = []

  @Flag(name: [.customShort("g"), .customLong("generate-name")], help: "Make up the release's name.")
  var generateName = false

  @Option(
    name: .customLong("name-template"),
    help: ArgumentHelp("A template that makes the release's name.", valueName: "template"))
  var nameTemplate: String?

  @Flag(
    name: .customLong("dependency-update"), help: "Renew the chart's dependencies first where some are missing.")
  var updatesDependencies = false

  @OptionGroup var source: ChartSourceOptions

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
    if generateName || nameTemplate != nil {
      if words.count == 2 {
        let option = generateName ? "--generate-name" : "--name-template"
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

  /// Finds or fetches the chart and, where asked for, its missing dependencies.
  func find(_ names: Names, _ folders: FolderOptions, _ invocation: Invocation) async throws -> ChartReference {
    let found = try await ChartReference(finding: names.chart, source, folders, invocation)
    guard updatesDependencies else { return found }
    let isComplete = try await LargeStack.runSuspending { () throws(ErasedError) in
      do {
        let chart = try found.load(invocation)
        return (try? chart.checkDependencies()) != nil
      } catch {
        throw ErasedError(error)
      }
    }
    if isComplete { return found }
    guard case .local(let path) = found else { throw CommandError("only unpacked charts can be updated") }
    try await RepositoryWorld(invocation, folders).dependencies(source.server, skipsRefresh: false).update(path)
    return found
  }

  /// The chart and values of an install or upgrade, read where the stack is large enough for how deep they may nest.
  func load(
    _ values: ValuesArguments, _ folders: FolderOptions, _ invocation: Invocation
  ) async throws -> ChartRequest {
    let names = try names(invocation, repository: source.repo)
    let found = try await find(names, folders, invocation)
    return try await LargeStack.runSuspending { () throws(ErasedError) in
      do {
        let resolved = Resolved(name: names.release, chart: try found.load(invocation))
        try resolved.check(invocation.console)
        return ChartRequest(
          name: resolved.name, chart: resolved.chart, values: try values.merge(for: resolved.chart, invocation))
      } catch {
        throw ErasedError(error)
      }
    }
  }

  private static func refuseToName() throws(CommandError) -> String {
    throw CommandError("must either provide a name or specify --generate-name", hint: "chart COMMAND NAME [CHART]")
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
