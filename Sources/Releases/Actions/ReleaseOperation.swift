internal import Kubernetes
internal import Values

/// The steps that install, upgrade and rollback have in common, from the pending record to the deployed one.
struct ReleaseOperation {
  let session: ReleaseSession
  let method: Release.ApplyMethod
  let apply: ApplyOptions
  let wait: WaitOptions
  let runsHooks: Bool
  let deadline: Deadline

  init(
    session: ReleaseSession, method: Release.ApplyMethod, apply: ApplyOptions, wait: WaitOptions, runsHooks: Bool,
    deadline: Deadline
  ) {
    self.session = session
    self.method = method
    self.apply = apply
    self.wait = wait
    self.runsHooks = runsHooks
    self.deadline = deadline
  }

  var context: ActionContext { session.context }

  private func waiter(for release: Release) -> Waiter {
    Waiter(
      context: context, deadline: deadline, watches: wait.strategy != .legacy,
      manifests: [release.manifest] + release.hooks.map(\.manifest))
  }

  /// Words and events that differ between the operations.
  struct Style {
    let before: Hook.Event
    let after: Hook.Event
    /// What comes before a failed hook's error; empty for nothing.
    let beforePrefix: String
    let afterPrefix: String
    let createPrefix: String
    let separator: String

    static let install = Style(
      before: .preInstall, after: .postInstall, beforePrefix: "failed pre-install",
      afterPrefix: "failed post-install", createPrefix: "", separator: "\n")
    static let upgrade = Style(
      before: .preUpgrade, after: .postUpgrade, beforePrefix: "pre-upgrade hooks failed",
      afterPrefix: "post-upgrade hooks failed", createPrefix: "failed to create resource", separator: " && ")
    static let rollback = Style(
      before: .preRollback, after: .postRollback, beforePrefix: "", afterPrefix: "",
      createPrefix: "failed to create resource", separator: " && ")
  }

  /// A failure, and the objects that had been created by then.
  struct Failure: Error {
    let error: ReleaseError
    let created: [ObjectReference]
  }

  /// Hooks, changes, waiting, hooks.
  func perform(_ plan: Plan, _ style: Style, on release: inout Release) async throws(Failure) {
    var created: [ObjectReference] = []
    do throws(ReleaseError) {
      // As in Helm, whose client looks at its options once there is a record, which fails for it, and not where objects
      // are only created.
      if plan.steps.contains(where: { $0.change != .create }) { try apply.check(method) }
      try await run(style.before, style.beforePrefix, on: &release)
      let applier = PlanApplier(
        session: session, method: method, options: apply, createPrefix: style.createPrefix,
        separator: style.separator)
      let outcome = await applier.apply(plan)
      created = outcome.created
      if let error = outcome.error { throw error }
      if wait.strategy != .hookOnly {
        try await waiter(for: release).waitUntilReady(
          plan.desired, for: wait.includesJobs ? .releaseWithJobs : .release)
      }
      try await run(style.after, style.afterPrefix, on: &release)
      try session.checkStillHeld()
    } catch {
      throw Failure(error: error, created: created)
    }
  }

  private func run(_ event: Hook.Event, _ prefix: String, on release: inout Release) async throws(ReleaseError) {
    guard runsHooks else { return }
    do throws(ReleaseError) {
      try await HookRunner(session: session, waiter: waiter(for: release), method: method).run(event, of: &release)
    } catch {
      throw prefix.isEmpty ? error : error.wrapped(prefix)
    }
  }

  /// Deletes what a failed operation has created.
  func cleanUp(_ created: [ObjectReference]) async throws(ReleaseError) {
    for reference in KindOrder.uninstall.sorted(created, by: { $0.gvk.kind }) {
      do throws(KubernetesError) {
        try await context.client.delete(reference)
      } catch {
        if !error.isNotFound { throw ReleaseError(.delete, "unable to cleanup resources", error) }
      }
    }
  }

  /// The objects that may be in the cluster besides those of the current revision: those of the revision in force, and
  /// those that newer ones have created before they failed.
  ///
  /// In force is the deployed revision; after a rollback that failed there is none, and it is the newest superseded one.
  static func leftovers(
    of history: ReleaseHistory, beside current: Int, in context: ActionContext
  ) async throws(ReleaseError) -> [ResolvedObject] {
    let summaries = try await history.summaries()
    let inForce = (summaries.first { $0.status == .deployed } ?? summaries.first { $0.status == .superseded })?.key
    var objects: [ResolvedObject] = []
    for summary in summaries where summary.key.revision != current {
      let hasFailedSince = summary.status == .failed && summary.key.revision > inForce?.revision ?? 0
      guard summary.key == inForce || hasFailedSince else { continue }
      do throws(ReleaseError) {
        let failed = try await context.storage.get(summary.key)
        objects += try await ObjectResolver(context: context)
          .resolve(failed.manifest, namespace: failed.namespace, unknownKinds: .gone)
      } catch {
        // A manifest that the cluster refused as a whole has created nothing, and a record that is gone or damaged tells
        // nothing: neither is to stop what the user wants now. Of the revision in force all must be known.
        guard hasFailedSince, error.code == .invalidManifest || error.code == .notFound || error.cause is RecordError
        else { throw error }
        if error.code != .invalidManifest { context.report(.warning(error.message)) }
      }
    }
    return objects
  }
}
