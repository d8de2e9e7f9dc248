internal import Kubernetes

/// Makes an earlier revision's objects those of the release again, as a new revision.
package struct Rollback {
  /// What the user may choose.
  package struct Options: Sendable {
    /// The revision to go back to; 0 for the one before the newest.
    package var revision = 0
    /// Whether only the result is told.
    package var dryRun = DryRun.none
    /// How objects are written.
    package var apply = ApplyOptions()
    /// What is waited for.
    package var wait = WaitOptions()
    /// Whether hooks run.
    package var runsHooks = true
    /// Whether a failed rollback's new objects are deleted.
    package var cleansUpOnFailure = false
    /// The most revisions that are kept; 0 keeps all.
    package var historyMaximum = 10
    /// What the record says in place of "Rollback to N".
    package var description = ""

    /// The defaults of Helm's command.
    package init() {}
  }

  /// The most characters of a description.
  package static let descriptionLimit = 256

  private let context: ActionContext
  private let options: Options

  /// A rollback that is to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Rolls a release back.
  package func run(_ name: String) async throws(ReleaseError) -> ReleaseResult {
    do throws(ReleaseError) {
      let length = options.description.unicodeScalars.count
      if length > Self.descriptionLimit {
        throw ReleaseError(
          .invalidInput, "description must be \(Self.descriptionLimit) characters or less, got \(length)")
      }
      try ReleaseName.check(name, else: "prepareRollback: Release name is invalid")
      if options.revision < 0 { throw ReleaseError(.invalidInput, "invalid release revision") }
      if options.dryRun != .none {
        let history = context.history(of: name)
        let (current, target) = try await revisions(history, recovered: [])
        let plan = options.dryRun == .server ? try await plan(from: current, to: target, history) : nil
        return ReleaseResult(target, plan: plan)
      }
    } catch {
      throw error.during(.rollback)
    }
    return try await ReleaseSession.run(.rollback, name, in: context) { session throws(ReleaseError) in
      try await run(in: session)
    }
  }

  /// Rolls back while the release is held.
  func run(in session: ReleaseSession) async throws(ReleaseError) -> ReleaseResult {
    let deadline = Deadline(after: options.wait.timeout)
    var (current, target) = try await revisions(session.history, recovered: session.recovered)
    let operation = ReleaseOperation(
      session: session, method: target.applyMethod ?? .clientSide, apply: options.apply, wait: options.wait,
      runsHooks: options.runsHooks, deadline: deadline)
    let plan = try await plan(from: current, to: target, session.history)
    if options.historyMaximum > 0 { try await session.history.prune(to: options.historyMaximum - 1) }
    target = try await session.create(target)
    do throws(ReleaseOperation.Failure) {
      try await operation.perform(plan, .rollback, on: &target)
    } catch {
      throw await fail(error, &target, current, operation)
    }
    target.info.status = .deployed
    try await session.finish(target)
    do throws(ReleaseError) {
      try await session.supersede(except: target.revision)
    } catch {
      context.report(.warning("failed to mark the previous revision as superseded: \(error.message)"))
    }
    return ReleaseResult(target, plan: plan)
  }

  /// The newest revision, and the one that the rollback will make.
  ///
  /// - Parameter recovered: what had died; "the one before" a rollback that died is the one that it went back to.
  private func revisions(
    _ history: ReleaseHistory, recovered: [ReleaseSummary]
  ) async throws(ReleaseError) -> (current: Release, target: Release) {
    let summaries = try await history.summaries()
    guard let newest = summaries.first else { throw .noSuchRelease }
    let died = Set(recovered.filter { $0.status == .pendingRollback }.map(\.key))
    let last = summaries.first { !died.contains($0.key) } ?? newest
    let revision = options.revision == 0 ? last.key.revision - 1 : options.revision
    guard let wanted = summaries.first(where: { $0.key.revision == revision }) else {
      throw ReleaseError(
        .notFound, "release has no \(revision) version", hint: ReleaseHistory.hint(whatIsKept: summaries))
    }
    let current = try await context.storage.get(newest.key)
    let previous = try await context.storage.get(wanted.key, .whole)
    let target = Release(
      name: current.name, namespace: current.namespace, revision: current.revision + 1,
      info: Release.Info(
        firstDeployed: current.info.firstDeployed, lastDeployed: context.now,
        description: options.description.isEmpty ? "Rollback to \(revision)" : options.description,
        status: .pendingRollback, rollbackRevision: revision, notes: previous.info.notes),
      chart: previous.chart, config: previous.config, manifest: previous.manifest, hooks: previous.hooks,
      labels: previous.labels, applyMethod: options.apply.method ?? previous.applyMethod ?? .clientSide)
    return (current, target)
  }

  private func plan(
    from current: Release, to target: Release, _ history: ReleaseHistory
  ) async throws(ReleaseError) -> Plan {
    let resolver = ObjectResolver(context: context)
    var old: [ResolvedObject]
    do throws(ReleaseError) {
      old = try await resolver.resolve(current.manifest, namespace: current.namespace, unknownKinds: .gone)
    } catch {
      // A revision that failed because of its manifest must not keep anybody from going back to a good one.
      context.report(.warning("the objects of revision \(current.revision) are not known: \(error.message)"))
      old = []
    }
    let new: [ResolvedObject]
    do throws(ReleaseError) {
      new = try await resolver.resolve(target.manifest, namespace: target.namespace)
    } catch {
      throw error.wrapped("unable to build kubernetes objects from new release manifest")
    }
    let leftovers = try await ReleaseOperation.leftovers(of: history, beside: current.revision, in: context)
    let builder = PlanBuilder(context: context, owner: Ownership(name: target.name, namespace: target.namespace))
    return try await builder.change(from: old, leftovers: leftovers, to: new, strangers: .takenOver)
  }

  private func fail(
    _ failure: ReleaseOperation.Failure, _ target: inout Release, _ current: Release, _ operation: ReleaseOperation
  ) async -> ReleaseError {
    operation.session.beginCleanUp()
    var result = failure.error
    let wasRefused = failure.error.code == .apply
    target.set(
      .failed,
      wasRefused
        ? "Rollback \"\(target.name)\" failed: \(failure.error.message)"
        : "Release \"\(target.name)\" failed: \(failure.error.message)")
    do throws(ReleaseError) {
      try await operation.session.finish(target)
      // As in Helm; but what has failed stays failed, so that nobody goes back to it.
      if wasRefused, current.info.status == .deployed {
        var current = current
        current.info.status = .superseded
        try await context.storage.update(current)
      }
    } catch let other {
      context.report(.warning("failed to record that the rollback failed: \(other.message)"))
    }
    if failure.error.code == .notReady {
      result.message = "release \(target.name) failed: \(failure.error.message)"
    }
    if options.cleansUpOnFailure {
      do throws(ReleaseError) {
        try await operation.cleanUp(failure.created)
      } catch let other {
        result.message =
          "an error occurred while cleaning up resources. original rollback error: \(other.message)"
      }
    }
    return result
  }
}
