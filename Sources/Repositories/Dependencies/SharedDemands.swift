internal import Charts
internal import SemanticVersions

/// What the charts of a tree demand of the same chart of the same repository: one version has to do for all of them.
///
/// An alias asks for an instance of its own, which may be of any version. Outside of trees nothing is shared.
struct SharedDemands {
  private struct Demand {
    /// The chart that demands.
    let chart: String
    /// The range, as it is declared and as it is read.
    let text: String
    let range: VersionConstraint
  }

  private var demands: [String: [Demand]] = [:]

  /// Nothing is shared.
  init() {}

  /// The demands of a tree's charts.
  init(_ charts: [(name: String, declared: [Dependency])]) throws(RepositoryError) {
    for (name, declared) in charts {
      for dependency in declared {
        guard let key = Self.key(dependency) else { continue }
        let demand = Demand(chart: name, text: dependency.version, range: try DependencyResolver.range(dependency))
        demands[key, default: []].append(demand)
      }
    }
  }

  /// Whether a version will do for all who demand the chart.
  func allow(_ version: SemanticVersion, for dependency: Dependency) -> Bool {
    guard let key = Self.key(dependency) else { return true }
    return (demands[key] ?? []).allSatisfy { $0.range.check(version) }
  }

  /// Why no version that there is will do, where each demand alone could be met; nil where it is one demand's fault.
  func clash(over dependency: Dependency, among versions: [SemanticVersion]) -> RepositoryError? {
    guard let key = Self.key(dependency), let demands = demands[key], demands.count > 1,
      demands.allSatisfy({ demand in versions.contains(where: demand.range.check) })
    else { return nil }
    var clashing = demands
    search: for (index, first) in demands.enumerated() {
      for second in demands[(index + 1)...]
      where !versions.contains(where: { first.range.check($0) && second.range.check($0) }) {
        clashing = [first, second]
        break search
      }
    }
    let words = clashing.map { "\"\($0.text)\" of \($0.chart)" }.joined(separator: " and ")
    return RepositoryError(
      "no version of \"\(dependency.name)\" (repository \"\(dependency.repository)\") fits \(words)",
      hint: "Change one of these ranges, or give one of the two an alias: it may then have a version of its own.")
  }

  /// The chart that is shared; nil for what is no repository's, or an instance of its own.
  private static func key(_ dependency: Dependency) -> String? {
    let repository = dependency.repository
    if repository.isEmpty || repository.hasPrefix("file://") || !dependency.alias.isEmpty { return nil }
    return (repository.hasSuffix("/") ? String(repository.dropLast()) : repository) + " " + dependency.name
  }
}
