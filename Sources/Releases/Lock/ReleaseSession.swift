internal import Kubernetes

/// One action's hold on a release: the lock, the state in which the release was found, and the duty to leave no record
/// pending.
final class ReleaseSession {
  private(set) var context: ActionContext
  let name: String
  let operation: ReleaseError.Operation
  private var lock: ReleaseLock?
  private var needsLock = false
  /// The revisions whose records may be pending in the storage.
  private var unfinished: Set<Int> = []
  /// Whether what a dead process left has not been dealt with yet.
  private var isRecovering = false
  /// What was found pending and marked as failed, and what it had been.
  private(set) var recovered: [ReleaseSummary] = []

  private init(_ context: ActionContext, _ name: String, _ operation: ReleaseError.Operation) {
    self.context = context
    self.name = name
    self.operation = operation
  }

  var history: ReleaseHistory { context.history(of: name) }

  /// Runs `body` while holding the release's lock.
  static func run<Result>(
    _ operation: ReleaseError.Operation, _ name: String, in context: ActionContext,
    _ body: (ReleaseSession) async throws(ReleaseError) -> Result
  ) async throws(ReleaseError) -> Result {
    let session = ReleaseSession(context, name, operation)
    do throws(ReleaseError) {
      try await session.enter()
      let result = try await body(session)
      await session.end()
      return result
    } catch {
      await session.end()
      throw error.during(operation)
    }
  }

  /// Takes the lock, which is the first that the cluster is asked for.
  private func enter() async throws(ReleaseError) {
    do throws(ReleaseError) {
      try await begin()
    } catch {
      let isUnreachable = (error.cause as? KubernetesError)?.isUnreachable == true
      throw operation == .install && isUnreachable ? error.wrapped("cluster reachability check failed") : error
    }
  }

  private func begin() async throws(ReleaseError) {
    let answer = try await LockAcquisition(name, for: operation, in: context).run()
    context.willChange()
    switch answer {
    case .acquired(let lock):
      self.lock = lock
      try await refusePending()
    case .takenOver(let lock, let reason):
      self.lock = lock
      try await recover(reason)
    case .unavailable(let error):
      context.report(.warning("the release is not locked against others: \(error)"))
      try await refusePending()
    case .noNamespace: needsLock = true
    }
  }

  /// Takes the lock that could not be taken before the namespace existed.
  func lockInNewNamespace() async throws(ReleaseError) {
    if !needsLock { return }
    needsLock = false
    try await begin()
  }

  private func end() async {
    guard let lock else { return }
    self.lock = nil
    // A lease that cannot be taken back in time is found to be dead by whoever comes next: on this machine at once, on
    // another when it has run out.
    let isUnfinished = isRecovering || !unfinished.isEmpty
    _ = await Deadline(after: Self.insistence).bounding { await lock.end(isUnfinished: isUnfinished) }
  }

  /// A pending record without a lease is another program's: nothing tells whether that still runs.
  private func refusePending() async throws(ReleaseError) {
    // As in Helm, pending revisions keep nobody from rolling back or uninstalling, and an install finds the name taken.
    guard operation == .upgrade else { return }
    let summaries = try await history.summaries()
    guard let newest = summaries.first, newest.status.isPending else { return try await tidy(summaries) }
    throw ReleaseError(
      .operationInProgress, LockAcquisition.inProgressMessage,
      hint: "revision \(newest.key.revision) is \(newest.status.rawValue), and nothing tells whether the program that "
        + "made it so still runs: if it does not, `chart recover \(name)` marks the revision as failed")
  }

  /// Marks what a dead process left pending as failed.
  func recover(_ reason: String) async throws(ReleaseError) {
    // Until that is done the lease must stay: it is what tells the next one that nobody is at work.
    isRecovering = true
    let summaries = try await history.summaries()
    for summary in summaries where summary.status.isPending || summary.status == .uninstalling {
      var release = try await context.storage.get(summary.key, .head)
      release.set(.failed, "Release \"\(name)\" failed: \(summary.status.rawValue) was interrupted: \(reason)")
      try await context.storage.update(release)
      recovered.append(summary)
      context.report(.recovered(summary.key, reason: reason))
    }
    try await context.storage.sweep(name)
    isRecovering = false
    try await tidy(summaries)
  }

  /// Leaves one deployed revision where a process ended after it had recorded the new one and before it had marked the
  /// one before it as superseded.
  private func tidy(_ summaries: [ReleaseSummary]) async throws(ReleaseError) {
    let deployed = summaries.filter { $0.status == .deployed }
    if deployed.count > 1 { try await history.supersede(except: deployed[0].key.revision) }
  }

  // MARK: - Records

  /// Refuses to go on once the lock is somebody else's, or the user wants the operation to end.
  func checkStillHeld() throws(ReleaseError) {
    if lock?.isLost == true {
      throw ReleaseError(
        .interrupted, "the release's lock was lost: this process was not heard of for longer than the lock lasts")
    }
    if context.isInterrupted() { throw ReleaseError(.interrupted, "context canceled") }
  }

  /// From here on the operation is brought to an orderly end, which the user's wish to end it no longer stops.
  func beginCleanUp() { context.isInterrupted = { false } }

  /// Adds a pending revision; the answer is what `update` and `finish` want.
  func create(_ release: Release) async throws(ReleaseError) -> Release {
    try checkStillHeld()
    unfinished.insert(release.revision)
    do throws(ReleaseError) {
      return try await context.storage.create(release)
    } catch {
      // A definite refusal has left nothing behind.
      if error.isRefusal || error.code == .alreadyExists { unfinished.remove(release.revision) }
      throw error
    }
  }

  /// Replaces the operation's record; one that is no longer pending ends its duty.
  func update(_ release: Release) async throws(ReleaseError) {
    let isPending = release.info.status.isPending || release.info.status == .uninstalling
    if isPending { unfinished.insert(release.revision) }
    try await context.storage.update(release)
    if !isPending { unfinished.remove(release.revision) }
  }

  /// Replaces the operation's record, trying again where a fault may pass: what it says must not be lost.
  func finish(_ release: Release) async throws(ReleaseError) {
    try await insist { () async throws(ReleaseError) in try await update(release) }
  }

  /// Marks all deployed revisions but one as superseded, trying again where a fault may pass.
  func supersede(except revision: Int) async throws(ReleaseError) {
    try await insist { () async throws(ReleaseError) in try await history.supersede(except: revision) }
  }

  /// How long a server is tried again for what an operation leaves behind.
  private static let insistence = Duration.seconds(10)

  private func insist(_ body: () async throws(ReleaseError) -> Void) async throws(ReleaseError) {
    var pause = Duration.milliseconds(20)
    // The transport below tries again for itself: what took it long is no fault that passes.
    let deadline = Deadline(after: Self.insistence)
    for _ in 0..<3 {
      do throws(ReleaseError) {
        return try await body()
      } catch {
        guard !deadline.isOver, let cause = error.cause as? KubernetesError, cause.isPassing else { throw error }
      }
      try? await Task.sleep(for: pause)
      pause *= 2
    }
    try await body()
  }

  /// Takes back the duty: the records were removed.
  func forget() { unfinished = [] }
}

extension ReleaseError {
  /// Whether the server has refused for good: asking again would change nothing, and nothing was done.
  fileprivate var isRefusal: Bool {
    guard case .status(let status)? = cause as? KubernetesError else { return false }
    return status.code < 500 && status.code != 429 && status.code != 409
  }
}
