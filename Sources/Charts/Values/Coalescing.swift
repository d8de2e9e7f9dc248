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
    /// The same, where nobody will change the result either: what is taken is shared.
    case settledChart
    /// A table of the result itself: what is taken is shared, and, as in Helm, both sides see later changes.
    case result
  }

  private static let globalKey: Bytes = "global"

  private let mode: Mode
  /// Whether what is taken of charts' defaults may be shared with them, since nobody will change the result.
  private let sharesDefaults: Bool
  /// What Helm would log.
  private(set) var warnings: [ChartWarning] = []
  /// The charts and keys on the way to what is being joined, for the warnings.
  private var path: [Bytes] = []

  /// The values of a chart and all below it, from copies of `given` and of the defaults.
  ///
  /// - Parameter sharesDefaults: whether the result may share tables with the charts, because it will not be changed.
  static func values(
    of chart: Chart, given: ValueMap?, _ mode: Mode, sharesDefaults: Bool = false, warnings: inout [ChartWarning]
  ) throws(ChartError) -> ValueMap {
    var coalescing = Coalescing(mode: mode, sharesDefaults: sharesDefaults)
    let result = given?.deepCopy() ?? ValueMap()
    defer { warnings.appendNew(coalescing.warnings) }
    try coalescing.join(chart, into: result, isSettled: false)
    return result
  }

  /// Puts under `destination` what `source` has besides, keeping nulls; `source` becomes part of it.
  static func mergeTables(_ source: ValueMap, under destination: ValueMap, warnings: inout [ChartWarning]) {
    var coalescing = Coalescing(mode: .merge)
    coalescing.join(source, .result, under: destination, .merge)
    warnings.appendNew(coalescing.warnings)
  }

  /// A copy of `given` with what `defaults` has besides, nulls taking defaults away.
  static func tables(_ given: ValueMap, over defaults: ValueMap) -> ValueMap {
    var coalescing = Coalescing(mode: .coalesce)
    let result = given.deepCopy()
    coalescing.join(defaults, .result, under: result, .coalesce)
    return result
  }

  /// What is at a key of the values once a chart's default for it has joined what is `given` there.
  static func value(
    given: Value?, default: ValueMap.Entry, of chart: Chart, isChild: Bool, warnings: inout [ChartWarning]
  ) -> Value? {
    var coalescing = Coalescing(mode: .coalesce)
    coalescing.path = [Bytes(chart.name)]
    let map = ValueMap()
    map[`default`.key] = given?.deepCopy()
    coalescing.join(default: `default`.value, key: `default`.key, isChild: isChild, into: map, .chart(dropsNulls: true))
    warnings.appendNew(coalescing.warnings)
    return map[`default`.key]
  }

  private init(mode: Mode, sharesDefaults: Bool = false) {
    self.mode = mode
    self.sharesDefaults = sharesDefaults
  }

  // MARK: Charts

  /// - Parameter isSettled: whether the values already hold all that the chart and those below have to add.
  private mutating func join(_ chart: Chart, into values: ValueMap, isSettled: Bool) throws(ChartError) {
    path.append(Bytes(chart.name))
    defer { path.removeLast() }
    var isSettled = isSettled
    if !isSettled {
      let owner = owner(of: chart, joining: values)
      let children = Set(chart.dependencies.lazy.map { Bytes($0.name) })
      for entry in chart.values.entries {
        join(default: entry.value, key: entry.key, isChild: children.contains(entry.key), into: values, owner)
      }
      // The defaults of the charts below were among these. Joining them again tells tables from scalars and takes away
      // what is null: where there is neither, only globals still go down.
      isSettled =
        chart.valuesIncludeDependencies && mode == .coalesce && warnings.isEmpty && !values.holdsNull
        && !chart.values.holdsNull
    }
    try joinDependencies(of: chart, into: values, isSettled: isSettled)
  }

  private func owner(of chart: Chart, joining values: ValueMap) -> Source {
    // Globals will be written into the tables of the charts below: these must not be others' tables then.
    func hasGlobals(_ map: ValueMap) -> Bool { map[Self.globalKey]?.asMap?.isEmpty == false }
    if sharesDefaults, chart.valuesIncludeDependencies, !hasGlobals(values), !hasGlobals(chart.values) {
      return .settledChart
    }
    return .chart(dropsNulls: mode == .coalesce)
  }

  private mutating func joinDependencies(
    of chart: Chart, into values: ValueMap, isSettled: Bool
  ) throws(ChartError) {
    // Once imports have been processed a chart's values hold those of the charts below; only globals still go down.
    let onlyGlobals = mode == .merge && chart.valuesIncludeDependencies
    if onlyGlobals, values[Self.globalKey]?.asMap?.isEmpty ?? true { return }
    for dependency in chart.dependencies {
      let key = Bytes(dependency.name)
      let isThere = values[key] != nil
      let table = try Self.table(key, of: values)
      joinGlobals(of: values, into: table)
      try join(dependency, into: table, isSettled: onlyGlobals || isSettled && isThere)
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
        .values, "type mismatch on \(key): \(GoPrint.printedAsTruth(value))",
        hint: "The values of the chart \(key) are given as something else than a table.")
    }
    return table
  }

  // MARK: Values

  private mutating func join(
    default value: Value, key: Bytes, isChild: Bool, into values: ValueMap, _ owner: Source
  ) {
    guard let given = values[key] else {
      if mode == .coalesce, value.isNull { return }
      values[key] = Self.taken(value, from: owner)
      return
    }
    if given.isNull, mode == .coalesce {
      values[key] = nil
    } else if case .map(let table) = given {
      guard case .map(let source) = value else {
        if !value.isNull { warn("warning: skipped value for \(place(key)): Not a table.") }
        return
      }
      // What is said of a child must still reach the child's own defaults, nulls and all.
      let mode = isChild ? .merge : mode
      var owner = owner
      if case .chart = owner { owner = .chart(dropsNulls: mode == .coalesce) }
      path.append(key)
      join(source, owner, under: table, mode)
      path.removeLast()
    }
  }

  private mutating func join(_ source: ValueMap, _ owner: Source, under destination: ValueMap, _ mode: Mode) {
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
        destination[key] = Self.taken(value, from: owner)
        continue
      }
      if given.isNull {
        if mode == .coalesce, !value.isNull { destination[key] = nil }
      } else if case .map(let inner) = value {
        if case .map(let table) = given {
          path.append(key)
          join(inner, owner, under: table, mode)
          path.removeLast()
        } else {
          let shown = GoPrint.printed(Self.taken(value, from: owner))
          warn("warning: cannot overwrite table with non table for \(place(key)) (\(shown))")
        }
      } else if case .map = given, !value.isNull {
        warn("warning: destination for \(place(key)) is a table. Ignoring non-table value (\(GoPrint.printed(value)))")
      }
    }
  }

  // MARK: Globals

  private mutating func joinGlobals(of parent: ValueMap, into child: ValueMap) {
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
    case .map(let source): joinGlobals(source, into: target)
    default:
      warn("warning: skipping globals because source global is not a table.")
      return
    }
    child[Self.globalKey] = .map(target)
  }

  private mutating func joinGlobals(_ source: ValueMap, into target: ValueMap) {
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
        path.append(key)
        join(own, .result, under: table, .merge)
        path.removeLast()
        target[key] = .map(table)
      default:
        warn("Conflict: cannot merge map onto non-map for \(GoQuote.quote(String(describing: key))). Skipping.")
      }
    }
  }

  // MARK: Parts

  /// The path of a key in the table at hand.
  private func place(_ key: Bytes) -> String {
    (path + [key]).map { String(describing: $0) }.joined(separator: ".")
  }

  private static func taken(_ value: Value, from owner: Source) -> Value {
    switch owner {
    case .chart(let dropsNulls): copy(value, dropsNulls: dropsNulls)
    case .settledChart, .result: value
    }
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

extension ValueMap {
  /// Whether a null stands somewhere in these tables, lists aside.
  fileprivate var holdsNull: Bool {
    entries.contains { entry in
      switch entry.value {
      case .null: true
      case .map(let map): map.holdsNull
      default: false
      }
    }
  }
}

extension [ChartWarning] {
  /// Adds those that are not there yet: the same values are joined several times over.
  mutating func appendNew(_ warnings: [ChartWarning]) {
    for warning in warnings where !contains(warning) { append(warning) }
  }
}
