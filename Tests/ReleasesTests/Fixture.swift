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

  /// A cluster that holds what another one holds, which is at rest: cheaper than to make it anew.
  init(copyOf other: Workbench) throws {
    folder = try FileSystem.createTemporaryFolder(prefix: "releases-tests")
    try FileSystem.createFolder(folder + "/cluster")
    // What SQLite shares between processes is made anew by whoever opens the copy.
    for entry in try FileSystem.list(other.folder + "/cluster")
    where entry.kind == .file && !entry.name.hasSuffix("-shm") {
      try FileSystem.write(
        try FileSystem.read("\(other.folder)/cluster/\(entry.name)"), to: "\(folder)/cluster/\(entry.name)")
    }
    cluster = try EmbeddedCluster(folder: folder + "/cluster")
  }

  deinit { try? FileSystem.remove(folder) }

  /// A context whose requests go to the cluster, or through another transport to it.
  func context(
    through transport: (any Transport)? = nil, lock: LockPolicy = LockPolicy(),
    recordLimit: Int = ClusterStorage.objectLimit, report: @escaping @Sendable (ActionEvent) -> Void = { _ in }
  ) -> ActionContext {
    let client = KubernetesClient(transport: transport ?? cluster)
    return ActionContext(
      client: client,
      storage: ClusterStorage(.secret, client: client, namespace: namespace, limit: recordLimit),
      namespace: namespace, lock: lock, polling: Polling(first: .milliseconds(1), longest: .milliseconds(5)),
      report: report)
  }

  /// A context with a connection of its own, as another process has.
  func secondContext(recordLimit: Int = ClusterStorage.objectLimit) throws -> ActionContext {
    context(through: try EmbeddedCluster(folder: folder + "/cluster"), recordLimit: recordLimit)
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

  /// The names of all Secrets, or of all ConfigMaps.
  func names(of kind: String) async throws -> [String] {
    var names: [String] = []
    let gvk = GroupVersionKind(group: "", version: "v1", kind: kind)
    try await context().client.listMetadata(gvk, namespace: namespace) { names.append($0.name) }
    return names.filter { $0 != "kube-root-ca.crt" }.sorted()
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
  var files: [RecordedChart.File] = []
  let manifest: (RenderRequest) throws -> String

  /// A chart that always renders the same.
  init(_ manifest: String, hooks: [Hook] = [], files: [RecordedChart.File] = []) {
    self.manifest = { _ in manifest }
    self.hooks = hooks
    self.files = files
  }

  /// A chart whose manifest depends on what it is rendered for.
  init(rendering manifest: @escaping (RenderRequest) throws -> String) {
    self.manifest = manifest
  }

  func customResourceDefinitions(values: ValueMap) -> [ManifestFile] { customResourceDefinitions }

  func render(_ request: RenderRequest) async throws -> RenderedRelease {
    let metadata = ValueMap([
      ("apiVersion", .string("v2")), ("name", .string("demo")), ("version", .string("0.1.0")),
    ])
    return RenderedRelease(
      chart: RecordedChart(metadata: metadata, values: defaults, files: files), manifest: Bytes(try manifest(request)),
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

/// Bytes that no compression makes smaller, the same for the same seed.
func incompressible(_ count: Int, seed: UInt64) -> Bytes {
  var state = seed
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + 8)
  while bytes.count < count {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
  }
  return Bytes(bytes[..<count])
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
