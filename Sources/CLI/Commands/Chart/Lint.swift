import ArgumentParser
import Charts
import Linting
import Platform
import Rendering
import Values

/// `chart lint [PATH]…`: examines charts for mistakes.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Examine charts for mistakes.",
    discussion: """
      Helm's checks come first, in Helm's words; warnings of checks that Helm does not have end in (chart: NAME) and \
      fail a chart only with --strict-all.
      """)

  @Argument(help: "The charts' folders or packages; without one, the chart that is here.")
  var paths: [String] = []

  @OptionGroup var valuesArguments: ValuesArguments
  @OptionGroup(visibility: .hidden) var global: GlobalOptions

  @Flag(help: "Fail on the warnings of Helm's checks too, as Helm does.")
  var strict = false

  @Flag(name: .customLong("strict-all"), help: "Fail on all warnings.")
  var strictAll = false

  @Flag(name: .customLong("with-subcharts"), help: "Examine the charts under charts/ as well.")
  var withSubcharts = false

  @Flag(help: "Print warnings and errors only.")
  var quiet = false

  @Flag(name: .customLong("helm-only"), help: "Make Helm's own checks only.")
  var helmOnly = false

  @OptionGroup var schemas: SchemaOptions

  @Option(
    name: .customLong("kube-version"),
    help: ArgumentHelp(
      "The Kubernetes version that templates see and API versions are held against.", valueName: "version"))
  var kubeVersion: String?

  @Option(
    name: [.customShort("n"), .customLong("namespace")],
    help: ArgumentHelp("The namespace that templates see.", valueName: "name"))
  var namespace: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The form of the output: text, json, sarif or junit.", valueName: "format"))
  var format: LintFormat = .text

  @Flag(help: .hidden)
  var debug = false

  func run() async throws {
    let invocation = Invocation.current
    // Charts nest as deep as their authors like: the work runs where the stack is large.
    try await LargeStack.runSuspending { () throws(ErasedError) in
      do { try lint(invocation) } catch { throw ErasedError(error) }
    }
  }

  private func lint(_ invocation: Invocation) throws {
    var options = LintOptions()
    if let kubeVersion, !kubeVersion.isEmpty {
      do {
        options.kubeVersion = try KubeVersion(parsing: kubeVersion)
      } catch {
        throw CommandError("invalid kube version '\(kubeVersion)': \(error)")
      }
    }
    options.namespace = invocation.namespace(namespace)
    options.schemas = schemas.check(invocation)
    options.helmOnly = helmOnly
    options.rendering.clock = invocation.context.clock
    options.rendering.randomness = invocation.context.randomness
    options.values = try valuesArguments.given.merge(for: Chart(metadata: Metadata()), invocation)

    let report = LintReport(
      charts: try targets(invocation).map { path in
        LintReport.Chart(path: path, result: Linter.examine(invocation.path(path), named: path, options: options))
      }, strictness: strictAll ? .warnings : strict ? .helmWarnings : .errors, isQuiet: quiet)
    invocation.console.write(try report.bytes(format))
    if report.failures > 0 {
      guard format == .text else { throw ExitCode(1) }
      throw CommandError(report.summary)
    }
  }

  /// The charts that were named and, where asked for, those under them, in Helm's order.
  private func targets(_ invocation: Invocation) throws -> [String] {
    let named = paths.isEmpty ? [try ChartLocator.find(invocation).path] : paths
    return withSubcharts ? named + named.flatMap { subcharts(Path.clean($0 + "/charts"), invocation) } : named
  }

  private func subcharts(_ folder: String, _ invocation: Invocation) -> [String] {
    let entries = (try? FileSystem.list(invocation.path(folder))) ?? []
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.flatMap { entry in
      let path = folder + "/" + entry.name
      if entry.name == "Chart.yaml" { return [folder] }
      if path.hasSuffix(".tgz") || path.hasSuffix(".tar.gz") { return [path] }
      return entry.kind == .folder ? subcharts(path, invocation) : []
    }
  }
}

/// The forms that `lint` prints in.
enum LintFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, junit
}
