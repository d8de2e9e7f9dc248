internal import Kubernetes

/// Runs a release's tests: its hooks for the event `test`.
package struct TestRelease {
  /// What the user may choose.
  package struct Options: Sendable {
    /// Only tests of these names; empty for all.
    package var names: Set<String> = []
    /// Tests of these names are left out.
    package var excludedNames: Set<String> = []
    /// The time for all tests together.
    package var timeout = Duration.seconds(300)

    /// The defaults of Helm's command.
    package init() {}
  }

  private let context: ActionContext
  private let options: Options

  /// Tests that are to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Runs the tests of a release's newest revision; the runs are noted in its record.
  package func run(_ name: String) async throws(ReleaseError) -> Release {
    try ReleaseName.check(name, else: "releaseTest: Release name is invalid")
    if try await context.history(of: name).summaries().isEmpty { throw .notFound }
    return try await ReleaseSession.run(.test, name, in: context) { session throws(ReleaseError) in
      var release = try await session.history.last()
      let runner = HookRunner(
        session: session,
        waiter: Waiter(
          context: context, deadline: Deadline(after: options.timeout),
          manifests: [release.manifest] + release.hooks.map(\.manifest)),
        method: .serverSide)
      var failure: ReleaseError?
      do throws(ReleaseError) {
        try await runner.run(.test, of: &release, where: isSelected)
      } catch { failure = error }
      try await session.finish(release)
      if let failure { throw failure }
      return release
    }
  }

  private func isSelected(_ hook: Hook) -> Bool {
    !options.excludedNames.contains(hook.name)
      && (options.names.isEmpty || options.names.contains(hook.name))
  }
}
