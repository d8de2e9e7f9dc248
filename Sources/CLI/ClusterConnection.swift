import EmbeddedCluster
import Kubernetes
import Networking
import Platform
import Releases

/// The cluster that a command works on, opened.
struct ClusterConnection {
  /// What actions work with.
  let actions: ActionContext

  /// Opens the cluster that the options and the environment name, and says so where it is the embedded one by default.
  ///
  /// - Parameter allNamespaces: whether records of every namespace are read.
  init(_ options: ClusterOptions, _ invocation: Invocation, allNamespaces: Bool = false) throws {
    let context = invocation.context
    let settings = options.settings(context)
    let choice = try ClusterChoice.decide(settings, environment: context.environment) {
      FileSystem.kind(invocation.path($0)) != nil
    }
    let transport: any Transport
    var contextNamespace = ""
    var cache: DiscoveryCache?
    switch choice {
    case .kubernetes:
      let access = try Self.access(settings, context)
      transport = ResilientTransport(
        NetworkTransport(access, context: context), policy: Self.policy(settings), randomness: context.randomness)
      contextNamespace = access.namespace
      cache = DiscoveryFile(access, context)?.cache
    case .embedded(let isDefault): transport = try Self.embedded(invocation, isDefault: isDefault)
    }
    let namespace = invocation.namespace(options.namespace, orElse: contextNamespace)
    let client = KubernetesClient(transport: transport, cache: cache)
    let progress = Progress(invocation.console, isDetailed: options.debug)
    actions = ActionContext(
      client: client,
      storage: try Self.storage(
        context.environment, client: client, namespace: allNamespaces ? "" : namespace, clock: context.clock),
      namespace: namespace, clock: context.clock, isInterrupted: { Interruption.isRequested },
      willChange: { Interruption.watch() }, report: { progress.report($0) })
  }

  private static func access(_ settings: ClusterSettings, _ context: ProcessContext) throws -> ClusterAccess {
    do throws(KubeconfigError) {
      return try settings.access(context)
    } catch {
      // Helm says so of whatever keeps it from the cluster.
      throw CommandError("kubernetes cluster unreachable: \(error)", hint: error.hint)
    }
  }

  private static func policy(_ settings: ClusterSettings) -> ResilientTransport.Policy {
    var policy = ResilientTransport.Policy()
    policy.requestsPerSecond = settings.requestsPerSecond
    policy.burst = settings.burst
    return policy
  }

  private static func embedded(_ invocation: Invocation, isDefault: Bool) throws -> EmbeddedCluster {
    guard let folder = ClusterFolder.path(invocation.context) else {
      throw CommandError("there is no folder for the embedded cluster", hint: "Set CHART_CLUSTER_HOME or HOME.")
    }
    if isDefault {
      invocation.console.note("chart: no kubeconfig here, working on the embedded cluster in \(folder)")
    }
    return try EmbeddedCluster(
      folder: folder, clock: invocation.context.clock, randomness: invocation.context.randomness)
  }

  private static func storage(
    _ environment: [String: String], client: KubernetesClient, namespace: String, clock: WallClock
  ) throws(CommandError) -> any ReleaseStorage {
    switch ClusterSettings.variable("DRIVER", environment)?.value ?? "" {
    case "", "secret", "secrets": return ClusterStorage(.secret, client: client, namespace: namespace, clock: clock)
    case "configmap", "configmaps":
      return ClusterStorage(.configMap, client: client, namespace: namespace, clock: clock)
    case "memory": return MemoryStorage(namespace: namespace, clock: clock)
    case "sql":
      throw CommandError(
        "the sql driver keeps records in PostgreSQL, which this program does not reach",
        hint: "HELM_DRIVER may be secret, configmap or memory; `helm` with HELM_DRIVER=sql still sees those releases.")
    case let other:
      throw CommandError(
        "unknown driver \"\(other)\"", hint: "HELM_DRIVER may be secret, configmap or memory, or be left out.")
    }
  }
}
