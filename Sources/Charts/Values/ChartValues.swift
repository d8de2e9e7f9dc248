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
