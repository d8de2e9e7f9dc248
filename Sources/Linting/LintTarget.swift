package import Charts
import Platform
package import Rendering
package import Values

/// How a chart is examined.
package struct LintOptions {
  /// The user's values.
  package var values = ValueMap()
  /// The namespace that the templates are run for.
  package var namespace = "default"
  /// The Kubernetes version that the templates see and that API versions are held against; nil for the default one.
  package var kubeVersion: KubeVersion?
  /// How values are held against schemas.
  package var schemas = SchemaCheck.local
  /// Whether only Helm's own checks are made.
  package var helmOnly = false
  /// How templates run.
  package var rendering = RenderOptions()

  /// The options of a plain examination.
  package init() {}
}

/// A chart's folder while it is examined, and the messages so far.
struct LintTarget {
  /// The folder's absolute path, which Helm shows in messages about dependencies.
  let folder: String
  let options: LintOptions
  private(set) var messages: [LintMessage] = []

  init(folder: String, options: LintOptions) {
    self.folder = folder
    self.options = options
  }

  /// The Kubernetes version that counts.
  var kubeVersion: KubeVersion { options.kubeVersion ?? Capabilities.withoutCluster.kubeVersion }

  /// The path of a file of the chart.
  func path(_ name: String) -> String { Path.join(folder, name) }

  /// Notes what a check found; answers whether it found nothing.
  @discardableResult
  mutating func check(_ severity: LintSeverity, _ path: String, _ problem: String?) -> Bool {
    guard let problem else { return true }
    messages.append(LintMessage(severity, path, problem))
    return false
  }

  /// Notes what this program's own checks found.
  mutating func add(_ found: [LintMessage]) { messages += found }

  /// The chart in the folder; throws what Helm's loader says.
  func load() throws(ChartError) -> Chart {
    var warnings: [ChartWarning] = []
    return try ChartLoader.load(path: folder, checksVersion: false, warnings: &warnings)
  }
}
