package import Kubernetes
package import Values

/// What install and upgrade render: a chart, whose templates wait for what only the action knows.
package protocol ReleaseSource {
  /// The files under `crds/` of the chart and of those dependencies that the values leave switched on, in the order in
  /// which they are installed.
  func customResourceDefinitions(values: ValueMap) async throws -> [ManifestFile]
  /// Renders the chart for one revision; what it throws becomes the `cause` of a `rendering` error.
  func render(_ request: RenderRequest) async throws -> RenderedRelease
}

/// A file with manifests.
package struct ManifestFile: Sendable {
  /// The path within the chart.
  package let name: String
  /// The content.
  package let content: Bytes

  /// A file by its parts.
  package init(name: String, content: Bytes) {
    self.name = name
    self.content = content
  }
}

/// What a chart is to be rendered for.
package struct RenderRequest {
  /// The release's name.
  package let name: String
  /// The release's namespace.
  package let namespace: String
  /// The revision that it will have.
  package let revision: Int
  /// Whether a release is there already.
  package let isUpgrade: Bool
  /// The user's values, those that are reused included.
  package let values: ValueMap
  /// Takes the place of the chart's own default values (`--reuse-values`).
  package let chartValues: ValueMap?
  /// Whether the cluster may be asked.
  package let dryRun: DryRun

  /// A request by its parts.
  package init(
    name: String, namespace: String, revision: Int, isUpgrade: Bool, values: ValueMap, chartValues: ValueMap? = nil,
    dryRun: DryRun = .none
  ) {
    self.name = name
    self.namespace = namespace
    self.revision = revision
    self.isUpgrade = isUpgrade
    self.values = values
    self.chartValues = chartValues
    self.dryRun = dryRun
  }
}

/// What rendering a chart gave.
package struct RenderedRelease {
  /// The chart as the record keeps it.
  package let chart: RecordedChart
  /// The objects, sorted, as the record keeps them: `---\n# Source: …`.
  package let manifest: Bytes
  /// The hooks.
  package let hooks: [Hook]
  /// The notes.
  package let notes: Bytes

  /// A rendering by its parts.
  package init(chart: RecordedChart, manifest: Bytes, hooks: [Hook] = [], notes: Bytes = Bytes()) {
    self.chart = chart
    self.manifest = manifest
    self.hooks = hooks
    self.notes = notes
  }
}
