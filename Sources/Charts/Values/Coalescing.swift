internal import Values

/// Joins the values that users give with the defaults of a chart and of the charts it depends on.
///
/// As pkg/chart/common/util coalesce.go: what is given wins over a default, a parent's word over its child's, and
/// `global` goes down to every child. Two ways of treating null differ: `coalesce` lets a null that was given take a
/// default away, `merge` keeps nulls so that they can still do so later.
struct Coalescing {
  /// What happens to nulls.
  enum Mode {
    case coalesce, merge
  }

  /// Who owns the tables of a source that a destination takes over.
  private enum Source {
    /// A chart's defaults, which stay as they are: what is taken is copied.
    case chart(dropsNulls: Bool)
    /// A table of the result itself: what is taken is shared, and, as in Helm, both sides see later changes.
    case result
  }

  private static let globalKey: Bytes = "global"

  private let mode: Mode
  /// What Helm would log.
  private(set) var warnings: [ChartWarning] = []

  /// The values of a chart and all below it, from copies of `given` and of the defaults.
  static func values(
    of chart: Chart, given: ValueMap?, _ mode: Mode, warnings: inout [ChartWarning]
  ) throws(ChartError) -> ValueMap {
    var coalescing = Coalescing(mode: mode)
    let result = given?.deepCopy() ?? ValueMap()
    defer { warnings.appendNew(coalescing.warnings) }
    try coalescing.join(chart, into: result, prefix: "")
    return result
  }

  /// Puts under `destination` what `source` has besides, keeping nulls; `source` becomes part of it.
  static func mergeTables(_ source: ValueMap, under destination: ValueMap, warnings: inout [ChartWarning]) {
    var coalescing = Coalescing(mode: .merge)
    coalescing.join(source, .result, under: destination, path: "", .merge)
    warnings.appendNew(coalescing.warnings)
  }

  /// What `default` becomes at a key of a chart's values when `given` is there, without looking at other keys.
  static func value(
    given: Value?, default: Value, isChild: Bool, warnings: inout [ChartWarning]
  ) -> Value? {
    var coalescing = Coalescing(mode: .coalesce)
    let map = ValueMap()
    if let given { map["key"] = given.deepCopy() }
    coalescing.join(default: `default`, key: "key", isChild: isChild, into: map, path: "")
    return map["key"]
  }

  private init(mode: Mode) { self.mode = mode }

  // MARK: Charts

  private mutating func join(_ chart: Chart, into values: ValueMap, prefix: String) throws(ChartError) {
    let path = Self.path(prefix, chart.name)
    let children = Set(chart.dependencies.lazy.map { Bytes($0.name) })
    for entry in chart.values.entries {
      join(default: entry.value, key: entry.key, isChild: children.contains(entry.key), into: values, path: path)
    }
    try joinDependencies(of: chart, into: values, path: path)
  }

  private mutating func joinDependencies(
    of chart: Chart, into values: ValueMap, path: String
  ) throws(ChartError) {
    // Once imports have been processed a chart's values hold those of the charts below; only globals still go down.
    let onlyGlobals = mode == .merge && chart.valuesIncludeDependencies
    if onlyGlobals, values[Self.globalKey]?.asMap?.isEmpty ?? true { return }
    for dependency in chart.dependencies {
      let key = Bytes(dependency.name)
      let table = try Self.table(key, of: values)
      joinGlobals(of: values, into: table, prefix: path)
      if onlyGlobals {
        try joinDependencies(of: dependency, into: table, path: Self.path(path, dependency.name))
      } else {
        try join(dependency, into: table, prefix: path)
      }
    }
  }

  /// The table of a chart in the values of the one above it, made where it is missing.
  static func table(_ key: Bytes, of values: ValueMap) throws(ChartError) -> ValueMap {
    guard let value = values[key] else {
      let table = ValueMap()
      values[key] = .map(table)
      return table
    }
    guard let table = value.asMap else {
      throw ChartError(
        .values, "type mismatch on \(key): \(GoText.printedAsTruth(value))",
        hint: "The values of the chart \(key) are given as something else than a table.")
    }
    return table
  }

  // MARK: Values

