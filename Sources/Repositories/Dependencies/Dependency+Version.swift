internal import Charts
internal import SemanticVersions

extension Dependency {
  /// Whether the declared version is one version and no range.
  var isExact: Bool { (try? SemanticVersion(version)) != nil }
}

extension Chart {
  /// The chart's version, where Chart.yaml has a valid one.
  var version: SemanticVersion? { try? SemanticVersion(metadata.version) }
}
