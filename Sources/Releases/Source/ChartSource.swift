package import Charts
package import Kubernetes
internal import Platform
package import Rendering
package import Values

/// A loaded chart as install and upgrade render it, with what the cluster can do and what it holds.
package struct ChartSource: ReleaseSource {
  private let chart: Chart
  private let client: KubernetesClient
  private let options: RenderOptions
  private let schemas: SchemaCheck
  private let capabilities: Capabilities?
  private let warn: @Sendable (ChartWarning) -> Void

  /// A chart to be rendered against a cluster.
  ///
  /// - Parameters:
  ///   - capabilities: what templates are told instead of the cluster's own, as with `--dry-run=client`.
  ///   - warn: is told what Helm would note on standard error.
  package init(
    _ chart: Chart, client: KubernetesClient, options: RenderOptions = RenderOptions(), schemas: SchemaCheck = .local,
    capabilities: Capabilities? = nil, warn: @escaping @Sendable (ChartWarning) -> Void = { _ in }
  ) {
    self.chart = chart
    self.client = client
    self.options = options
    self.schemas = schemas
    self.capabilities = capabilities
    self.warn = warn
  }

  package func customResourceDefinitions(values: ValueMap) async throws -> [ManifestFile] {
    if chart.customResourceDefinitions.isEmpty { return [] }
    let switched = try await LargeStack.runSuspending { [chart] () throws(ChartError) in
      var chart = chart
      var warnings: [ChartWarning] = []
      try chart.processDependencies(values: values, warnings: &warnings)
      return chart
    }
    return switched.customResourceDefinitions.map { ManifestFile(name: $0.path, content: Bytes($0.file.data)) }
  }

  package func render(_ request: RenderRequest) async throws -> RenderedRelease {
    if request.dryRun == .client {
      let capabilities = capabilities ?? .withoutCluster
      return try await LargeStack.runSuspending { try renderNow(request, capabilities, nil) }
    }
    let cluster = try await ClusterView(client)
    return try await LargeStack.runSuspending { try renderNow(request, cluster.capabilities, cluster.lookup) }
  }

  private func renderNow(
    _ request: RenderRequest, _ capabilities: Capabilities, _ lookup: TemplateLookup?
  ) throws -> RenderedRelease {
    var warnings: [ChartWarning] = []
    defer { warnings.forEach(warn) }
    let prepared = try PreparedChart(
      chart, given: request.values, chartValues: request.chartValues, schemas: schemas, warnings: &warnings)
    let release = ReleaseScope(
      name: request.name, namespace: request.namespace, revision: request.revision, isUpgrade: request.isUpgrade)
    // The record keeps the values as they were before the templates ran, which may change them.
    let recorded = RecordedChart(prepared.chart)
    let rendered = try Renderer.render(
      prepared.chart, values: prepared.values, release: release, capabilities: capabilities, options: options,
      lookup: lookup, warnings: &warnings)
    return RenderedRelease(chart: recorded, manifest: rendered.text, hooks: rendered.hooks, notes: rendered.notes)
  }
}
