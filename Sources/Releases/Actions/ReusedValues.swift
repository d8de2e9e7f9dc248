internal import Values

/// Combines the values that a release had with new ones, as Helm's reuseValues.
enum ReusedValues {
  /// The values to render with, and what takes the place of the chart's defaults.
  static func combine(
    _ policy: Upgrade.ValuesPolicy, new: ValueMap, current: Release
  ) -> (values: ValueMap, chartValues: ValueMap?) {
    let old = current.config ?? ValueMap()
    switch policy {
    case .reset: return (new, nil)
    case .resetThenReuse: return (merge(new, over: old), nil)
    case .reuse:
      return (merge(new, over: old), coalesced(chart: current.chart.values ?? ValueMap(), with: old))
    case .reuseWithoutNew: return (new.isEmpty && !old.isEmpty ? old : new, nil)
    }
  }

  /// The first map's values over the second's, tables merged (Helm's CoalesceTables).
  ///
  /// A null removes what lies under it, and is gone itself.
  static func merge(_ top: ValueMap, over base: ValueMap) -> ValueMap {
    let result = top.deepCopy()
    for entry in base.entries {
      switch result[entry.key] {
      case nil: result[entry.key] = entry.value.deepCopy()
      case .null?: result[entry.key] = nil
      case .map(let table)?:
        if let under = entry.value.asMap { result[entry.key] = .map(merge(table, over: under)) }
      default: continue
      }
    }
    return result
  }

  /// A chart's defaults under the user's values: what `get values --all` shows (Helm's CoalesceValues of a chart without
  /// dependencies, which is how a record keeps it).
  static func coalesced(chart: ValueMap, with values: ValueMap) -> ValueMap {
    merge(values, over: withoutNulls(chart))
  }

  /// A null among defaults says nothing.
  private static func withoutNulls(_ map: ValueMap) -> ValueMap {
    let result = ValueMap()
    for entry in map.entries where !entry.value.isNil {
      result[entry.key] = entry.value.asMap.map { .map(withoutNulls($0)) } ?? entry.value
    }
    return result
  }
}
