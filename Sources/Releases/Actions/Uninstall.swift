package import Kubernetes

/// Removes a release's objects and, unless its history is kept, its records.
package struct Uninstall {
  /// What the user may choose.
  package struct Options: Sendable {
    /// Whether only the result is told.
    package var isDryRun = false
    /// Whether the records stay.
    package var keepsHistory = false
    /// Whether a release that does not exist is fine.
    package var ignoresNotFound = false
    /// Whether hooks run.
    package var runsHooks = true
    /// What is waited for; all but `hookOnly` wait until the objects are gone.
    package var wait = WaitOptions()
    /// What happens to the objects that deleted ones own.
    package var cascade = KubernetesRequest.Propagation.background
    /// What the record says in place of "Uninstallation complete".
    package var description = ""

    /// The defaults of Helm's command.
    package init() {}
  }

  /// What an uninstall came to.
  package struct Result {
    /// The last revision; nil where there was none and that is fine.
    package let release: Release?
    /// What was, or would be, deleted and kept; nil where nothing was left to do but removing records.
    package let plan: Plan?
    /// Helm's lines about what was kept; empty for nothing.
    package let info: String
  }

  private let context: ActionContext
  private let options: Options

  /// An uninstall that is to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Uninstalls a release.
  package func run(_ name: String) async throws(ReleaseError) -> Result {
    do throws(ReleaseError) {
      try ReleaseName.check(name, else: "uninstall: Release name is invalid")
      // Whoever asks for what does not exist, or not for real, needs no lock.
      guard let last = try await context.history(of: name).summaries().first else {
        if options.ignoresNotFound { return Result(release: nil, plan: nil, info: "") }
        throw options.isDryRun
          ? ReleaseError.noSuchRelease
          : ReleaseError.noSuchRelease.wrapped("uninstall: Release not loaded: \(name)")
      }
      if options.isDryRun {
        let release = try await context.storage.get(last.key)
        let plan = try await plan(for: release)
        return Result(release: release, plan: plan, info: Self.info(plan))
      }
    } catch {
      throw error.during(.uninstall)
    }
    return try await ReleaseSession.run(.uninstall, name, in: context) { session throws(ReleaseError) in
      try await run(in: session)
    }
  }

  /// Uninstalls while the release is held.
  func run(in session: ReleaseSession) async throws(ReleaseError) -> Result {
    let name = session.name
    let deadline = Deadline(after: options.wait.timeout)
    let summaries = try await session.history.summaries()
    guard let last = summaries.first else {
      if options.ignoresNotFound { return Result(release: nil, plan: nil, info: "") }
      throw ReleaseError.noSuchRelease.wrapped("uninstall: Release not loaded: \(name)")
    }
    var release = try await context.storage.get(last.key)
    if release.info.status == .uninstalled {
      if options.keepsHistory {
        throw ReleaseError(.invalidInput, "the release named \"\(name)\" is already deleted")
      }
      try await purge(summaries, session)
      return Result(release: release, plan: nil, info: "")
    }
    let plan: Plan
    do throws(ReleaseError) {
      plan = try await self.plan(for: release)
    } catch {
      var failure = error
      failure.message = "failed to delete release: \(name)"
      failure.hint = error.message
      throw failure
    }
    release.set(.uninstalling, "Deletion in progress (or silently failed)")
    release.info.deleted = context.now
    let waiter = Waiter(
      context: context, deadline: deadline, watches: options.wait.strategy != .legacy,
      manifests: [release.manifest] + release.hooks.map(\.manifest))
    let hooks = HookRunner(session: session, waiter: waiter, method: .serverSide)
    do throws(ReleaseError) {
      if options.runsHooks { try await hooks.run(.preDelete, of: &release) }
      try await session.update(release)
      try await delete(plan, name, session)
    } catch {
      session.beginCleanUp()
      release.set(.failed, "Uninstallation failed: \(error.message)")
      do throws(ReleaseError) {
        try await session.finish(release)
      } catch let other {
        context.report(.warning("failed to record that the uninstall failed: \(other.message)"))
      }
      throw error
    }
    var errors: [ReleaseError] = []
    if options.wait.strategy != .hookOnly {
      do throws(ReleaseError) {
        try await waiter.waitUntilGone(plan.steps.filter { $0.change == .delete }.map(\.target))
      } catch { errors.append(error) }
    }
    if options.runsHooks {
      do throws(ReleaseError) { try await hooks.run(.postDelete, of: &release) } catch { errors.append(error) }
    }
    release.set(.uninstalled, options.description.isEmpty ? "Uninstallation complete" : options.description)
    do throws(ReleaseError) {
      if options.keepsHistory {
        try await session.finish(release)
        try await session.supersede(except: release.revision)
      } else {
        try await purge(summaries, session)
      }
    } catch {
      errors.append(options.keepsHistory ? error : error.wrapped("uninstall: Failed to purge the release"))
    }
    if var first = errors.first {
      first.message =
        "uninstallation completed with \(errors.count) error(s): "
        + errors.map(\.message).joined(separator: "; ")
      throw first
    }
    return Result(release: release, plan: plan, info: Self.info(plan))
  }

  private func plan(for release: Release) async throws(ReleaseError) -> Plan {
    let objects = try await ObjectResolver(context: context).resolve(
      release.manifest, namespace: release.namespace, unknownKinds: .gone)
    // What failed revisions have left goes as well, as far as it bears the release's marks.
    let others = try await ReleaseOperation.leftovers(
      of: context.history(of: release.name), beside: release.revision, in: context)
    var seen = Set(objects.map(\.reference.identity))
    let builder = PlanBuilder(
      context: context, owner: Ownership(name: release.name, namespace: release.namespace))
    return try await builder.removal(of: objects + others.filter { seen.insert($0.reference.identity).inserted })
  }

  private func delete(_ plan: Plan, _ name: String, _ session: ReleaseSession) async throws(ReleaseError) {
    var failures: [String] = []
    for rank in plan.ranks {
      try session.checkStillHeld()
      let steps = rank.filter { $0.change == .delete }
      let requests = steps.map { step in
        KubernetesRequest.delete(
          step.target.mapping, namespace: step.target.reference.namespace, name: step.target.reference.name,
          propagation: options.cascade, uid: step.target.liveUID)
      }
      for (step, answer) in zip(steps, await context.client.sendAll(requests)) {
        do throws(KubernetesError) {
          _ = try KubernetesClient.value(of: answer)
          context.report(.applied(.delete, step.target.reference))
        } catch {
          if !error.isNotFound { failures.append("\(step.target.reference): \(error)") }
        }
      }
    }
    if failures.isEmpty { return }
    throw ReleaseError(.delete, "failed to delete release: \(name)", hint: failures.joined(separator: "\n"))
  }

  private func purge(_ summaries: [ReleaseSummary], _ session: ReleaseSession) async throws(ReleaseError) {
    // The newest goes last: as long as any is left, it tells where the release stands.
    for summary in summaries.reversed() {
      do throws(ReleaseError) {
        try await context.storage.delete(summary.key)
      } catch {
        if error.code != .notFound { throw error }
      }
    }
    session.forget()
    try await context.storage.sweep(session.name)
  }

  /// Helm's lines about the objects that stay.
  private static func info(_ plan: Plan) -> String {
    func lines(_ note: String) -> [String] {
      plan.steps.filter { $0.change == .keep && $0.note == note }
        .map { "[\($0.target.mapping.gvk.kind)] \($0.target.reference.name)\n" }
    }
    let kept = lines(PlanNote.resourcePolicy)
    let strangers = lines(PlanNote.notOwned)
    var info = ""
    if !kept.isEmpty { info += "These resources were kept due to the resource policy:\n" + kept.joined() }
    if !strangers.isEmpty {
      if !info.isEmpty { info += "\n" }
      info +=
        "\(strangers.count) resource(s) were not deleted because they are not owned by this release:\n"
        + strangers.joined()
    }
    return info
  }
}
