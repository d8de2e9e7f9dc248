internal import Kubernetes
package import Platform
internal import Synchronization
internal import Values

/// Who holds locks, and for how long without a sign of life.
package struct LockPolicy: Sendable {
  /// This process.
  package var holder: LockHolder
  /// How many seconds a lock outlives its last renewal.
  package var duration: Int
  /// How often it is renewed.
  package var renewal: Duration
  /// Whether a holder is known to have ended.
  package var hasEnded: @Sendable (LockHolder) -> Bool
  /// Where the bytes come from that tell operations of one process apart.
  package var randomness: Randomness

  /// A policy by its parts.
  package init(
    holder: LockHolder = .current(), duration: Int = 15, renewal: Duration = .seconds(5),
    hasEnded: (@Sendable (LockHolder) -> Bool)? = nil, randomness: Randomness = .system
  ) {
    self.holder = holder
    self.duration = duration
    self.renewal = renewal
    self.hasEnded = hasEnded ?? { $0.hasEnded(seenBy: holder) }
    self.randomness = randomness
  }
}

/// What asking for a lock gave.
enum LockAnswer {
  /// The lock was free.
  case acquired(ReleaseLock)
  /// The lock was taken from a holder that is dead, for the reason given.
  case takenOver(ReleaseLock, reason: String)
  /// The cluster gives no locks: the user may not write leases, or there are none.
  case unavailable(KubernetesError)
  /// The namespace does not exist yet.
  case noNamespace
}

/// A lease beside the record of a release, held and renewed while an action changes it.
final class ReleaseLock: Sendable {
  private struct State {
    var resourceVersion: String
    var isLost = false
    var renewal: Task<Void, Never>?
  }

  private let client: KubernetesClient
  private let reference: ObjectReference
  private let identity: String
  private let uid: String
  private let state: Mutex<State>

  private static let gvk = GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease")
  private static let operationAnnotation = "chart/operation"
  /// How often the lock is tried anew when it changes hands meanwhile.
  private static let attempts = 8

  private init(_ client: KubernetesClient, _ lease: KubernetesObject, identity: String) {
    self.client = client
    self.identity = identity
    reference = lease.reference
    uid = lease.uid
    state = Mutex(State(resourceVersion: lease.resourceVersion))
  }

  /// Whether somebody else has taken the lock meanwhile.
  var isLost: Bool { state.withLock { $0.isLost } }

  /// Takes the lock of a release, or says who holds it.
  static func acquire(
    _ name: String, for operation: ReleaseError.Operation, in context: ActionContext
  ) async throws(ReleaseError) -> LockAnswer {
    var holder = context.lock.holder
    holder.nonce = context.lock.randomness.bytes(4).map { String($0, radix: 16) }.joined()
    let reference = ObjectReference(gvk, namespace: context.namespace, name: "chart.\(name)")
    for _ in 0..<attempts {
      let lease = lease(reference, holder, operation, context)
      do throws(KubernetesError) {
        let created = try await context.client.create(lease)
        return .acquired(held(created, holder, context))
      } catch {
        if error.isNoMatch || error.isForbidden { return .unavailable(error) }
        if error.isNotFound { return .noNamespace }
        guard error.isAlreadyExists else { throw ReleaseError(.cluster, "failed to lock the release", error) }
      }
      let other: KubernetesObject?
      do throws(KubernetesError) {
        other = try await context.client.find(reference)
      } catch {
        throw ReleaseError(.cluster, "failed to lock the release", error)
      }
      guard let other else { continue }
      guard let reason = reasonToTakeOver(other, context) else { throw inProgress(other) }
      lease.metadata["resourceVersion"] = .string(other.resourceVersion)
      do throws(KubernetesError) {
        let taken = try await context.client.update(lease)
        return .takenOver(held(taken, holder, context), reason: reason)
      } catch {
        if error.isConflict || error.isNotFound { continue }
        throw ReleaseError(.cluster, "failed to lock the release", error)
      }
    }
    throw ReleaseError(
      .operationInProgress, inProgressMessage, hint: "others keep taking the release's lock: try again")
  }

  static let inProgressMessage = "another operation (install/upgrade/rollback) is in progress"

