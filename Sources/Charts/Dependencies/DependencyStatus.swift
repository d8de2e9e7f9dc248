internal import Platform
internal import SemanticVersions

/// Whether a declared dependency is there, in the words of Helm's `dependency list` (pkg/action/dependency.go).
package enum DependencyStatus: String, Sendable {
  /// Its package is under charts/, in a version that fits.
  case ok
  /// Its folder is under charts/, in a version that fits.
  case unpacked
  /// There is no such chart under charts/.
  case missing
  /// The package cannot be read.
  case corrupt
  /// The package holds another chart than its file's name says.
  case misnamed
  /// There is one, of a version that does not fit.
  case wrongVersion = "wrong version"
  /// The declared version is no range, or the chart's is none.
  case invalidVersion = "invalid version"
  /// There are several packages of it.
  case tooMany = "too many matches"

  /// The state of a dependency of the chart in `folder`.
  package init(of dependency: Dependency, in parent: Chart, folder: String) {
    let prefix = dependency.name + "-"
    let packages = Self.entries(folder).filter { $0.hasPrefix(prefix) && $0.hasSuffix(".tgz") }
    var candidates = packages
    if packages.count > 1 {
      // Of `redis-17.0.0.tgz` and `redis-cluster-8.0.0.tgz` only one is redis: the rest of the name must be a version.
      candidates = packages.filter {
        (try? SemanticVersion(strict: String($0.dropFirst(prefix.count).dropLast(4)))) != nil
      }
      if candidates.count > 1 {
        self = .tooMany
        return
      }
    }
    if let package = candidates.first, let status = Self.status(ofPackage: "\(folder)/charts/\(package)", dependency) {
      self = status
      return
    }
    guard let chart = parent.dependencies.last(where: { $0.name == dependency.name }) else {
      self = .missing
      return
    }
    self = Self.refusal(of: chart, dependency) ?? .unpacked
  }

  /// A file under charts/ that Chart.yaml does not declare.
  package struct Stray: Sendable {
    /// The name of the file or folder.
    package let file: String
    /// Whether it is a chart at all.
    package let isChart: Bool
  }

  /// The folders and packages under charts/ that Chart.yaml does not declare.
  package static func strays(of parent: Chart, in folder: String) -> [Stray] {
    let declared = Set(parent.metadata.dependencies.map(\.name))
    return entries(folder).compactMap { entry in
      let path = "\(folder)/charts/\(entry)"
      guard FileSystem.kind(path) == .folder || entry.hasSuffix(".tgz") else { return nil }
      var warnings: [ChartWarning] = []
      guard let chart = try? ChartLoader.load(path: path, warnings: &warnings) else {
        return Stray(file: entry, isChart: false)
      }
      return declared.contains(chart.name) ? nil : Stray(file: entry, isChart: true)
    }
  }

  private static func entries(_ folder: String) -> [String] {
    // A chart need not have a charts/ folder.
    ((try? FileSystem.list(folder + "/charts")) ?? []).map(\.name).sorted()
  }

  private static func status(ofPackage path: String, _ dependency: Dependency) -> DependencyStatus? {
    guard FileSystem.kind(path) != nil else { return nil }
    var warnings: [ChartWarning] = []
    guard let chart = try? ChartLoader.load(path: path, warnings: &warnings) else { return .corrupt }
    if chart.name != dependency.name { return .misnamed }
    return refusal(of: chart, dependency) ?? .ok
  }

  private static func refusal(of chart: Chart, _ dependency: Dependency) -> DependencyStatus? {
    if chart.metadata.version == dependency.version { return nil }
    guard let range = try? VersionConstraint(dependency.version),
      let version = try? SemanticVersion(chart.metadata.version)
    else { return .invalidVersion }
    return range.check(version) ? nil : .wrongVersion
  }
}
