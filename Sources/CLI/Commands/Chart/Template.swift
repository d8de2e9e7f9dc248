import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Templating
import Values

/// `chart template [NAME] [CHART]`: prints what a chart becomes, without a cluster.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Render a chart and print the manifests.",
    usage: "chart template [NAME] [CHART] [options]")

  @OptionGroup var chartArguments: ChartArguments
  @OptionGroup var valuesArguments: ValuesArguments
  @OptionGroup var rendering: RenderingOptions
  @OptionGroup(visibility: .hidden) var inert: InertOptions

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

  @Flag(name: .customLong("debug"), help: "Print the manifests even where they are no YAML.")
  var debug = false

  func run() throws {
    let invocation = Invocation.current
    // Templates and values nest as deep as their authors like: the work runs where the stack is large.
    try LargeStack.run { () throws(ErasedError) in
      do { try render(invocation) } catch { throw ErasedError(error) }
    }
  }

  private func render(_ invocation: Invocation) throws {
    try inert.check()
    let resolved = try chartArguments.resolve(invocation, defaultName: "release-name")
    ProcessLifetime.keep(resolved.chart)
    let given = try valuesArguments.merge(for: resolved.chart, invocation)
    var capabilities = Capabilities.withoutCluster
    if let kubeVersion, !kubeVersion.isEmpty {
      do {
        capabilities.kubeVersion = try KubeVersion(parsing: kubeVersion)
      } catch {
        throw CommandError("invalid kube version '\(kubeVersion)': \(error)")
      }
    }
    capabilities.apiVersions += apiVersions.flatMap { $0.split(separator: ",").map(String.init) }
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
    var options = rendering.renderOptions(invocation)
    options.isLast = true
    let rendered: Rendered
    do throws(RenderError) {
      rendered = try Renderer.render(
        prepared.chart, values: prepared.values, release: release, capabilities: capabilities, options: options)
    } catch {
      throw reported(error, invocation)
    }
    try print(rendered, of: prepared.chart, release: resolved.name, invocation)
  }

  /// The namespace of the kubeconfig's context, which Helm takes even where it asks no cluster.
  private func contextNamespace(_ invocation: Invocation) -> String? {
    var settings = ClusterSettings(environment: invocation.context.environment)
    settings.kubeconfig = inert.kubeconfig
    if let context = inert.kubeContext { settings.overrides.context = context }
    return settings.contextNamespace(invocation.context)
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
