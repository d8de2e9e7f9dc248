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

  /// What the tests came to, before their objects are removed as their policies say.
  package struct Outcome {
    /// The release, with the tests' runs noted.
    package let release: Release
    private let context: ActionContext
    private let isSelected: (Hook) -> Bool

    fileprivate init(_ release: Release, _ context: ActionContext, _ isSelected: @escaping (Hook) -> Bool) {
      self.release = release
      self.context = context
      self.isSelected = isSelected
    }

    /// The logs of the tests' pods, by weight and name, init containers included; what cannot be read is left out with
    /// a warning.
    package func logs() async -> [PodLog] {
      var logs: [PodLog] = []
      let tests = release.hooks.filter { $0.events.contains(.test) && isSelected($0) }
      for hook in HookRunner.sorted(tests) {
        do throws(KubernetesError) {
          logs += try await PodLog.all(of: hook, release.namespace, context.client, withInitContainers: true)
        } catch {
          context.report(.warning("unable to get logs for \(hook.kind) \(hook.name): \(error)"))
        }
      }
      return logs
    }
  }

  private let context: ActionContext
  private let options: Options

  /// Tests that are to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Runs the tests of a release's newest revision; the runs are noted in its record.
  ///
  /// - Parameter show: is given the outcome, a bad one too, while the tests' objects are still there.
  @discardableResult
  package func run(
    _ name: String, show: (Outcome) async throws -> Void = { _ in }
  ) async throws -> Release {
    var problem: (any Error)?
    let release = try await perform(name) { outcome in
      do { try await show(outcome) } catch { problem = error }
    }
    if let problem { throw problem }
    return release
  }

  private func perform(_ name: String, _ show: (Outcome) async -> Void) async throws(ReleaseError) -> Release {
    try ReleaseName.check(name, else: "releaseTest: Release name is invalid")
    if try await context.history(of: name).summaries().isEmpty { throw .noSuchRelease }
    return try await ReleaseSession.run(.test, name, in: context) { session throws(ReleaseError) in
      var release = try await session.history.last()
      let runner = HookRunner(
        session: session,
        waiter: Waiter(
          context: context, deadline: Deadline(after: options.timeout),
          manifests: [release.manifest] + release.hooks.map(\.manifest)),
        method: release.applyMethod ?? .clientSide)
      var failure: ReleaseError?
      do throws(ReleaseError) {
        try await runner.run(.test, of: &release, where: isSelected) { release in
          await show(Outcome(release, context, isSelected))
        }
      } catch { failure = error }
      if failure != nil { session.beginCleanUp() }
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
