import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Repositories
import Values

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

  /// The same without the parser's wrappers.
  var choice: ChartChoice {
    // An empty template counts as none, as in Helm.
    ChartChoice(
      words: words, generatesName: generateName, nameTemplate: nameTemplate?.isEmpty == true ? nil : nameTemplate)
  }

  /// Finds or fetches the chart and, where asked for, its missing dependencies.
  func find(_ names: ChartChoice.Names, _ folders: FolderOptions, _ invocation: Invocation) async throws
    -> ChartReference
  {
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
    let names = try choice.names(invocation, repository: source.repo)
    let found = try await find(names, folders, invocation)
    return try await LargeStack.runSuspending { () throws(ErasedError) in
      do {
        let resolved = ChartChoice.Resolved(name: names.release, chart: try found.load(invocation))
        try resolved.check(invocation.console)
        return ChartRequest(
          name: resolved.name, chart: resolved.chart, values: try values.given.merge(for: resolved.chart, invocation))
      } catch {
        throw ErasedError(error)
      }
    }
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
      chart, client: client, options: try options.renderOptions(invocation), schemas: options.schemas.check(invocation)
    ) { console.note($0.line) }
  }
}
