internal import SemanticVersions
package import Values

extension Chart {
  /// Switches the charts that this one depends on, on or off, and imports values from them.
  ///
  /// As pkg/chart/v2/util ProcessDependencies: aliases give charts their new names, conditions and tags take charts away,
  /// `import-values` copies tables of a child's values up into its parent's. Afterwards `values` holds the defaults of
  /// every chart below too.
  package mutating func processDependencies(
    values: ValueMap, warnings: inout [ChartWarning]
  ) throws(ChartError) {
    do throws(ChartError) {
      var conditions = ConditionValues(given: values)
      try switchDependencies(&conditions, path: [])
      warnings.appendNew(conditions.warnings)
      try importValues(warnings: &warnings)
    } catch {
      throw error.wrapped("chart dependencies processing failed: ")
    }
    place()
  }

  /// Refuses a chart whose declared dependencies are not all there.
  ///
  /// As action.CheckDependencies; to be asked before dependencies are processed.
  package func checkDependencies() throws(ChartError) {
    let present = Set(dependencies.map(\.name))
    let missing = metadata.dependencies.map(\.name).filter { !present.contains($0) }
    if missing.isEmpty { return }
    throw ChartError(
      .dependencies,
      "found in Chart.yaml, but missing in charts/ directory: \(missing.joined(separator: ", "))", file: "Chart.yaml",
      hint: "Fetch them with `chart dependency build`.")
  }

  // MARK: Conditions, tags and aliases

  private mutating func switchDependencies(_ values: inout ConditionValues, path: [Bytes]) throws(ChartError) {
    guard metadata.declaredDependencies != nil else { return }
    var declared = metadata.dependencies
    nameDependencies(&declared)
    if path.isEmpty { try values.start(at: self) } else { try values.enter(self) }
    for index in declared.indices {
      declared[index].isEnabled = values.isEnabled(declared[index], path: path)
    }
    let disabled = Set(declared.lazy.filter { !$0.isEnabled }.map(\.name))
    dependencies.removeAll { disabled.contains($0.name) }
    declared.removeAll { disabled.contains($0.name) }
    for index in dependencies.indices {
      var inner = values
      try dependencies[index].switchDependencies(&inner, path: path + [Bytes(dependencies[index].name)])
      values.warnings = inner.warnings
    }
    metadata.declaredDependencies = declared.isEmpty ? nil : declared
  }

  /// Gives every declared dependency a chart under its own name; charts that nobody declared come first and stay.
  private mutating func nameDependencies(_ declared: inout [Dependency]) {
    var declarations: [String: [Dependency]] = [:]
    for dependency in declared { declarations[dependency.name, default: []].append(dependency) }
    var result = dependencies.filter { chart in
      !(declarations[chart.name] ?? []).contains { Self.matches($0.version, chart.metadata.version) }
    }
    let charts = Dictionary(grouping: dependencies, by: \.name)
    for index in declared.indices {
      let dependency = declared[index]
      let chart = charts[dependency.name]?.first { Self.matches(dependency.version, $0.metadata.version) }
      if var chart {
        if !dependency.alias.isEmpty { chart.metadata.name = dependency.alias }
        result.append(chart)
      }
      if !dependency.alias.isEmpty { declared[index].name = dependency.alias }
    }
    dependencies = result
  }

  /// As chartutil.IsCompatibleRange: whatever cannot be read matches nothing.
  private static func matches(_ range: String, _ version: String) -> Bool {
    guard let version = try? SemanticVersion(version), let range = try? VersionConstraint(range) else { return false }
    return range.check(version)
  }

  // MARK: Imports

  private mutating func importValues(warnings: inout [ChartWarning]) throws(ChartError) {
    for index in dependencies.indices { try dependencies[index].importValues(warnings: &warnings) }
    guard let declared = metadata.declaredDependencies else { return }
    let hasImports = declared.contains { $0?.importValues.isEmpty == false }
    let merged = try Coalescing.values(
      of: self, given: nil, .merge, sharesDefaults: !hasImports, warnings: &warnings)
    let imported = ValueMap()
    for dependency in declared.compactMap(\.self) {
      for item in dependency.importValues {
        let (child, parent) = item.path
        do throws(MissingTable) {
          let table = try Self.table(dependency.name + "." + child, of: merged)
          Coalescing.mergeTables(Self.nested(table, at: parent), under: imported, warnings: &warnings)
        } catch {
          warnings.append(item.warning(chart: dependency.name, error: "\(GoQuote.quote(error.key)) is not a table"))
        }
      }
    }
    if imported.isEmpty {
      values = merged
    } else {
      // What was imported may be part of what it is merged under.
      values = merged.deepCopy()
      Coalescing.mergeTables(imported, under: values, warnings: &warnings)
    }
    valuesIncludeDependencies = true
  }

  private struct MissingTable: Error {
    let key: String
  }

  private static func table(_ path: String, of values: ValueMap) throws(MissingTable) -> ValueMap {
    var table = values
    for key in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = table[Bytes(String(key))]?.asMap else { throw MissingTable(key: String(key)) }
      table = next
    }
    return table
  }

  /// `{a: {b: table}}` for `a.b`, the table itself for `.`.
  private static func nested(_ table: ValueMap, at path: String) -> ValueMap {
    if path == "." { return table }
    return path.split(separator: ".", omittingEmptySubsequences: false).reversed().reduce(table) { inner, key in
      ValueMap([(Bytes(String(key)), .map(inner))])
    }
  }
}

extension Dependency.Import {
  /// Where in the child's values the table lies, and where it goes in the parent's.
  fileprivate var path: (child: String, parent: String) {
    switch self {
    case .export(let name): ("exports." + name, ".")
    case .table(let child, let parent): (child, parent)
    }
  }

  fileprivate func warning(chart: String, error: String) -> ChartWarning {
    switch self {
    case .export: ChartWarning(.warning, "ImportValues missing table", ["error": error])
    case .table: ChartWarning(.warning, "ImportValues missing table from chart", ["chart": chart, "error": error])
    }
  }
}
