package import Values

extension Chart {
  /// The values that the templates of this chart and of those below see: `given` over all defaults.
  ///
  /// As chartutil.CoalesceValues, to be asked once dependencies are processed. The result is the caller's own: nothing
  /// that templates do to it reaches the chart.
  package func values(given: ValueMap, warnings: inout [ChartWarning]) throws(ChartError) -> ValueMap {
    try Coalescing.values(of: self, given: given, .coalesce, warnings: &warnings)
  }
}

extension ValueMap {
  /// These values with those of `defaults` where they say nothing; a null here takes a default away.
  ///
  /// As util.CoalesceTables, but on a copy.
  package func coalesced(over defaults: ValueMap) -> ValueMap { Coalescing.tables(self, over: defaults) }
}
