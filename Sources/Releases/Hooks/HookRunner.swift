internal import Kubernetes
internal import Platform
internal import Values

/// Runs the hooks of a release at one point of its life, as Helm's execHook.
struct HookRunner {
  let session: ReleaseSession
  let waiter: Waiter
  let method: Release.ApplyMethod

  private var context: ActionContext { session.context }

  /// Runs the hooks of an event one after the other, by weight and name, and notes each run in the record.
  ///
  /// - Parameter isSelected: leaves hooks out.
  func run(
    _ event: Hook.Event, of release: inout Release, where isSelected: (Hook) -> Bool = { _ in true }
  ) async throws(ReleaseError) {
    let order = release.hooks.indices.filter {
      release.hooks[$0].events.contains(event) && isSelected(release.hooks[$0])
    }.sorted { a, b in
      let (first, second) = (release.hooks[a], release.hooks[b])
      if first.weight != second.weight { return first.weight < second.weight }
      if first.name != second.name { return first.name < second.name }
      return a < b
    }
    var done: [Int] = []
    for index in order {
      if release.hooks[index].deletePolicies.isEmpty {
        release.hooks[index].deletePolicies = [.beforeHookCreation]
      }
      do throws(ReleaseError) {
        try await run(event, index, of: &release)
      } catch {
        await cleanUp(after: error, index, done, release)
        throw error
      }
      done.append(index)
    }
    for index in done.reversed() {
      await showLog(of: release.hooks[index], .succeeded, release.namespace)
      try await delete(release.hooks[index], by: .succeeded, release.namespace)
    }
  }

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
  private func cleanUp(after error: ReleaseError, _ failed: Int, _ done: [Int], _ release: Release) async {
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
      let object = try? ManifestReader.objects(hook.manifest).first
      let own = object?.namespace ?? ""
      for (pod, container) in try await containers(of: hook, own.isEmpty ? namespace : own) {
        let path = ResourceMapping(pod.gvk, plural: "pods", isNamespaced: true)
          .path(namespace: pod.namespace, name: pod.name)
        let request = KubernetesRequest.get(path: path + "/log", query: [(name: "container", value: container)])
        guard case .success(let response)? = await context.client.sendAll([request]).first, response.status < 400
        else { continue }
        context.report(.hookLog(pod: pod.name, container: container, text: response.body))
      }
    } catch {
      context.report(.warning("error outputting logs for hook \(hook.path): \(error)"))
    }
  }

  private func containers(
    of hook: Hook, _ namespace: String
  ) async throws(KubernetesError) -> [(pod: ObjectReference, container: String)] {
    let gvk = GroupVersionKind(group: "", version: "v1", kind: "Pod")
    var result: [(pod: ObjectReference, container: String)] = []
    let selector = hook.kind == "Job" ? "job-name=\(hook.name)" : ""
    guard hook.kind == "Job" || hook.kind == "Pod" else { return [] }
    try await context.client.list(
      gvk, namespace: namespace, labelSelector: selector,
      fieldSelector: hook.kind == "Pod" ? "metadata.name=\(hook.name)" : ""
    ) { pod in
      for container in pod.value("spec", "containers")?.asList ?? [] {
        if let name = container.at("name")?.asString { result.append((pod.reference, name.description)) }
      }
    }
    return result
  }
}
