package import Values

/// A revision's record, and what can be read from it: `status` and the `get` commands.
package struct Get {
  let context: ActionContext

  /// Asks for a release.
  package init(_ context: ActionContext) {
    self.context = context
  }

  /// The record of a revision; 0 for the newest.
  package func release(_ name: String, revision: Int = 0) async throws(ReleaseError) -> Release {
    try ReleaseName.check(name, else: "releaseContent: Release name is invalid")
    return try await context.history(of: name).revision(revision)
  }

  /// A revision's values over its chart's defaults.
  package static func computedValues(of release: Release) -> ValueMap {
    ReusedValues.coalesced(chart: release.chart.values ?? ValueMap(), with: release.config ?? ValueMap())
  }
}
