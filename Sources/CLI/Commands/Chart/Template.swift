import ArgumentParser
import Platform
import Releases
import Rendering

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
    let request = try request(invocation)
    let asksCluster = try asksCluster(invocation.console)
    let names = try request.names(invocation, repository: chartArguments.source.repo)
    let found = try await chartArguments.find(names, global.folders, invocation)
    var actions: ActionContext?
    var cluster: ClusterView?
    if asksCluster {
      let opened = try ClusterConnection(global.cluster(namespace: namespace, debug: debug), invocation).actions
      cluster = try await ClusterView(opened.client)
      actions = opened
    }
    let rendering = try await LargeStack.runSuspending { [cluster] () throws(ErasedError) in
      do { return try request.render(names, found, invocation, cluster) } catch { throw ErasedError(error) }
    }
    // As in Helm, the cluster is asked whether it could hold the objects; nothing is printed where it could not.
    if let actions {
      try await Install(actions).check(rendering.manifest, of: rendering.release, isUpgrade: isUpgrade)
    }
    try request.print(rendering, invocation)
  }

  /// The same without the parser's wrappers.
  func request(_ invocation: Invocation) throws -> TemplateRequest {
    var request = TemplateRequest(
      rendering: try rendering.renderOptions(invocation), schemas: rendering.schemas.check(invocation))
    request.chart = chartArguments.choice
    request.values = valuesArguments.given
    request.leavesHooksOut = rendering.noHooks
    request.namespace = namespace
    request.kubeconfig = global.kubeconfig
    request.kubeContext = global.kubeContext
    request.capabilities = try capabilities()
    request.showOnly = showOnly
    // Options that are empty count as not given, as in Helm.
    request.outputFolder = outputFolder?.isEmpty == true ? nil : outputFolder
    request.usesReleaseName = useReleaseName
    request.includesCRDs = includeCRDs
    request.skipsTests = skipTests
    request.isUpgrade = isUpgrade
    request.isDebugging = debug
    return request
  }

  private func capabilities() throws(CommandError) -> Capabilities {
    var capabilities = Capabilities.withoutCluster
    for list in apiVersions {
      capabilities.apiVersions += try CommaSeparatedList.fields(of: list, option: "-a, --api-versions")
    }
    if let kubeVersion, !kubeVersion.isEmpty {
      do {
        capabilities.kubeVersion = try KubeVersion(parsing: kubeVersion)
      } catch {
        throw CommandError("invalid kube version '\(kubeVersion)': \(error)")
      }
    }
    return capabilities
  }

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
}
