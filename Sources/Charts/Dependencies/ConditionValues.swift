internal import Values

/// The values that conditions and tags of dependencies are looked up in, as processing goes down the tree.
///
/// Helm joins the whole of the values anew at every chart, and a nested chart's own defaults count as if they stood at
/// the root. What is joined here is only the chart's own defaults, not again those of all below it: conditions cannot
/// see these, and the cost stays in proportion to the tree.
struct ConditionValues {
  /// What Helm would log.
  var warnings: [ChartWarning] = []
  private var root: ValueMap

  private static let tagsKey: Bytes = "tags"

  /// What conditions see before any chart's defaults have joined what is given.
  init(given: ValueMap) { root = given }

  /// Starts at the root, whose dependencies have got their names: given values over the defaults of every chart.
  mutating func start(at chart: Chart) throws(ChartError) {
    root = try Coalescing.values(of: chart, given: root, .coalesce, warnings: &warnings)
  }

  /// Goes on to a chart below the root, whose defaults join those at the root.
  mutating func enter(_ chart: Chart) throws(ChartError) {
    root = root.shallowCopy()
    let children = Set(chart.dependencies.lazy.map { Bytes($0.name) })
    for entry in chart.values.entries {
      root[entry.key] = Coalescing.value(
        given: root[entry.key], default: entry, of: chart, isChild: children.contains(entry.key), warnings: &warnings)
    }
    for child in children { _ = try Coalescing.table(child, of: root) }
  }

  /// Whether a dependency of the chart at `path` is wanted: the first of its conditions that is there decides, and
  /// before that its tags.
  mutating func isEnabled(_ dependency: Dependency, path: [Bytes]) -> Bool {
    var isEnabled = isEnabledByTags(dependency)
    for condition in GoSpace.trimming(dependency.condition).split(separator: ",") {
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
