internal import Kubernetes
package import Platform
internal import Synchronization
internal import Values

/// Who holds locks, how long without a sign of life, and how others wait for them.
package struct LockPolicy: Sendable {
  /// This process.
  package var holder: LockHolder
  /// How many seconds a lock outlives its last renewal.
  package var duration: Int
  /// How often it is renewed.
  package var renewal: Duration
  /// How long a lock that somebody else holds is waited for; nil for not at all.
  package var wait: Duration?
  /// Whether a holder is known to have ended.
  package var hasEnded: @Sendable (LockHolder) -> Bool
  /// Where the bytes come from that tell operations of one process apart.
  package var randomness: Randomness

  /// A policy by its parts.
  package init(
    holder: LockHolder = .current(), duration: Int = 15, renewal: Duration = .seconds(5), wait: Duration? = nil,
    hasEnded: (@Sendable (LockHolder) -> Bool)? = nil, randomness: Randomness = .system
  ) {
    self.holder = holder
    self.duration = duration
    self.renewal = renewal
    self.wait = wait
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
    var renewed = ContinuousClock.now
    var renewal: Task<Void, Never>?
  }

  private let client: KubernetesClient
  private let reference: ObjectReference
  private let identity: String
  private let uid: String
  private let duration: Duration
  private let state: Mutex<State>

  private init(_ client: KubernetesClient, _ lease: KubernetesObject, identity: String, duration: Duration) {
    self.client = client
    self.identity = identity
    self.duration = duration
    reference = lease.reference
    uid = lease.uid
    state = Mutex(State(resourceVersion: lease.resourceVersion))
  }

  /// Whether somebody else has taken the lock meanwhile, or may have: it was not renewed for as long as it lasts.
  var isLost: Bool { state.withLock { $0.isLost || $0.renewed.duration(to: .now) > duration } }

  /// The lock that a lease in the cluster, which names this holder, stands for; it is renewed from here on.
  static func held(_ lease: KubernetesObject, _ holder: LockHolder, _ context: ActionContext) -> ReleaseLock {
    let lock = ReleaseLock(
      context.client, lease, identity: holder.identity, duration: .seconds(context.lock.duration))
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
      state.withLock { state in
        state.resourceVersion = renewed.resourceVersion
        state.renewed = .now
      }
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
      // Its holder is taken out.
      let body = Value.map(ValueMap([("spec", .map(ValueMap([("holderIdentity", .string(""))])))]))
      _ = try? await client.retrying { () async throws(KubernetesError) in
        try await client.patch(.merge, body, reference)
      }
    } else {
      // With its version: a lease that somebody has taken over a moment ago is not ours to delete. A conflict may also be
      // a renewal of our own whose answer nobody waited for.
      for _ in 0..<2 {
        let version = state.withLock { $0.resourceVersion }
        do throws(KubernetesError) {
          return try await client.retrying { () async throws(KubernetesError) in
            try await client.delete(reference, uid: uid, resourceVersion: version)
          }
        } catch {
          if error.isNotFound { return }
          if error.isConflict, await !isStillHeld() { return }
        }
      }
    }
  }
}
