import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Templating
import Values

/// What `chart template` is asked for.
struct TemplateRequest {
  /// The chart and the release's name.
  var chart = ChartChoice()
  /// The values that are given.
  var values = ValuesOptions()
  /// How the templates run.
  var rendering: RenderOptions
  /// How the values are held against the schema.
  var schemas: SchemaCheck
  /// Whether hooks are not printed.
  var leavesHooksOut = false
  /// Whether hooks that are tests are not printed.
  var skipsTests = false
  /// The release's namespace.
  var namespace: String?
  /// The kubeconfig, whose context may name a namespace.
  var kubeconfig: String?
  /// The kubeconfig's context.
  var kubeContext: String?
  /// What `.Capabilities` shows where no cluster is asked.
  var capabilities = Capabilities.withoutCluster
  /// The templates whose manifests alone are printed.
  var showOnly: [String] = []
  /// The folder that manifests are written to.
  var outputFolder: String?
  /// Whether the release's name is part of the paths there.
  var usesReleaseName = false
  /// Whether the chart's `crds/` are printed.
  var includesCRDs = false
  /// Whether `.Release` is that of an upgrade.
  var isUpgrade = false
  /// Whether manifests are printed even where they are no YAML.
  var isDebugging = false

  /// A request that nothing more is said of than how templates run and values are checked.
  init(rendering: RenderOptions, schemas: SchemaCheck) {
    self.rendering = rendering
    self.schemas = schemas
  }

  /// Renders a chart that is here, with what is taken for granted of a cluster.
  func run(_ invocation: Invocation) throws {
    // Templates and values nest as deep as their authors like: the work runs where the stack is large.
    try LargeStack.run { () throws(ErasedError) in
      do {
        let names = try names(invocation, repository: nil)
        try print(try render(names, try ChartReference(local: names.chart, invocation), invocation, nil), invocation)
      } catch {
        throw ErasedError(error)
      }
    }
  }

  /// What the line names; a release that nobody names is called `release-name`.
  ///
  /// - Parameter repository: the repository that has the chart, where one is named.
  func names(_ invocation: Invocation, repository: String?) throws -> ChartChoice.Names {
    try chart.names(invocation, defaultName: "release-name", repository: repository)
  }

  /// What was made of a chart, and what it was made for.
  struct Rendering {
    /// What the templates wrote.
    fileprivate let rendered: Rendered
    /// The chart.
    fileprivate let chart: Chart
    /// The release's name.
    let release: String

    /// The manifests without the hooks.
    var manifest: Bytes { Bytes(ManifestFiles.text(documents, hooks: [])) }

    fileprivate var documents: [ManifestFiles.Document] {
      rendered.manifests.map { .init(path: $0.path, content: $0.content) }
    }
  }

  /// Renders a chart.
  ///
  /// - Parameter cluster: what can be known of a cluster, where one is asked.
  func render(
    _ names: ChartChoice.Names, _ found: ChartReference, _ invocation: Invocation, _ cluster: ClusterView?
  ) throws -> Rendering {
    let resolved = ChartChoice.Resolved(name: names.release, chart: try found.load(invocation))
    ProcessLifetime.keep(resolved.chart)
    let given = try values.merge(for: resolved.chart, invocation)
    let capabilities = cluster?.capabilities ?? self.capabilities
    try resolved.check(invocation.console)
    do throws(ReleaseError) {
      try ReleaseName.check(resolved.name)
    } catch {
      throw CommandError("release name check failed: release name \(GoQuote.quote(Bytes(resolved.name))): \(error)")
    }

    var warnings: [ChartWarning] = []
    defer { for warning in warnings { invocation.console.note(warning.line) } }
    let prepared = try PreparedChart(
      resolved.chart, given: given, schemas: schemas, warnings: &warnings)
    ProcessLifetime.keep(prepared)
    let release = ReleaseScope(
      name: resolved.name, namespace: invocation.namespace(namespace, orElse: contextNamespace(invocation)),
      isUpgrade: isUpgrade)
    var options = rendering
    options.isLast = true
    let rendered: Rendered
    do throws(RenderError) {
      rendered = try Renderer.render(
        prepared.chart, values: prepared.values, release: release, capabilities: capabilities, options: options,
        lookup: cluster?.lookup, warnings: &warnings)
    } catch {
      throw reported(error, invocation)
    }
    return Rendering(rendered: rendered, chart: prepared.chart, release: resolved.name)
  }

  /// The namespace of the kubeconfig's context, which Helm takes even where it asks no cluster.
  private func contextNamespace(_ invocation: Invocation) -> String? {
    var settings = ClusterSettings(environment: invocation.context.environment)
    settings.kubeconfig = kubeconfig
    if let context = kubeContext { settings.overrides.context = context }
    return settings.contextNamespace(invocation.context)
  }

  /// The error in Helm's words, after what the templates wrote where `--debug` asks for it.
  private func reported(_ error: RenderError, _ invocation: Invocation) -> RenderError {
    var error = error
    if isDebugging {
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

  /// Prints what was made, or what is wanted of it.
  func print(_ rendering: Rendering, _ invocation: Invocation) throws {
    let (rendered, release) = (rendering.rendered, rendering.release)
    var documents: [ManifestFiles.Document] = []
    if includesCRDs {
      documents += rendering.chart.customResourceDefinitions.map { .init(path: $0.path, content: Bytes($0.file.data)) }
    }
    documents += rendering.documents
    let hooks = leavesHooksOut ? [] : rendered.hooks.filter { !skipsTests || !$0.events.contains(.test) }
    let hookDocuments = hooks.map { ManifestFiles.Document(path: $0.path, content: $0.manifest) }
    if let outputFolder {
      let folder = Path.clean(outputFolder + (usesReleaseName ? "/" + release : ""))
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
