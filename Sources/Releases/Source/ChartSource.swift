package import Charts
package import Kubernetes
internal import Platform
package import Rendering
internal import Templating
internal import Values

/// A loaded chart as install and upgrade render it, with what the cluster can do and what it holds.
package struct ChartSource: ReleaseSource {
  private let chart: Chart
  private let client: KubernetesClient
  private let options: RenderOptions
  private let skipsSchema: Bool
  private let capabilities: Capabilities?
  private let warn: @Sendable (ChartWarning) -> Void

  /// A chart to be rendered against a cluster.
  ///
  /// - Parameters:
  ///   - capabilities: what templates are told instead of the cluster's own, as with `--dry-run=client`.
  ///   - warn: is told what Helm would note on standard error.
  package init(
    _ chart: Chart, client: KubernetesClient, options: RenderOptions = RenderOptions(), skipsSchema: Bool = false,
    capabilities: Capabilities? = nil, warn: @escaping @Sendable (ChartWarning) -> Void = { _ in }
  ) {
    self.chart = chart
    self.client = client
    self.options = options
    self.skipsSchema = skipsSchema
    self.capabilities = capabilities
    self.warn = warn
  }

  package var customResourceDefinitions: [ManifestFile] {
    chart.customResourceDefinitions.map { ManifestFile(name: $0.path, content: Bytes($0.file.data)) }
  }

  package func render(_ request: RenderRequest) async throws -> RenderedRelease {
    if request.dryRun == .client {
      let capabilities = capabilities ?? .withoutCluster
      return try await LargeStack.runSuspending { try renderNow(request, capabilities, nil) }
    }
    let capabilities = try await clusterCapabilities()
    let lookup = ClusterLookup(client: client)
    return try await LargeStack.runSuspending { try renderNow(request, capabilities, lookup.find) }
  }

  private func clusterCapabilities() async throws -> Capabilities {
    let version = try await client.serverVersion()
    return Capabilities(
      kubeVersion: try KubeVersion(parsing: version.gitVersion), apiVersions: try await client.apiVersions())
  }

  private func renderNow(
    _ request: RenderRequest, _ capabilities: Capabilities, _ lookup: TemplateLookup?
  ) throws -> RenderedRelease {
    var warnings: [ChartWarning] = []
    defer { warnings.forEach(warn) }
    let prepared = try PreparedChart(
      chart, given: request.values, chartValues: request.chartValues, skipsSchema: skipsSchema, warnings: &warnings)
    let release = ReleaseScope(
      name: request.name, namespace: request.namespace, revision: request.revision, isUpgrade: request.isUpgrade)
    // The record keeps the values as they were before the templates ran, which may change them.
    let recorded = RecordedChart(prepared.chart)
    let rendered = try Renderer.render(
      prepared.chart, values: prepared.values, release: release, capabilities: capabilities, options: options,
      lookup: lookup)
    return RenderedRelease(chart: recorded, manifest: rendered.text, hooks: rendered.hooks, notes: rendered.notes)
  }
}

/// Answers the templates' `lookup` from the cluster.
///
/// Templates run on a thread of their own and wait there for the answer; the request itself is a task.
private struct ClusterLookup {
  let client: KubernetesClient

  func find(
    _ apiVersion: Bytes, _ kind: Bytes, _ namespace: Bytes, _ name: Bytes
  ) throws(FunctionError) -> Value {
    let answer = OneShot<Result<[UInt8], KubernetesError>>()
    let gvk = GroupVersionKind(apiVersion: apiVersion.description, kind: kind.description)
    let (namespace, name) = (namespace.description, name.description)
    let client = client
    Task.detached {
      do throws(KubernetesError) {
        let mapping = try await client.mapping(gvk)
        let request =
          name.isEmpty
          ? KubernetesRequest.list(mapping, namespace: namespace)
          : KubernetesRequest.get(mapping, namespace: namespace, name: name)
        // Values stay on their thread; bytes may cross.
        answer.fulfil(.success(JSONCodec.encode(try await client.read(request))))
      } catch {
        answer.fulfil(.failure(error))
      }
    }
    switch answer.wait() {
    case .success(let bytes):
      guard let value = JSONCodec.decode(bytes) else { throw FunctionError("the cluster's answer is no JSON") }
      return value
    case .failure(let error):
      if error.isNotFound { return .map(ValueMap()) }
      if error.isNoMatch {
        throw FunctionError(
          "unable to get apiresource from unstructured: \(gvk): \(error)", cause: error)
      }
      throw FunctionError("\(error)", cause: error)
    }
  }
}