  private static func inProgress(_ lease: KubernetesObject) -> ReleaseError {
    let holder = LockHolder(identity: lease.text("spec", "holderIdentity"))
    let operation = lease.annotations[operationAnnotation] ?? "operation"
    let who = holder.map { $0.description } ?? lease.text("spec", "holderIdentity")
    return ReleaseError(
      .operationInProgress, inProgressMessage,
      hint: "\(operation) by \(who) since \(lease.text("spec", "acquireTime"))")
  }

  private static func reasonToTakeOver(_ lease: KubernetesObject, _ context: ActionContext) -> String? {
    let identity = lease.text("spec", "holderIdentity")
    if identity.isEmpty { return "its lock was given up" }
    let holder = LockHolder(identity: identity)
    if let holder, context.lock.hasEnded(holder) { return "\(holder) ended before it was done" }
    let now = context.clock.now()
    let duration = lease.integer("spec", "leaseDurationSeconds") ?? context.lock.duration
    guard let renewed = Timestamp(lease.text("spec", "renewTime")) else { return "its lock was never renewed" }
    if now.seconds &- renewed.moment.seconds > Int64(duration) {
      return "\(holder.map { $0.description } ?? identity) has not been heard of since \(renewed.toTheSecond)"
    }
    return nil
  }

  private static func lease(
    _ reference: ObjectReference, _ holder: LockHolder, _ operation: ReleaseError.Operation, _ context: ActionContext
  ) -> KubernetesObject {
    let lease = KubernetesObject(reference.gvk, namespace: reference.namespace, name: reference.name)
    lease.setLabel("app.kubernetes.io/managed-by", "chart")
    lease.setAnnotation(operationAnnotation, operation.rawValue)
    let now = context.now.microseconds
    lease.root["spec"] = .map(
      ValueMap([
        ("holderIdentity", .string(holder.identity)), ("leaseDurationSeconds", .int(context.lock.duration)),
        ("acquireTime", .string(now)), ("renewTime", .string(now)),
      ]))
    return lease
  }

  private static func held(_ lease: KubernetesObject, _ holder: LockHolder, _ context: ActionContext) -> ReleaseLock {
    let lock = ReleaseLock(context.client, lease, identity: holder.identity)
    lock.keepAlive(context)
    return lock
  }

  // MARK: - While it is held

  private func keepAlive(_ context: ActionContext) {
    let task = Task { [weak self] in
      while !Task.isCancelled {
        do { try await Task.sleep(for: context.lock.renewal) } catch { return }
        guard let self, await self.renew(context) else { return }
      }
    }
    state.withLock { $0.renewal = task }
  }

  /// Renews the lock; the answer is whether it is still held.
  private func renew(_ context: ActionContext) async -> Bool {
    let now = context.now.microseconds
    let body = Value.map(
      ValueMap([
        (
          "metadata",
          .map(ValueMap([("resourceVersion", .string(state.withLock { $0.resourceVersion }))]))
        ), ("spec", .map(ValueMap([("renewTime", .string(now))]))),
      ]))
    do throws(KubernetesError) {
      let renewed = try await client.patch(.merge, body, reference)
      state.withLock { $0.resourceVersion = renewed.resourceVersion }
      return true
    } catch {
      if error.isConflict || error.isNotFound { return await isStillHeld() }
      // A server that cannot be reached now may be reached before the lock expires.
      return true
    }
  }

  /// Whether the lease still names this holder, after a renewal of it met another version than expected.
  private func isStillHeld() async -> Bool {
    do throws(KubernetesError) {
      let lease = try await client.find(reference)
      let isHeld = lease?.text("spec", "holderIdentity") == identity
      state.withLock { state in
        state.isLost = !isHeld
        if let lease { state.resourceVersion = lease.resourceVersion }
      }
      return isHeld
    } catch {
      return true
    }
  }

  /// Stops renewing, and gives the lock back.
  ///
  /// - Parameter isUnfinished: whether the record may still be pending: then the lease stays, so that whoever comes
  ///   next finds it dead and knows that nobody is at work.
  func end(isUnfinished: Bool) async {
    let renewal = state.withLock { $0.renewal }
    renewal?.cancel()
    await renewal?.value
    if isLost { return }
    if isUnfinished {
      let body = Value.map(ValueMap([("spec", .map(ValueMap([("holderIdentity", .string(""))])))]))
      _ = try? await client.patch(.merge, body, reference)
    } else {
      _ = try? await client.delete(reference, uid: uid)
    }
  }
}
