internal import Kubernetes
internal import Platform
internal import Values

/// The way to a release's lock: it is free, its holder is dead, or it is waited for.
struct LockAcquisition {
  static let inProgressMessage = "another operation (install/upgrade/rollback) is in progress"
  private static let gvk = GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease")
  private static let operationAnnotation = "chart/operation"
  /// How often a lock is tried anew that changes hands while it is looked at.
  private static let attempts = 8

  private let context: ActionContext
  private let operation: ReleaseError.Operation
  private let holder: LockHolder
  private let reference: ObjectReference

  /// Asks for the lock of a release.
  init(_ name: String, for operation: ReleaseError.Operation, in context: ActionContext) {
    self.context = context
    self.operation = operation
    var holder = context.lock.holder
    holder.nonce = context.lock.randomness.bytes(4).map { String($0, radix: 16) }.joined()
    self.holder = holder
    reference = ObjectReference(Self.gvk, namespace: context.namespace, name: "chart.\(name)")
  }

  /// Takes the lock, or says who holds it.
  func run() async throws(ReleaseError) -> LockAnswer {
    var observation = LeaseObservation()
    var reason: String?
    var attempts = Self.attempts
    var pause = context.polling.first
    /// What keeps the lease from being made, though nobody holds it.
    var obstacle: KubernetesError?
    let begin = ContinuousClock.now
    while attempts > 0 {
      do throws(KubernetesError) {
        let created = try await context.client.create(lease())
        return .acquired(ReleaseLock.held(created, holder, context))
      } catch {
        if error.isNoMatch || error.isForbidden { return .unavailable(error) }
        if error.isNotFound { return .noNamespace }
        // The lease may be there all the same: our own, if only the answer was lost.
        let mayExist = error.isAlreadyExists || error.mayHaveActed || (error.isPassing && !error.isUnreachable)
        if !mayExist { throw failure(error) }
        obstacle = error.isAlreadyExists ? nil : error
      }
      guard let lease = try await find() else {
        attempts -= 1
        if obstacle != nil { try await sleep(&pause) }
        continue
      }
      obstacle = nil
      if lease.text("spec", "holderIdentity") == holder.identity {
        let lock = ReleaseLock.held(lease, holder, context)
        return reason.map { .takenOver(lock, reason: $0) } ?? .acquired(lock)
      }
      switch observation.judge(lease, context) {
      case .dead(let why):
        reason = why
        if let lock = try await takeOver(lease) { return .takenOver(lock, reason: why) }
        attempts -= 1
      case .alive:
        guard let wait = context.lock.wait, begin.duration(to: .now) < wait else {
          throw inProgress(lease, waited: context.lock.wait)
        }
        observation.announce(.waitingForLock(Self.describe(lease)), context)
        try await sleep(&pause)
      case .silent(let duration):
        observation.announce(.doubtingLock(Self.describe(lease), duration), context)
        try await sleep(&pause)
      }
    }
    if let obstacle { throw failure(obstacle) }
    throw ReleaseError(
      .operationInProgress, Self.inProgressMessage, hint: "others keep taking the release's lock: try again")
  }

  private func find() async throws(ReleaseError) -> KubernetesObject? {
    do throws(KubernetesError) {
      return try await context.client.retrying { () async throws(KubernetesError) in
        try await context.client.find(reference)
      }
    } catch {
      throw failure(error)
    }
  }

  /// Puts this holder in a dead one's place; nil where somebody else was faster, or where that is not known.
  private func takeOver(_ other: KubernetesObject) async throws(ReleaseError) -> ReleaseLock? {
    let lease = lease()
    lease.metadata["resourceVersion"] = .string(Bytes(other.resourceVersion))
    do throws(KubernetesError) {
      return ReleaseLock.held(try await context.client.update(lease), holder, context)
    } catch {
      if error.isNotFound || error.isPassing { return nil }
      throw failure(error)
    }
  }

  private func sleep(_ pause: inout Duration) async throws(ReleaseError) {
    try? await Task.sleep(for: pause)
    pause = min(pause * 2, context.polling.longest)
    if context.isInterrupted() { throw ReleaseError(.interrupted, "context canceled") }
  }

  private func failure(_ error: KubernetesError) -> ReleaseError {
    ReleaseError(.cluster, "failed to lock the release", error)
  }

  /// Who holds a lease, for what and since when.
  private static func describe(_ lease: KubernetesObject) -> String {
    let identity = lease.text("spec", "holderIdentity")
    let who = LockHolder(identity: identity)?.description ?? identity
    let operation = lease.annotations[operationAnnotation] ?? "operation"
    return "\(operation) by \(who) since \(lease.text("spec", "acquireTime"))"
  }

  private func inProgress(_ lease: KubernetesObject, waited: Duration?) -> ReleaseError {
    let end = waited == nil ? "--wait-for-lock waits until it has ended" : "it did not end in the time to wait"
    return ReleaseError(
      .operationInProgress, Self.inProgressMessage, hint: "\(Self.describe(lease)): \(end)")
  }

  private func lease() -> KubernetesObject {
    let lease = KubernetesObject(reference.gvk, namespace: reference.namespace, name: reference.name)
    lease.setLabel("app.kubernetes.io/managed-by", "chart")
    lease.setAnnotation(Self.operationAnnotation, operation.rawValue)
    let now = context.now.microseconds
    lease.root["spec"] = .map(
      ValueMap([
        ("holderIdentity", .string(holder.identity)), ("leaseDurationSeconds", .int(context.lock.duration)),
        ("acquireTime", .string(now)), ("renewTime", .string(now)),
      ]))
    return lease
  }
}

/// What is known of the holder of a lease from looking at it, again and again.
///
/// Clocks of other machines may be wrong in both directions. A lease that looks fresh is believed, since that only
/// makes us wait. One that looks expired is not: its holder is dead when the lease has not changed for as long as it
/// lasts by our own clock, as in client-go's leader election.
private struct LeaseObservation {
  enum Verdict {
    /// Nobody holds the lease any more, for the reason given.
    case dead(String)
    case alive
    /// The lease looks expired, and has not been watched for long enough, which is so long.
    case silent(Duration)
  }

  private var version = ""
  private var since = SuspendingClock.now
  private var hasChanged = false
  private var announced: Set<String> = []

  mutating func judge(_ lease: KubernetesObject, _ context: ActionContext) -> Verdict {
    let identity = lease.text("spec", "holderIdentity")
    if identity.isEmpty { return .dead("its lock was given up") }
    let holder = LockHolder(identity: identity)
    if let holder, context.lock.hasEnded(holder) { return .dead("\(holder) ended before it was done") }
    if lease.resourceVersion != version {
      hasChanged = !version.isEmpty
      version = lease.resourceVersion
      since = .now
    }
    let stated = lease.integer("spec", "leaseDurationSeconds") ?? context.lock.duration
    let seconds = min(max(1, stated), 10 * context.lock.duration)
    let renewed = Timestamp(lease.text("spec", "renewTime"))
    if since.duration(to: .now) >= .seconds(seconds) {
      return .dead("\(holder?.description ?? identity) has not been heard of since \(renewed?.toTheSecond ?? "ever")")
    }
    if hasChanged { return .alive }
    let age = renewed.map { context.clock.now().seconds &- $0.moment.seconds } ?? .max
    return age.magnitude <= UInt64(seconds) ? .alive : .silent(.seconds(seconds))
  }

  /// Tells of a wait once.
  mutating func announce(_ event: ActionEvent, _ context: ActionContext) {
    if announced.insert("\(event)").inserted { context.report(event) }
  }
}
