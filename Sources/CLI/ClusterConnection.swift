import EmbeddedCluster
import Kubernetes
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
    let environment = invocation.context.environment
    let choice = try ClusterChoice.decide(
      ClusterChoice.Request(
        kubeconfig: options.kubeconfig, context: options.kubeContext, apiServer: options.kubeAPIServer),
      environment: environment
    ) { FileSystem.kind(invocation.path($0)) != nil }
    switch choice {
    case .kubernetes(let source):
      throw CommandError(
        "this version cannot reach a Kubernetes cluster over the network, and \(source) names one",
        hint: "Set CHART_CLUSTER=embedded to work on the embedded cluster instead.")
    case .embedded(let isDefault):
      guard let folder = ClusterFolder.path(invocation.context) else {
        throw CommandError("there is no folder for the embedded cluster", hint: "Set CHART_CLUSTER_HOME or HOME.")
      }
      if isDefault {
        invocation.console.note("chart: no kubeconfig here, working on the embedded cluster in \(folder)")
      }
      let cluster = try EmbeddedCluster(
        folder: folder, clock: invocation.context.clock, randomness: invocation.context.randomness)
      let namespace = invocation.namespace(options.namespace)
      let client = KubernetesClient(transport: cluster)
      let progress = Progress(invocation.console, isDetailed: options.debug)
      actions = ActionContext(
        client: client,
        storage: try Self.storage(
          environment, client: client, namespace: allNamespaces ? "" : namespace, clock: invocation.context.clock),
        namespace: namespace, clock: invocation.context.clock, isInterrupted: { Interruption.isRequested },
        report: { progress.report($0) })
      Interruption.watch()
    }
  }

  private static func storage(
    _ environment: [String: String], client: KubernetesClient, namespace: String, clock: WallClock
  ) throws(CommandError) -> any ReleaseStorage {
    switch environment["HELM_DRIVER"] ?? "" {
    case "", "secret", "secrets": return ClusterStorage(.secret, client: client, namespace: namespace, clock: clock)
    case "configmap", "configmaps":
      return ClusterStorage(.configMap, client: client, namespace: namespace, clock: clock)
    case "memory": return MemoryStorage(namespace: namespace, clock: clock)
    case let other:
      throw CommandError(
        "unknown driver \"\(other)\"", hint: "HELM_DRIVER may be secret, configmap or memory, or be left out.")
    }
  }
}
