package import Charts
package import Values

/// What a chart and the user's values become before any template runs: dependencies switched, values final and checked.
package struct PreparedChart {
  /// The chart with the dependencies that are on.
  package let chart: Chart
  /// The final values, those of subcharts inside.
  package let values: ValueMap

  /// Prepares a chart in Helm's order: dependencies, values, schema.
  ///
  /// - Parameters:
  ///   - given: the user's values; they stay as they are.
  ///   - chartValues: takes the place of the chart's own defaults, as `--reuse-values` wants.
  ///   - warnings: takes what Helm would note on standard error.
  package init(
    _ chart: Chart, given: ValueMap, chartValues: ValueMap? = nil, schemas: SchemaCheck = .local,
    warnings: inout [ChartWarning]
  ) throws(ChartError) {
    var chart = chart
    if let chartValues { chart.values = chartValues }
    try chart.processDependencies(values: given, warnings: &warnings)
    values = try chart.values(given: given, warnings: &warnings)
    try chart.validateValues(values, schemas, warnings: &warnings)
    self.chart = chart
  }
}
