internal import Values

/// The values that conditions and tags of dependencies are looked up in, as processing goes down the tree.
///
/// Helm joins the whole of the values anew at every chart, and a nested chart's own defaults count as if they stood at
/// the root. All that a condition can see of that are the tables `tags` and the one named as the chart under the root
/// that the path goes through; only these are joined here, so that the cost stays in proportion to the tree.
struct ConditionValues {
  /// What Helm would log.
  var warnings: [ChartWarning] = []
  private var root: ValueMap

  private static let tagsKey: Bytes = "tags"

  /// The values at the root: given ones over the defaults of every chart.
  init(of chart: Chart, given: ValueMap) throws(ChartError) {
    root = ValueMap()
    if chart.metadata.declaredDependencies == nil { return }
    root = try Coalescing.values(of: chart, given: given, .coalesce, warnings: &warnings)
  }

  /// Goes on to a chart; `path` are the names from below the root down to it.
  mutating func enter(_ chart: Chart, path: [Bytes]) throws(ChartError) {
    guard let first = path.first else { return }
    root = root.shallowCopy()
    for entry in chart.values.entries {
      let given = root[entry.key]
      if entry.key == first || entry.key == Self.tagsKey {
        let isChild = chart.dependencies.contains { Bytes($0.name) == entry.key }
        root[entry.key] = Coalescing.value(
          given: given, default: entry.value, isChild: isChild, warnings: &warnings)
      } else if let given {
        if given.isNull { root[entry.key] = nil }
      } else if !entry.value.isNull {
        root[entry.key] = entry.value
      }
    }
    for dependency in chart.dependencies { _ = try Coalescing.table(Bytes(dependency.name), of: root) }
  }

  /// Whether a dependency of the chart at `path` is wanted: the first of its conditions that is there decides, and
  /// before that its tags.
  mutating func isEnabled(_ dependency: Dependency, path: [Bytes]) -> Bool {
    var isEnabled = isEnabledByTags(dependency)
    for condition in GoText.trimmed(dependency.condition).split(separator: ",") {
      let keys = path + condition.split(separator: ".", omittingEmptySubsequences: false).map { Bytes(String($0)) }
      guard let value = scalar(keys) else { continue }
      if case .bool(let bool) = value {
        isEnabled = bool
        break
      }
      warnings.appendNew([
        ChartWarning(.warning, "returned non-bool value", ["path": String(condition), "chart": dependency.name])
      ])
    }
    return isEnabled
  }

  private mutating func isEnabledByTags(_ dependency: Dependency) -> Bool {
    guard let tags = root[Self.tagsKey]?.asMap else { return true }
    var hasTrue = false
    var hasFalse = false
    for tag in dependency.tags {
      switch tags[Bytes(tag)] {
      case nil: continue
      case .bool(true): hasTrue = true
      case .bool(false): hasFalse = true
      default:
        warnings.appendNew([
          ChartWarning(.warning, "returned non-bool value", ["tag": tag, "chart": dependency.name])
        ])
      }
    }
    return hasTrue || !hasFalse
  }

  /// The value at a path, unless it is a table or missing.
  private func scalar(_ keys: [Bytes]) -> Value? {
    var value = Value.map(root)
    for key in keys {
      guard let next = value.asMap?[key] else { return nil }
      value = next
    }
    return value.asMap == nil ? value : nil
  }
}
