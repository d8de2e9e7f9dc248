internal import Kubernetes
internal import Platform
internal import Values

/// Runs the hooks of a release at one point of its life, as Helm's execHook.
struct HookRunner {
  let session: ReleaseSession
  var waiter: Waiter
  let method: Release.ApplyMethod

  private var context: ActionContext { session.context }

  /// The hooks by weight and name; equal ones keep their order, which is that of their kinds.
  static func sorted(_ hooks: [Hook]) -> [Hook] {
    hooks.enumerated().sorted { precedes($0, $1) }.map(\.element)
  }

  private static func precedes(_ a: (offset: Int, element: Hook), _ b: (offset: Int, element: Hook)) -> Bool {
    if a.element.weight != b.element.weight { return a.element.weight < b.element.weight }
    if a.element.name != b.element.name { return a.element.name < b.element.name }
    return a.offset < b.offset
  }

  /// Runs the hooks of an event one after the other, by weight and name, and notes each run in the record.
  ///
  /// - Parameters:
  ///   - isSelected: leaves hooks out.
  ///   - beforeCleanUp: is called once all have run, or one has failed, while their objects are still there.
  func run(
    _ event: Hook.Event, of release: inout Release, where isSelected: (Hook) -> Bool = { _ in true },
    beforeCleanUp: (Release) async -> Void = { _ in }
  ) async throws(ReleaseError) {
    let order = release.hooks.enumerated().filter { $0.element.events.contains(event) && isSelected($0.element) }
      .sorted { Self.precedes($0, $1) }.map(\.offset)
    var done: [Int] = []
    for index in order {
      if release.hooks[index].deletePolicies.isEmpty {
        release.hooks[index].deletePolicies = [.beforeHookCreation]
      }
      do throws(ReleaseError) {
        try await run(event, index, of: &release)
      } catch {
        await beforeCleanUp(release)
        await inPeace.cleanUp(index, done, release)
        throw error
      }
      done.append(index)
    }
    await beforeCleanUp(release)
    for index in done.reversed() {
      await showLog(of: release.hooks[index], .succeeded, release.namespace)
      try await delete(release.hooks[index], by: .succeeded, release.namespace)
    }
  }

  /// The runner for cleaning up: neither the operation's time, which may be over, nor the user's wish to end it counts.
  private var inPeace: HookRunner {
    var runner = self
    var context = waiter.context
    context.isInterrupted = { false }
    runner.waiter = Waiter(
      context: context, deadline: Deadline(after: Self.cleanUpTime), watches: waiter.watches,
      manifests: waiter.manifests)
    return runner
  }

  private static let cleanUpTime = Duration.seconds(30)

  private func run(_ event: Hook.Event, _ index: Int, of release: inout Release) async throws(ReleaseError) {
    try session.checkStillHeld()
    let hook = release.hooks[index]
    try await delete(hook, by: .beforeHookCreation, release.namespace)
    let objects: [ResolvedObject]
    do throws(ReleaseError) {
      objects = try await ObjectResolver(context: context).resolve(hook.manifest, namespace: release.namespace)
    } catch {
      throw error.wrapped("unable to build kubernetes object for \(event.rawValue) hook \(hook.path)")
    }
    release.hooks[index].lastRun = Hook.Execution(startedAt: context.clock.now(), phase: .running)
    try await session.update(release)
    release.hooks[index].lastRun.phase = .unknown
    do throws(ReleaseError) {
      try await create(objects)
    } catch {
      release.hooks[index].lastRun.completedAt = context.clock.now()
      release.hooks[index].lastRun.phase = .failed
      var failure = error.wrapped("warning: Hook \(event.rawValue) \(hook.path) failed")
      failure.code = .hook
      throw failure
    }
    context.report(.hookStarted(event, path: hook.path))
    do throws(ReleaseError) {
      try await waiter.waitUntilReady(objects, for: .hook)
    } catch {
      release.hooks[index].lastRun.completedAt = context.clock.now()
      release.hooks[index].lastRun.phase = .failed
      context.report(.hookEnded(event, path: hook.path, succeeded: false))
      var failure = error
      failure.code = .hook
      throw failure
    }
    release.hooks[index].lastRun.completedAt = context.clock.now()
    release.hooks[index].lastRun.phase = .succeeded
    context.report(.hookEnded(event, path: hook.path, succeeded: true))
  }

  private func create(_ objects: [ResolvedObject]) async throws(ReleaseError) {
    let steps = objects.map { Plan.Step(change: .create, target: $0, previous: nil, live: nil, note: "") }
    let applier = PlanApplier(
      session: session, method: method, options: ApplyOptions(), createPrefix: "", separator: "\n")
    if let error = await applier.apply(Plan(steps: steps)).error { throw error }
  }

  /// What a failed hook leaves behind: its log, and the objects that its and the others' policies remove.
  private func cleanUp(_ failed: Int, _ done: [Int], _ release: Release) async {
    do throws(ReleaseError) {
      if release.hooks[failed].lastRun.phase == .failed {
        await showLog(of: release.hooks[failed], .failed, release.namespace)
        try await delete(release.hooks[failed], by: .failed, release.namespace)
      }
      for index in done { try await delete(release.hooks[index], by: .succeeded, release.namespace) }
    } catch let other {
      context.report(.warning("error deleting the hook resource on hook failure: \(other)"))
    }
  }

  private func delete(
    _ hook: Hook, by policy: Hook.DeletePolicy, _ namespace: String
  ) async throws(ReleaseError) {
    // Deleting a definition would delete every object of its kind.
    guard hook.kind != "CustomResourceDefinition", hook.deletePolicies.contains(policy) else { return }
    let objects: [ResolvedObject]
    do throws(ReleaseError) {
      objects = try await ObjectResolver(context: context).resolve(hook.manifest, namespace: namespace)
    } catch {
      throw error.wrapped("unable to build kubernetes object for deleting hook \(hook.path)")
    }
    for object in objects where !object.hasGeneratedName {
      do throws(KubernetesError) {
        try await context.client.delete(object.reference)
      } catch {
        if error.isNotFound { continue }
        throw ReleaseError(.hook, "", error, object: object.reference)
      }
    }
    try await waiter.waitUntilGone(objects.filter { !$0.hasGeneratedName })
  }

  // MARK: - Logs

  private func showLog(of hook: Hook, _ policy: Hook.OutputLogPolicy, _ namespace: String) async {
    guard hook.outputLogPolicies.contains(policy) else { return }
    do throws(KubernetesError) {
      for log in try await PodLog.all(of: hook, namespace, context.client) {
        context.report(.hookLog(pod: log.pod, container: log.container, text: log.text))
      }
    } catch {
      context.report(.warning("error outputting logs for hook \(hook.path): \(error)"))
    }
  }
}
