import EmbeddedCluster
import Kubernetes
import Platform
import Releases
import Testing
import Values

/// A fresh embedded cluster in a temporary folder, and what actions need to work on it.
final class Workbench {
  let folder: String
  let cluster: EmbeddedCluster
  let namespace = "default"

  init() throws {
    folder = try FileSystem.createTemporaryFolder(prefix: "releases-tests")
    cluster = try EmbeddedCluster(folder: folder + "/cluster")
  }

  deinit { try? FileSystem.remove(folder) }

  /// A context whose requests go to the cluster, or through another transport to it.
  func context(
    through transport: (any Transport)? = nil, lock: LockPolicy = LockPolicy(),
    report: @escaping @Sendable (ActionEvent) -> Void = { _ in }
  ) -> ActionContext {
    let client = KubernetesClient(transport: transport ?? cluster)
    return ActionContext(
      client: client, storage: ClusterStorage(.secret, client: client, namespace: namespace), namespace: namespace,
      lock: lock, polling: Polling(first: .milliseconds(1), longest: .milliseconds(5)), report: report)
  }

  /// The data of a ConfigMap, nil where there is none.
  func configMap(_ name: String) async throws -> [String: String]? {
    let reference = ObjectReference(
      GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: namespace, name: name)
    return try await context().client.find(reference)?.strings("data")
  }

  /// `revision status description` of each revision, oldest first.
  func history(_ name: String) async throws -> [String] {
    try await History(context()).run(name).map {
      "\($0.revision) \($0.info.status.rawValue) \($0.info.description)"
    }
  }

  /// Whether a lease of the release is left.
  func hasLease(_ name: String) async throws -> Bool {
    let reference = ObjectReference(
      GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease"), namespace: namespace,
      name: "chart.\(name)")
    return try await context().client.find(reference) != nil
  }
}

/// Stands in for a chart: what it renders is given.
struct ScriptedSource: ReleaseSource {
  var customResourceDefinitions: [ManifestFile] = []
  var hooks: [Hook] = []
  var defaults = ValueMap()
  let manifest: (RenderRequest) throws -> String

  /// A chart that always renders the same.
  init(_ manifest: String, hooks: [Hook] = []) {
    self.manifest = { _ in manifest }
    self.hooks = hooks
  }

  /// A chart whose manifest depends on what it is rendered for.
  init(rendering manifest: @escaping (RenderRequest) throws -> String) {
    self.manifest = manifest
  }

  func render(_ request: RenderRequest) async throws -> RenderedRelease {
    let metadata = ValueMap([
      ("apiVersion", .string("v2")), ("name", .string("demo")), ("version", .string("0.1.0")),
    ])
    return RenderedRelease(
      chart: RecordedChart(metadata: metadata, values: defaults), manifest: Bytes(try manifest(request)),
      hooks: hooks)
  }
}

/// ConfigMaps as a manifest: `name: value` becomes a ConfigMap with `data.key`.
func configMaps(_ entries: KeyValuePairs<String, String>, annotations: String = "{}") -> String {
  entries.map { name, value in
    """
    ---
    # Source: demo/templates/\(name).yaml
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: \(name)
      annotations: \(annotations)
    data:
      key: "\(value)"

    """
  }.joined()
}

/// An object that the cluster refuses.
let refusedManifest = """
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: Not_A_Name
  """

/// The error that the body throws; that it throws none, or another one, is a failure of the test.
@discardableResult
func failure(
  sourceLocation: SourceLocation = #_sourceLocation, of body: () async throws -> Void
) async -> ReleaseError? {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as ReleaseError {
    return error
  } catch {
    Issue.record("\(error) was thrown", sourceLocation: sourceLocation)
  }
  return nil
}
