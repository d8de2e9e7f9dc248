/// The revisions of a release.
package struct History {
  private let context: ActionContext

  /// Asks for the revisions of a release.
  package init(_ context: ActionContext) {
    self.context = context
  }

  /// The revisions, oldest first, without their bulk.
  ///
  /// - Parameter maximum: only so many of the newest; 0, as in Helm, for none.
  package func run(_ name: String, maximum: Int = 256) async throws(ReleaseError) -> [Release] {
    try ReleaseName.check(name, else: "release name is invalid")
    var summaries = try await context.history(of: name).summaries()
    if summaries.isEmpty { throw .noSuchRelease }
    summaries = Array(summaries.prefix(max(0, maximum)))
    return try await context.outlines(of: summaries.reversed().map(\.key))
  }
}
