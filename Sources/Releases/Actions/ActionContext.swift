package import Kubernetes
package import Platform

/// What every action works with.
package struct ActionContext: Sendable {
  /// The cluster.
  package var client: KubernetesClient
  /// Where the records are.
  package var storage: any ReleaseStorage
  /// The release's namespace.
  package var namespace: String
  /// Clock and dice.
  package var clock: WallClock
  /// Who holds locks, and for how long.
  package var lock: LockPolicy
  /// How often the cluster is asked while waiting.
  package var polling: Polling
  /// How long trouble with pods may last while waiting.
  package var patience = Patience()
  /// Under which name fields are owned in server-side apply.
  ///
  /// Helm's own: only then can a release be upgraded by Helm and by chart in turns without conflicts over every field.
  package var fieldManager: String
  /// Whether the user wants the operation to end; asked between its steps.
  ///
  /// An operation that ends so still writes its record and, where that was asked for, rolls back. Signals should set a
  /// flag that this reads rather than cancel the task: a cancelled task cannot wait for anything any more.
  package var isInterrupted: @Sendable () -> Bool
  /// Is told, once the lock is held, that what is done from here on must be brought to an end.
  package var willChange: @Sendable () -> Void
  /// Is told what goes on, from any task.
  package var report: @Sendable (ActionEvent) -> Void

  /// A context by its parts.
  package init(
    client: KubernetesClient, storage: any ReleaseStorage, namespace: String, clock: WallClock = .system,
    lock: LockPolicy = LockPolicy(), polling: Polling = Polling(), fieldManager: String = "helm",
    isInterrupted: @escaping @Sendable () -> Bool = { Task.isCancelled },
    willChange: @escaping @Sendable () -> Void = {},
    report: @escaping @Sendable (ActionEvent) -> Void = { _ in }
  ) {
    self.client = client
    self.storage = storage
    self.namespace = namespace
    self.clock = clock
    self.lock = lock
    self.polling = polling
    self.fieldManager = fieldManager
    self.isInterrupted = isInterrupted
    self.willChange = willChange
    self.report = report
  }

  var now: Timestamp { Timestamp(clock.now()) }

  func history(of name: String) -> ReleaseHistory { ReleaseHistory(storage: storage, name: name) }

  /// Revisions without their bulk; one that was removed meanwhile, or that is damaged, does not hide the others.
  func outlines(of keys: [ReleaseKey]) async throws(ReleaseError) -> [Release] {
    var releases: [Release] = []
    for result in await storage.outlines(keys) {
      switch result {
      case .success(let release): releases.append(release)
      case .failure(let error):
        if error.code == .notFound { continue }
        guard error.cause is RecordError else { throw error }
        report(.warning(error.message))
      }
    }
    return releases
  }
}

/// Something that happened during an action, for progress and logs.
package enum ActionEvent: Sendable {
  /// Something that the user should know, though the action goes on.
  case warning(String)
  /// The custom resource definitions of a chart's `crds/` were installed.
  case installedCustomResourceDefinition(name: String)
  /// A step of the plan was carried out.
  case applied(Plan.Change, ObjectReference)
  /// A wait has begun for so many objects.
  case waiting(count: Int)
  /// An object is not ready yet; told again when the message changes.
  case notReady(ObjectReference, Readiness)
  /// An object has become ready.
  case ready(ObjectReference)
  /// An object's pods have trouble, which may yet pass.
  case troubled(ObjectReference, String)
  /// The wait is over, well or badly.
  case waitEnded
  /// A hook's object was created.
  case hookStarted(Hook.Event, path: String)
  /// A hook has ended.
  case hookEnded(Hook.Event, path: String, succeeded: Bool)
  /// A hook's log, as its output-log-policy asks for.
  case hookLog(pod: String, container: String, text: [UInt8])
  /// Another operation, told with its holder and its time, is waited for.
  case waitingForLock(String)
  /// The holder of the lock, told in the same way, seems to be gone: its lease is watched for so long to be sure.
  case doubtingLock(String, Duration)
  /// A revision that a dead process had left pending was marked as failed.
  case recovered(ReleaseKey, reason: String)
  /// A failed upgrade is being rolled back.
  case rollingBack(to: Int)
  /// `upgrade --install` found no release and installs one.
  case installingInstead(name: String)
}

/// Whether, and how far, an action only says what it would do.
package enum DryRun: String, Sendable, CaseIterable {
  /// The action is carried out.
  case none
  /// Nothing is asked of the cluster.
  case client
  /// The cluster is read, but not changed.
  case server
}

/// What is waited for.
package enum WaitStrategy: String, Sendable, CaseIterable {
  /// Only hooks are waited for.
  case hookOnly
  /// All objects are, by kstatus' rules, and the cluster is asked to tell what changes.
  case watcher
  /// All objects are, by the same rules, and the cluster is asked again and again, as Helm 3 did.
  case legacy
}

/// How a release's objects are written.
package struct ApplyOptions: Sendable {
  /// Server-side apply or a merge made here; nil for what the release had before (server-side where it had nothing).
  package var method: Release.ApplyMethod?
  /// Whether fields that others own are taken over (server-side apply only).
  package var forcesConflicts: Bool
  /// Whether objects are replaced whole (not with server-side apply).
  package var forcesReplacement: Bool
  /// Whether objects of other owners are taken over.
  package var takesOwnership: Bool

  /// Options by their parts.
  package init(
    method: Release.ApplyMethod? = nil, forcesConflicts: Bool = false, forcesReplacement: Bool = false,
    takesOwnership: Bool = false
  ) {
    self.method = method
    self.forcesConflicts = forcesConflicts
    self.forcesReplacement = forcesReplacement
    self.takesOwnership = takesOwnership
  }

  /// Refuses what cannot go together, as Helm's client does.
  func check(_ method: Release.ApplyMethod) throws(ReleaseError) {
    if forcesConflicts, forcesReplacement {
      throw ReleaseError(
        .apply, "invalid operation: cannot use force conflicts and force replace together")
    }
    if method == .serverSide, forcesReplacement {
      throw ReleaseError(
        .apply, "invalid operation: cannot use server-side apply and force replace together",
        hint: "add --server-side=false")
    }
    if method == .clientSide, forcesConflicts {
      throw ReleaseError(
        .apply, "invalid client update option(s): forceConflicts enabled when serverSideApply disabled")
    }
  }
}

/// What is waited for, and how long.
package struct WaitOptions: Sendable {
  /// What is waited for.
  package var strategy: WaitStrategy
  /// Whether Jobs must have completed.
  package var includesJobs: Bool
  /// The time for the whole operation.
  package var timeout: Duration

  /// Options by their parts.
  package init(strategy: WaitStrategy = .hookOnly, includesJobs: Bool = false, timeout: Duration = .seconds(300)) {
    self.strategy = strategy
    self.includesJobs = includesJobs
    self.timeout = timeout
  }
}
