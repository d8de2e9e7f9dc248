import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Templating
import Values

/// `chart template [NAME] [CHART]`: prints what a chart becomes; only `--dry-run=server` asks a cluster.
struct TemplateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Render a chart and print the manifests.",
    usage: "chart template [NAME] [CHART] [options]")

  @OptionGroup var chartArguments: ChartArguments
  @OptionGroup var valuesArguments: ValuesArguments
  @OptionGroup var rendering: RenderingOptions
  @OptionGroup(visibility: .hidden) var inert: InertOptions
  @OptionGroup(visibility: .hidden) var global: GlobalOptions

  @Option(
    name: [.customShort("n"), .customLong("namespace")],
    help: ArgumentHelp("The release's namespace.", valueName: "name"))
  var namespace: String?

  @Option(
    name: .customLong("kube-version"),
    help: ArgumentHelp("The Kubernetes version that .Capabilities shows.", valueName: "version"))
  var kubeVersion: String?

  @Option(
    name: [.customShort("a"), .customLong("api-versions")],
    help: ArgumentHelp("API versions that .Capabilities shows besides the usual ones.", valueName: "versions"))
  var apiVersions: [String] = []

  @Option(
    name: [.customShort("s"), .customLong("show-only")],
    help: ArgumentHelp("Print the manifests of these templates only.", valueName: "template"))
  var showOnly: [String] = []

  @Option(
    name: .customLong("output-dir"),
    help: ArgumentHelp("Write the manifests to files in this folder.", valueName: "folder"))
  var outputFolder: String?

  @Flag(name: .customLong("release-name"), help: "Put the release's name into the path below --output-dir.")
  var useReleaseName = false

  @Flag(name: .customLong("include-crds"), help: "Print the chart's crds/ as well.")
  var includeCRDs = false

  @Flag(name: .customLong("skip-tests"), help: "Leave out the chart's tests.")
  var skipTests = false

  @Flag(name: .customLong("is-upgrade"), help: "Set .Release.IsUpgrade instead of .Release.IsInstall.")
  var isUpgrade = false

  @Option(
    name: .customLong("dry-run"),
    help: ArgumentHelp("server: render with what the cluster can do and holds.", valueName: "client or server"))
  var dryRun = "client"

  @Flag(name: .customLong("validate"), help: .hidden)
  var validate = false

  @Flag(name: .customLong("debug"), help: "Print the manifests even where they are no YAML.")
  var debug = false

  func run() async throws {
    let invocation = Invocation.current
    try inert.check(invocation.console)
    let asksCluster = try asksCluster(invocation.console)
    let names = try chartArguments.names(
      invocation, defaultName: Self.defaultName, repository: chartArguments.source.repo)
    let found = try await chartArguments.find(names, global.folders, invocation)
    var cluster: ClusterView?
    if asksCluster {
      let connection = try ClusterConnection(global.cluster(namespace: namespace, debug: debug), invocation)
      cluster = try await ClusterView(connection.actions.client)
    }
    try await LargeStack.runSuspending { [cluster] () throws(ErasedError) in
      do { try render(names, found, invocation, cluster) } catch { throw ErasedError(error) }
    }
  }

  /// Renders a chart that is here, with what is taken for granted of a cluster.
  func runPlain() throws {
    let invocation = Invocation.current
    // Templates and values nest as deep as their authors like: the work runs where the stack is large.
    try LargeStack.run { () throws(ErasedError) in
      do {
        let names = try chartArguments.names(invocation, defaultName: Self.defaultName, repository: nil)
        try render(names, try ChartReference(local: names.chart, invocation), invocation, nil)
      } catch {
        throw ErasedError(error)
      }
    }
  }

  /// What the release is called where nobody names it.
  private static let defaultName = "release-name"

  /// Whether the cluster is asked; says what Helm says of the forms that it calls deprecated.
  private func asksCluster(_ console: Console) throws(CommandError) -> Bool {
    if validate { return true }
    switch dryRun {
    case "client": return false
    case "server": return true
    case "unset":
      console.note("level=WARN msg=\"--dry-run is deprecated and should be replaced with '--dry-run=client'\"")
      return false
    case "true":
      console.note(
        "level=WARN msg=\"boolean '--dry-run=true' flag is deprecated and must be replaced with '--dry-run=client'\"")
      return false
    case "none", "false":
      throw CommandError("invalid dry-run value (\"\(dryRun)\"). Must be \"server\" or \"client\"")
    default:
      throw CommandError("invalid dry-run value (\"\(dryRun)\"). Must be \"none\", \"server\", or \"client\"")
    }
  }

  private func render(
    _ names: ChartArguments.Names, _ found: ChartReference, _ invocation: Invocation, _ cluster: ClusterView?
  ) throws {
    let resolved = ChartArguments.Resolved(name: names.release, chart: try found.load(invocation))
    ProcessLifetime.keep(resolved.chart)
    let given = try valuesArguments.merge(for: resolved.chart, invocation)
    let capabilities = try cluster?.capabilities ?? givenCapabilities()
    try resolved.check(invocation.console)
    do throws(ReleaseError) {
      try ReleaseName.check(resolved.name)
    } catch {
      throw CommandError("release name check failed: release name \(GoQuote.quote(Bytes(resolved.name))): \(error)")
    }

    var warnings: [ChartWarning] = []
    defer { for warning in warnings { invocation.console.note(warning.line) } }
    let prepared = try PreparedChart(
      resolved.chart, given: given, skipsSchema: rendering.skipSchemaValidation, warnings: &warnings)
    ProcessLifetime.keep(prepared)
    let release = ReleaseScope(
      name: resolved.name, namespace: invocation.namespace(namespace, orElse: contextNamespace(invocation)),
      isUpgrade: isUpgrade)
    var options = try rendering.renderOptions(invocation)
    options.isLast = true
    let rendered: Rendered
    do throws(RenderError) {
      rendered = try Renderer.render(
        prepared.chart, values: prepared.values, release: release, capabilities: capabilities, options: options,
        lookup: cluster?.lookup)
    } catch {
      throw reported(error, invocation)
    }
    try print(rendered, of: prepared.chart, release: resolved.name, invocation)
  }

  /// The namespace of the kubeconfig's context, which Helm takes even where it asks no cluster.
  private func contextNamespace(_ invocation: Invocation) -> String? {
    var settings = ClusterSettings(environment: invocation.context.environment)
    settings.kubeconfig = global.kubeconfig
    if let context = global.kubeContext { settings.overrides.context = context }
    return settings.contextNamespace(invocation.context)
  }

  private func givenCapabilities() throws(CommandError) -> Capabilities {
    var capabilities = Capabilities.withoutCluster
    if let kubeVersion, !kubeVersion.isEmpty {
      do {
        capabilities.kubeVersion = try KubeVersion(parsing: kubeVersion)
      } catch {
        throw CommandError("invalid kube version '\(kubeVersion)': \(error)")
      }
    }
    capabilities.apiVersions += apiVersions.flatMap { $0.split(separator: ",").map(String.init) }
    return capabilities
  }

  /// The error in Helm's words, after what the templates wrote where `--debug` asks for it.
  private func reported(_ error: RenderError, _ invocation: Invocation) -> RenderError {
    var error = error
    if debug {
      var text: [UInt8] = []
      for file in error.files where !GoSpace.isBlank(file.content.storage) {
        Rendered.append(file.path, file.content, to: &text)
      }
      invocation.console.write(text)
    } else {
      error.description += "\n\nUse --debug flag to render out invalid YAML"
    }
    return error
  }

  private func print(_ rendered: Rendered, of chart: Chart, release: String, _ invocation: Invocation) throws {
    var documents: [ManifestFiles.Document] = []
    if includeCRDs {
      documents += chart.customResourceDefinitions.map { .init(path: $0.path, content: Bytes($0.file.data)) }
    }
    documents += rendered.manifests.map { .init(path: $0.path, content: $0.content) }
    let hooks = rendering.noHooks ? [] : rendered.hooks.filter { !skipTests || !$0.events.contains(.test) }
    let hookDocuments = hooks.map { ManifestFiles.Document(path: $0.path, content: $0.manifest) }
    if let outputFolder {
      let folder = Path.clean(outputFolder + (useReleaseName ? "/" + release : ""))
      try ManifestFiles.write(documents + hookDocuments, to: invocation.path(folder), named: folder, invocation.console)
      // As in Helm, there is nothing left to print: an empty line, and nothing for --show-only to find.
      guard let missing = showOnly.first else { return invocation.console.print("") }
      throw CommandError("could not find template \(missing) in chart")
    }
    let text = ManifestFiles.text(documents, hooks: hookDocuments)
    if showOnly.isEmpty {
      invocation.console.write(text)
    } else {
      invocation.console.write(try ManifestFiles.select(showOnly, from: text))
    }
  }
}