  private mutating func join(default value: Value, key: Bytes, isChild: Bool, into values: ValueMap, path: String) {
    let dropsNulls = mode == .coalesce
    guard let given = values[key] else {
      if dropsNulls, value.isNull { return }
      values[key] = Self.copy(value, dropsNulls: dropsNulls)
      return
    }
    if given.isNull, mode == .coalesce {
      values[key] = nil
    } else if case .map(let table) = given {
      guard case .map(let source) = value else {
        if !value.isNull {
          warn("warning: skipped value for \(path).\(key): Not a table.")
        }
        return
      }
      // What is said of a child must still reach the child's own defaults, nulls and all.
      let mode = isChild ? .merge : mode
      join(
        source, .chart(dropsNulls: mode == .coalesce), under: table, path: Self.path(path, String(describing: key)),
        mode)
    }
  }

  private mutating func join(
    _ source: ValueMap, _ owner: Source, under destination: ValueMap, path: String, _ mode: Mode
  ) {
    if source === destination { return }
    let entries = source.entries
    if case .result = owner {
      for entry in destination.entries where entry.value.isNull { source[entry.key] = .null }
    }
    for entry in entries {
      let key = entry.key
      let value = entry.value
      if case .chart(dropsNulls: true) = owner, value.isNull { continue }
      guard let given = destination[key] else {
        switch owner {
        case .chart(let dropsNulls): destination[key] = Self.copy(value, dropsNulls: dropsNulls)
        case .result: destination[key] = value
        }
        continue
      }
      if given.isNull {
        if mode == .coalesce, !value.isNull { destination[key] = nil }
      } else if case .map(let inner) = value {
        if case .map(let table) = given {
          join(inner, owner, under: table, path: Self.path(path, String(describing: key)), mode)
        } else {
          let place = Self.path(path, String(describing: key))
          warn("warning: cannot overwrite table with non table for \(place) (\(GoText.printed(value)))")
        }
      } else if case .map = given, !value.isNull {
        let place = Self.path(path, String(describing: key))
        warn("warning: destination for \(place) is a table. Ignoring non-table value (\(GoText.printed(value)))")
      }
    }
  }

  // MARK: Globals

  private mutating func joinGlobals(of parent: ValueMap, into child: ValueMap, prefix: String) {
    let target: ValueMap
    switch child[Self.globalKey] {
    case nil: target = ValueMap()
    case .map(let map): target = map
    default:
      warn("warning: skipping globals because destination global is not a table.")
      return
    }
    switch parent[Self.globalKey] {
    case nil: break
    case .map(let source): joinGlobals(source, into: target, prefix: prefix)
    default:
      warn("warning: skipping globals because source global is not a table.")
      return
    }
    child[Self.globalKey] = .map(target)
  }

  private mutating func joinGlobals(_ source: ValueMap, into target: ValueMap, prefix: String) {
    for entry in source.entries {
      let key = entry.key
      guard case .map(let map) = entry.value else {
        if case .map = target[key] {
          warn("key \(key) is table. Skipping")
        } else {
          target[key] = entry.value
        }
        continue
      }
      // One level is the child's own; what lies deeper is shared with the parent, in Helm as here.
      let table = map.shallowCopy()
      switch target[key] {
      case nil: target[key] = .map(table)
      case .map(let own):
        // The parent's word counts for more, so it is the destination.
        join(own, .result, under: table, path: Self.path(prefix, String(describing: key)), .merge)
        target[key] = .map(table)
      default:
        warn("Conflict: cannot merge map onto non-map for \(GoText.quoted(String(describing: key))). Skipping.")
      }
    }
  }

  // MARK: Parts

  private static func path(_ first: String, _ second: String) -> String {
    first.isEmpty ? second : "\(first).\(second)"
  }

  private static func copy(_ value: Value, dropsNulls: Bool) -> Value {
    guard case .map(let map) = value, dropsNulls else { return value.deepCopy() }
    return .map(copy(map))
  }

  /// A copy without nulls in tables (those in lists stay).
  private static func copy(_ map: ValueMap) -> ValueMap {
    ValueMap(
      map.entries.lazy.filter { !$0.value.isNull }.map { ($0.key, copy($0.value, dropsNulls: true)) }, type: map.type)
  }

  private mutating func warn(_ text: String) { warnings.append(ChartWarning(.info, text)) }
}

extension Value {
  /// Whether this is the untyped nil.
  var isNull: Bool { if case .null = self { true } else { false } }
}

extension [ChartWarning] {
  /// Adds those that are not there yet: the same values are joined several times over.
  mutating func appendNew(_ warnings: [ChartWarning]) {
    for warning in warnings where !contains(warning) { append(warning) }
  }
}
