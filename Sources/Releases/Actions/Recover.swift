/// Marks what a program that is no longer there left pending as failed, on the word of whoever asks for it.
///
/// Releases that a dead chart process left are recovered by whatever operation comes next; this is for those of other
/// programs, which leave nothing that tells whether they still run.
package struct Recover {
  private let context: ActionContext

  /// A recovery that is to be made.
  package init(_ context: ActionContext) {
    self.context = context
  }

  /// Recovers a release; the answer is the revisions that were pending.
  package func run(_ name: String) async throws(ReleaseError) -> [ReleaseKey] {
    try ReleaseName.check(name, else: "release name is invalid")
    if try await context.history(of: name).summaries().isEmpty { throw .noSuchRelease }
    return try await ReleaseSession.run(.recover, name, in: context) { session throws(ReleaseError) in
      // Taking the lock over from a dead process has recovered the release already.
      try await session.recover("its program was said to be gone")
      return session.recovered.map(\.key)
    }
  }
}
