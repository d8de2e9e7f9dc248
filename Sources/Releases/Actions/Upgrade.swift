internal import Kubernetes
package import Values

/// Brings a release to another version of its chart, or to other values.
package struct Upgrade {
  /// What becomes of the values that the release had.
  package enum ValuesPolicy: Sendable {
    /// They are used where no new ones are given at all.
    case reuseWithoutNew
    /// They are forgotten (`--reset-values`).
    case reset
    /// Old ones, and the old chart's defaults, stay under the new ones (`--reuse-values`).
    case reuse
    /// Old ones stay under the new ones, over the new chart's defaults (`--reset-then-reuse-values`).
    case resetThenReuse
  }

  /// What the user may choose.
  package struct Options: Sendable {
    /// Whether, and how far, only the result is told.
    package var dryRun = DryRun.none
    /// How objects are written.
    package var apply = ApplyOptions()
    /// What is waited for.
    package var wait = WaitOptions()
    /// Whether hooks run.
    package var runsHooks = true
    /// Whether a release that does not exist is installed.
    package var installs = false
    /// With `installs`: whether the namespace is created where it is missing.
    package var createsNamespace = false
    /// With `installs`: whether the chart's `crds/` are left alone.
    package var skipsCustomResourceDefinitions = false
    /// What becomes of the values that the release had.
    package var valuesPolicy = ValuesPolicy.reuseWithoutNew
    /// Whether a failed upgrade is rolled back; waits for the objects.
    package var rollsBackOnFailure = false
    /// Whether a failed upgrade's new objects are deleted.
    package var cleansUpOnFailure = false
    /// The most revisions that are kept; 0 keeps all.
    package var historyMaximum = 10
    /// What the record says in place of "Upgrade complete".
    package var description = ""
    /// Labels for the record, over those that it has; the value `null` removes one.
    package var labels: [String: String] = [:]

    /// The defaults of Helm's command.
    package init() {}
  }

  private let context: ActionContext
  private let options: Options

  /// An upgrade that is to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Upgrades to what `source` renders.
  ///
  /// - Parameter values: the user's new values.
  package func run(
    _ name: String, source: any ReleaseSource, values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    do throws(ReleaseError) {
      do throws(ReleaseError) {
        try ReleaseName.check(name, else: "release name is invalid")
      } catch {
        // Helm asks for the history first then, and reports its failure without a prefix.
        throw options.installs ? error.during(.upgradeInstall) : error
      }
      try RecordLabels.check(options.labels)
      if options.dryRun != .none { return try await preview(name, source, values) }
    } catch {
      throw error.during(.upgrade)
    }
    return try await ReleaseSession.run(.upgrade, name, in: context) { session throws(ReleaseError) in
      if options.installs, try await mustInstall(session.history) {
        do throws(ReleaseError) {
          return try await install.run(in: session, source, values)
        } catch {
          throw error.during(.upgradeInstall)
        }
      }
      return try await run(in: session, source, values)
    }
  }

  // MARK: - Install instead

  /// Whether there is nothing to upgrade: no revision at all, or the last one was uninstalled.
  private func mustInstall(_ history: ReleaseHistory) async throws(ReleaseError) -> Bool {
    guard let last = try await history.summaries().first else {
      context.report(.installingInstead(name: history.name))
      return true
    }
    if last.status == .uninstalled { context.report(.installingInstead(name: history.name)) }
    return last.status == .uninstalled
  }

  private var install: Install {
    var install = Install.Options()
    install.dryRun = options.dryRun
    install.apply = options.apply
    install.wait = options.wait
    install.runsHooks = options.runsHooks
    install.createsNamespace = options.createsNamespace
    install.replaces = true
    install.rollsBackOnFailure = options.rollsBackOnFailure
    install.skipsCustomResourceDefinitions = options.skipsCustomResourceDefinitions
    install.description = options.description
    install.labels = options.labels
    install.historyMaximum = options.historyMaximum
    return Install(context, options: install)
  }

  // MARK: - Upgrade

  /// The revisions that an upgrade goes on from.
  private struct Base {
    /// The newest revision.
    let last: Release
    /// The revision whose objects are in force: the deployed one, or the newest where none is.
    let current: Release
  }

  private func base(_ history: ReleaseHistory) async throws(ReleaseError) -> Base {
    let summaries = try await history.summaries()
    guard let newest = summaries.first else { throw noDeployedRelease(history.name) }
    let last = try await context.storage.get(newest.key)
    if newest.status == .deployed { return Base(last: last, current: last) }
    if let deployed = summaries.first(where: { $0.status == .deployed }) {
      return Base(last: last, current: try await context.storage.get(deployed.key))
    }
    switch newest.status {
    case .failed, .superseded, .uninstalling: return Base(last: last, current: last)
    default: throw noDeployedRelease(history.name)
    }
  }

  private func noDeployedRelease(_ name: String) -> ReleaseError {
    ReleaseError(
      .noDeployedRelease, "\"\(name)\" has no deployed releases",
      hint: "`chart upgrade --install` installs it")
  }

  private func preview(
    _ name: String, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    let history = context.history(of: name)
    if options.installs, try await mustInstall(history) {
      return try await install.run(name, source: source, values: values)
    }
    let base = try await base(history)
    var release = try await rendered(base, source, values)
    let plan = try await plan(from: base, to: release, history)
    release.info.description = options.description.isEmpty ? "Dry run complete" : options.description
    return ReleaseResult(release, plan: plan)
  }

  private func run(
    in session: ReleaseSession, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    let deadline = Deadline(after: options.wait.timeout)
    let base = try await base(session.history)
    var release = try await rendered(base, source, values)
    var wait = options.wait
    if options.rollsBackOnFailure, wait.strategy == .hookOnly { wait.strategy = .watcher }
    let operation = ReleaseOperation(
      session: session, method: release.applyMethod ?? .clientSide, apply: options.apply, wait: wait,
      runsHooks: options.runsHooks, deadline: deadline)
    let plan = try await plan(from: base, to: release, session.history)
    if options.historyMaximum > 0 { try await session.history.prune(to: options.historyMaximum - 1) }
    release = try await session.create(release)
    do throws(ReleaseOperation.Failure) {
      try await operation.perform(plan, .upgrade, on: &release)
    } catch {
      throw await fail(error, &release, base, operation)
    }
    release.set(.deployed, options.description.isEmpty ? "Upgrade complete" : options.description)
    // The new revision is recorded first: whatever happens then, there is one that is deployed.
    try await session.finish(release)
    try await supersede(base, release, session)
    return ReleaseResult(release, plan: plan)
  }

  /// Marks the revision that was in force, and any other that is deployed, as superseded.
  private func supersede(
    _ base: Base, _ release: Release, _ session: ReleaseSession
  ) async throws(ReleaseError) {
    do throws(ReleaseError) {
      try await session.supersede(except: release.revision)
      // As in Helm, the revision that was gone on from is superseded even where it had failed.
      if base.current.info.status != .deployed, base.current.info.status != .superseded {
        var current = base.current
        current.info.status = .superseded
        try await context.storage.update(current)
      }
    } catch {
      context.report(.warning("failed to mark the previous revision as superseded: \(error.message)"))
    }
  }

  private func rendered(
    _ base: Base, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> Release {
    let (values, chartValues) = ReusedValues.combine(options.valuesPolicy, new: values, current: base.current)
    let current = base.current
    let request = RenderRequest(
      name: current.name, namespace: current.namespace, revision: base.last.revision + 1, isUpgrade: true,
      values: values, chartValues: chartValues, dryRun: options.dryRun)
    let rendered = try await source.rendered(request)
    let labels = base.last.labels.merging(options.labels) { $1 }.filter { $0.value != "null" }
    // Releases of Helm 3 say nothing about how they are applied: they were merged client-side.
    let method = options.apply.method ?? base.last.applyMethod ?? .clientSide
    return Release(
      name: current.name, namespace: current.namespace, revision: base.last.revision + 1,
      info: Release.Info(
        firstDeployed: current.info.firstDeployed, lastDeployed: context.now, description: "Preparing upgrade",
        status: .pendingUpgrade, notes: rendered.notes),
      chart: rendered.chart, config: values, manifest: rendered.manifest, hooks: rendered.hooks, labels: labels,
      applyMethod: method)
  }

  private func plan(
    from base: Base, to release: Release, _ history: ReleaseHistory
  ) async throws(ReleaseError) -> Plan {
    let resolver = ObjectResolver(context: context)
    let old: [ResolvedObject]
    do throws(ReleaseError) {
      old = try await resolver.resolve(base.current.manifest, namespace: release.namespace, unknownKinds: .gone)
    } catch {
      throw error.wrapped("unable to build kubernetes objects from current release manifest")
    }
    let new = try await resolver.resolve(release.manifest, namespace: release.namespace)
    let leftovers = try await ReleaseOperation.leftovers(
      of: history, beside: base.current.revision, in: context)
    do throws(ReleaseError) {
      let builder = PlanBuilder(
        context: context, owner: Ownership(name: release.name, namespace: release.namespace))
      return try await builder.change(
        from: old, leftovers: leftovers, to: new, strangers: options.apply.takesOwnership ? .takenOver : .refused)
    } catch {
      throw error.wrapped("unable to continue with update")
    }
  }

  // MARK: - Failure

  private func fail(
    _ failure: ReleaseOperation.Failure, _ release: inout Release, _ base: Base, _ operation: ReleaseOperation
  ) async -> ReleaseError {
    let session = operation.session
    session.beginCleanUp()
    var result = failure.error
    release.set(.failed, "Upgrade \"\(release.name)\" failed: \(failure.error.message)")
    do throws(ReleaseError) {
      try await session.finish(release)
    } catch let other {
      context.report(.warning("failed to record that the upgrade failed: \(other.message)"))
    }
    if options.cleansUpOnFailure, !failure.created.isEmpty {
      do throws(ReleaseError) {
        try await operation.cleanUp(failure.created)
      } catch let other {
        result.message =
          "an error occurred while cleaning up resources. original upgrade error: \(result.message): \(other.message)"
        return result
      }
    }
    if options.rollsBackOnFailure { await rollBack(&result, release, operation) }
    return result
  }

  private func rollBack(
    _ result: inout ReleaseError, _ release: Release, _ operation: ReleaseOperation
  ) async {
    let original = result.message
    do throws(ReleaseError) {
      let good = try await operation.session.history.summaries().first {
        $0.status == .superseded || $0.status == .deployed
      }
      guard let good else {
        result.message =
          "unable to find a previously successful release when attempting to rollback. "
          + "original upgrade error: \(original)"
        return
      }
      context.report(.rollingBack(to: good.key.revision))
      var rollback = Rollback.Options()
      rollback.revision = good.key.revision
      rollback.wait = operation.wait
      rollback.runsHooks = options.runsHooks
      rollback.apply = options.apply
      _ = try await Rollback(operation.session.context, options: rollback).run(in: operation.session)
      result.message =
        "release \(release.name) failed, and has been rolled back due to rollback-on-failure being set: \(original)"
    } catch {
      result.message =
        "an error occurred while rolling back the release. original upgrade error: \(original): \(error.message)"
    }
  }
}
