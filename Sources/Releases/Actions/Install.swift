internal import Kubernetes
package import Values

/// Installs a chart as a new release.
package struct Install {
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
    /// Whether the namespace is created where it is missing.
    package var createsNamespace = false
    /// Whether the name of an uninstalled or failed release may be used again.
    package var replaces = false
    /// Whether a failed install is uninstalled again; waits for the objects.
    package var rollsBackOnFailure = false
    /// Whether the chart's `crds/` are left alone.
    package var skipsCustomResourceDefinitions = false
    /// What the record says in place of "Install complete".
    package var description = ""
    /// Labels for the record.
    package var labels: [String: String] = [:]
    /// The most revisions that are kept when a name is used again; 0 keeps all.
    package var historyMaximum = 0

    /// The defaults of Helm's command.
    package init() {}
  }

  private let context: ActionContext
  private let options: Options

  /// An install that is to be run.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// Installs what `source` renders.
  ///
  /// - Parameter values: the user's values.
  package func run(
    _ name: String, source: any ReleaseSource, values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    do throws(ReleaseError) {
      do throws(ReleaseError) {
        try ReleaseName.check(name)
      } catch {
        throw error.wrapped("release name check failed: release name \"\(name)\"")
      }
      try RecordLabels.check(options.labels)
      if options.dryRun != .none { return try await preview(name, source, values) }
    } catch {
      throw error.during(.install)
    }
    return try await ReleaseSession.run(.install, name, in: context) { session throws(ReleaseError) in
      try await run(in: session, source, values)
    }
  }

  /// Refuses objects that the cluster could not hold as a release's: of kinds that it does not know, or somebody else's.
  ///
  /// - Parameter isUpgrade: whether they may be there already.
  package func check(_ manifest: Bytes, of name: String, isUpgrade: Bool) async throws(ReleaseError) {
    let objects = try await resolved(manifest)
    if !isUpgrade { _ = try await plan(for: objects, of: name) }
  }

  /// What an install would do.
  private func preview(
    _ name: String, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    if options.dryRun == .server, !(try await definitions(of: source, values).isEmpty) {
      context.report(
        .warning(
          "This chart or one of its subcharts contains CRDs. Rendering may fail or contain inaccuracies."))
    }
    var release = try await rendered(name, 1, source, values)
    let plan = options.dryRun == .server ? try await plan(for: resolved(release.manifest), of: release.name) : nil
    release.set(.pendingInstall, "Dry run complete")
    return ReleaseResult(release, plan: plan, isNewRelease: true)
  }

  /// The definitions that the chart brings, where they are wanted.
  private func definitions(
    of source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> [ManifestFile] {
    if options.skipsCustomResourceDefinitions { return [] }
    do {
      return try await source.customResourceDefinitions(values: values)
    } catch {
      throw ReleaseError(.rendering, "\(error)", cause: error)
    }
  }

  /// Installs while the release is held.
  func run(
    in session: ReleaseSession, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> ReleaseResult {
    let deadline = Deadline(after: options.wait.timeout)
    let last = try await lastOfReusableName(session)
    let definitions = try await definitions(of: source, values)
    if !definitions.isEmpty {
      try await CustomResourceDefinitions(context: context, deadline: deadline).install(definitions)
    }
    let revision = (last?.key.revision ?? 0) + 1
    var release = try await rendered(session.name, revision, source, values)
    var wait = options.wait
    if options.rollsBackOnFailure, wait.strategy == .hookOnly { wait.strategy = .watcher }
    let operation = ReleaseOperation(
      session: session, method: release.applyMethod ?? .serverSide, apply: options.apply, wait: wait,
      runsHooks: options.runsHooks, deadline: deadline)
    let plan = try await plan(for: resolved(release.manifest), of: release.name)
    if options.createsNamespace {
      try await createNamespace()
      try await session.lockInNewNamespace()
    }
    if let last, last.status == .uninstalled {
      var old = try await context.storage.get(last.key, .head)
      old.set(.superseded, "superseded by new release")
      try await context.storage.update(old)
    }
    if options.historyMaximum > 0 { try await session.history.prune(to: options.historyMaximum - 1) }
    release = try await session.create(release)
    do throws(ReleaseOperation.Failure) {
      try await operation.perform(plan, .install, on: &release)
    } catch {
      throw await fail(error.error, &release, session, operation)
    }
    release.set(.deployed, options.description.isEmpty ? "Install complete" : options.description)
    try await session.finish(release)
    return ReleaseResult(release, plan: plan, isNewRelease: true)
  }

  /// The newest revision where the name may be used again; nil where it is new.
  private func lastOfReusableName(_ session: ReleaseSession) async throws(ReleaseError) -> ReleaseSummary? {
    guard let last = try await session.history.summaries().first else { return nil }
    // An install that died is gone on from, as if it had not begun.
    let hasDied = session.recovered.contains { $0.key == last.key && $0.status == .pendingInstall }
    if options.replaces || hasDied, last.status == .uninstalled || last.status == .failed { return last }
    throw ReleaseError(
      .nameInUse, "release name check failed: cannot reuse a name that is still in use",
      hint: "revision \(last.key.revision) is \(last.status.rawValue): `chart upgrade --install` goes on from it")
  }

  private func rendered(
    _ name: String, _ revision: Int, _ source: any ReleaseSource, _ values: ValueMap
  ) async throws(ReleaseError) -> Release {
    let request = RenderRequest(
      // Templates of an install see revision 1, as in Helm, also where the name has been used before.
      name: name, namespace: context.namespace, revision: 1, isUpgrade: false, values: values,
      dryRun: options.dryRun)
    let rendered = try await source.rendered(request)
    let now = context.now
    return Release(
      name: name, namespace: context.namespace, revision: revision,
      info: Release.Info(
        firstDeployed: now, lastDeployed: now, description: "Initial install underway", status: .pendingInstall,
        notes: rendered.notes),
      chart: rendered.chart, config: values, manifest: rendered.manifest, hooks: rendered.hooks,
      labels: options.labels, applyMethod: options.apply.method ?? .serverSide)
  }

  private func resolved(_ manifest: Bytes) async throws(ReleaseError) -> [ResolvedObject] {
    do throws(ReleaseError) {
      return try await ObjectResolver(context: context).resolve(manifest, namespace: context.namespace)
    } catch {
      throw error.wrapped("unable to build kubernetes objects from release manifest")
    }
  }

  private func plan(for objects: [ResolvedObject], of name: String) async throws(ReleaseError) -> Plan {
    do throws(ReleaseError) {
      let builder = PlanBuilder(context: context, owner: Ownership(name: name, namespace: context.namespace))
      return try await builder.change(
        from: [], to: objects, strangers: options.apply.takesOwnership ? .takenOver : .refused)
    } catch {
      throw error.wrapped("unable to continue with install")
    }
  }

  private func createNamespace() async throws(ReleaseError) {
    let gvk = GroupVersionKind(group: "", version: "v1", kind: "Namespace")
    let namespace = KubernetesObject(gvk, name: context.namespace)
    namespace.setLabel("name", context.namespace)
    do throws(KubernetesError) {
      try await context.client.create(
        namespace, options: KubernetesRequest.WriteOptions(fieldManager: context.fieldManager))
    } catch {
      if !error.isAlreadyExists { throw ReleaseError(.apply, "", error, object: namespace.reference) }
    }
  }

  /// Records why the install failed, or removes what it made.
  private func fail(
    _ error: ReleaseError, _ release: inout Release, _ session: ReleaseSession, _ operation: ReleaseOperation
  ) async -> ReleaseError {
    session.beginCleanUp()
    release.set(.failed, "Release \"\(release.name)\" failed: \(error.message)")
    do throws(ReleaseError) {
      try await session.finish(release)
    } catch let other {
      context.report(.warning("failed to record that the install failed: \(other.message)"))
    }
    guard options.rollsBackOnFailure else { return error }
    var uninstall = Uninstall.Options()
    uninstall.runsHooks = options.runsHooks
    uninstall.wait = operation.wait
    var result = error
    do throws(ReleaseError) {
      _ = try await Uninstall(session.context, options: uninstall).run(in: session)
      result.message =
        "release \(release.name) failed, and has been uninstalled due to rollback-on-failure being set: \(error.message)"
    } catch let other {
      result.message =
        "an error occurred while uninstalling the release. original install error: \(error.message): \(other.message)"
    }
    return result
  }
}

extension ReleaseSource {
  /// Renders, with whatever goes wrong as the cause of a `rendering` error.
  func rendered(_ request: RenderRequest) async throws(ReleaseError) -> RenderedRelease {
    do {
      return try await render(request)
    } catch let error as ReleaseError {
      throw error
    } catch {
      throw ReleaseError(.rendering, "\(error)", cause: error)
    }
  }
}
