internal import Kubernetes
internal import Values

/// How often the cluster is asked while waiting: soon at first, then less and less often.
package struct Polling: Sendable {
  /// The pause before the second question.
  package var first: Duration
  /// The longest pause.
  package var longest: Duration

  /// Pauses from `first` on, doubling up to `longest`.
  package init(first: Duration = .milliseconds(25), longest: Duration = .seconds(1)) {
    self.first = first
    self.longest = longest
  }
}

/// When an operation's time is over.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant

  /// So long from now; 0 stands for Helm's default of 30 seconds.
  init(after timeout: Duration) {
    end = ContinuousClock.now.advanced(by: timeout == .zero ? .seconds(30) : timeout)
  }

  var isOver: Bool { ContinuousClock.now >= end }

  /// The part of a pause that the time allows.
  func limit(_ pause: Duration) -> Duration { min(pause, max(.zero, ContinuousClock.now.duration(to: end))) }
}

/// Waits for objects by asking for them again and again.
struct Waiter {
  let context: ActionContext
  let deadline: Deadline

  /// Waits until every object is ready; those that have failed are not waited for, but reported.
  func waitUntilReady(
    _ objects: [ResolvedObject], for purpose: Readiness.Purpose
  ) async throws(ReleaseError) {
    let objects = objects.filter { !$0.isPausedDeployment && !$0.object.name.isEmpty }
    if objects.isEmpty { return }
    context.report(.waiting(count: objects.count))
    var states = [Readiness?](repeating: nil, count: objects.count)
    var pause = context.polling.first
    while true {
      let open = objects.indices.filter { states[$0]?.isReady != true }
      let answers = await context.client.sendAll(open.map { objects[$0].getRequest })
      for (index, answer) in zip(open, answers) {
        guard let state = try state(answer, for: purpose) else { continue }
        if states[index] != state { report(state, objects[index].reference) }
        states[index] = state
      }
      let waitsFor = objects.indices.filter { states[$0]?.isReady != true && states[$0]?.isFailed != true }
      if waitsFor.isEmpty { break }
      if deadline.isOver || context.isInterrupted() { break }
      try? await Task.sleep(for: deadline.limit(pause))
      pause = min(pause * 2, context.polling.longest)
    }
    let failures = objects.indices.filter { states[$0]?.isReady != true }
    if failures.isEmpty { return }
    throw notReady(failures.map { (objects[$0].reference, states[$0]) })
  }

  /// The state that an answer tells; nil where the server could not be asked this time.
  private func state(
    _ answer: Result<HTTPResponse, TransportError>, for purpose: Readiness.Purpose
  ) throws(ReleaseError) -> Readiness? {
    do throws(KubernetesError) {
      guard let map = try KubernetesClient.value(of: answer).asMap else { return nil }
      return Readiness(of: KubernetesObject(map), for: purpose)
    } catch {
      if error.isNotFound { return .inProgress("Resource not found") }
      if case .status(let status) = error, status.code == 401 || status.code == 403 {
        throw ReleaseError(.cluster, "", error)
      }
      return nil
    }
  }

  private func report(_ state: Readiness, _ reference: ObjectReference) {
    context.report(state.isReady ? .ready(reference) : .notReady(reference, state))
  }

  private func notReady(_ objects: [(ObjectReference, Readiness?)]) -> ReleaseError {
    var lines = objects.map { reference, state in
      "resource \(reference.path) not ready. status: \(state?.status ?? "Unknown"), "
        + "message: \(state?.message ?? "the cluster gave no answer")"
    }
    if context.isInterrupted() {
      lines.append("context canceled")
    } else if deadline.isOver {
      lines.append("context deadline exceeded")
    }
    return ReleaseError(.notReady, lines.joined(separator: "\n"), object: objects.first?.0)
  }

  /// Waits until none of the objects exists any more.
  func waitUntilGone(_ objects: [ResolvedObject]) async throws(ReleaseError) {
    var left = objects
    var pause = context.polling.first
    while !left.isEmpty {
      let answers = await context.client.sendAll(left.map(\.getRequest))
      left = zip(left, answers).compactMap { object, answer in
        do throws(KubernetesError) {
          guard let map = try KubernetesClient.value(of: answer).asMap else { return object }
          // Another object may have taken the name meanwhile.
          let uid = object.liveUID
          return uid.isEmpty || KubernetesObject(map).uid == uid ? object : nil
        } catch {
          return error.isNotFound ? nil : object
        }
      }
      if left.isEmpty { return }
      if deadline.isOver || context.isInterrupted() {
        let lines = left.map { "resource \($0.reference.path) still exists. status: Terminating, message: " }
        throw ReleaseError(
          .notReady,
          (lines + [deadline.isOver ? "context deadline exceeded" : "context canceled"]).joined(separator: "\n"),
          object: left.first?.reference)
      }
      try? await Task.sleep(for: deadline.limit(pause))
      pause = min(pause * 2, context.polling.longest)
    }
  }
}
