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

/// Waits for objects: for what they are to become, or until they are gone.
struct Waiter {
  let context: ActionContext
  let deadline: Deadline
  /// Whether the cluster is asked to tell changes by itself (`--wait=watcher`), or asked again and again (`legacy`).
  var watches = true
  /// The release's manifests: the values of the Secrets in them are kept out of what is told about a failure.
  var manifests: [Bytes] = []

  /// How long the first look may take even where the operation's time is over by then: what is ready is no failure.
  private static let firstLook = Duration.seconds(5)
  /// How long the cluster is asked about what has failed.
  private static let reportTime = Duration.seconds(10)
  /// How often objects that are watched are looked at all the same: a watch may have fallen silent on its way.
  private static let recheck = Duration.seconds(10)

  /// Waits until every object is ready, or until one is seen to have failed.
  func waitUntilReady(
    _ objects: [ResolvedObject], for purpose: Readiness.Purpose
  ) async throws(ReleaseError) {
    let objects = objects.filter { !$0.isPausedDeployment && !$0.object.name.isEmpty }
    if objects.isEmpty { return }
    context.report(.waiting(count: objects.count))
    var wait = ReadinessWait(objects.map(\.reference), purpose, context, deadline)
    await follow(objects, purpose, isOpen: { !wait.isReady($0) }) { sighting in
      await wait.note(sighting)
      return wait.isOver
    }
    context.report(.waitEnded)
    if let refusal = wait.refusal { throw ReleaseError(.cluster, "", refusal) }
    if wait.isEveryObjectReady { return }
    throw await notReady(wait)
  }

  /// Waits until none of the objects exists any more.
  func waitUntilGone(_ objects: [ResolvedObject]) async throws(ReleaseError) {
    var left = Set(objects.indices)
    if left.isEmpty { return }
    await follow(objects, .release, isOpen: { left.contains($0) }) { sighting in
      switch sighting {
      case .gone(let place): left.remove(place)
      case .seen(let place, let state):
        // Another object may have taken the name meanwhile.
        let uid = objects[place].liveUID
        if !uid.isEmpty, state.uid != uid { left.remove(place) }
      case .refused, .tick: break
      }
      return left.isEmpty
    }
    if left.isEmpty { return }
    let names = left.sorted().map { objects[$0].reference }
    let lines = names.map {
      "resource \($0.path) still exists. status: Terminating, message: Resource scheduled for deletion"
    }
    throw ReleaseError(.notReady, (lines + [end].compactMap(\.self)).joined(separator: "\n"), object: names.first)
  }

  /// Why a wait has ended that has not reached its end, in Go's words.
  private var end: String? {
    if context.isInterrupted() { return "context canceled" }
    return deadline.isOver ? "context deadline exceeded" : nil
  }

  // MARK: - Following

  /// Hands over what becomes of objects, until told to stop, or until the time is over or the user wants no more.
  ///
  /// - Parameters:
  ///   - isOpen: whether the object at a place is still waited for.
  ///   - handle: is given each sighting, and says whether the wait is over.
  private func follow(
    _ objects: [ResolvedObject], _ purpose: Readiness.Purpose, isOpen: (Int) -> Bool,
    _ handle: (ObjectFeed.Sighting) async -> Bool
  ) async {
    let feed = ObjectFeed(client: context.client, polling: context.polling, purpose: purpose, watches: watches)
    // Most objects are what they shall be at the first look: only the others are worth a watch.
    if await look(objects, Array(objects.indices), feed, grace: Self.firstLook, handle) { return }
    let open = objects.indices.filter(isOpen)
    if open.isEmpty { return }
    let collections = ObjectFeed.collections(open.map { (place: $0, object: objects[$0]) })
    let (sightings, reports) = AsyncStream.makeStream(of: ObjectFeed.Sighting.self)
    await withTaskGroup(of: Void.self) { group in
      for collection in collections {
        group.addTask { await feed.follow(collection, reports) }
      }
      group.addTask { await Self.tick(reports) }
      var checked = ContinuousClock.now
      for await sighting in sightings {
        if await handle(sighting) || deadline.isOver || context.isInterrupted() { break }
        if ContinuousClock.now - checked > Self.recheck {
          if await look(objects, objects.indices.filter(isOpen), feed, handle) { break }
          checked = ContinuousClock.now
        }
      }
      reports.finish()
      group.cancelAll()
    }
  }

  private static func tick(_ reports: ObjectFeed.Reports) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: Deadline.tick)
      reports.yield(.tick)
    }
  }

  /// Looks at objects once; the answer is whether the wait is over, as it is where no answer comes in time.
  private func look(
    _ objects: [ResolvedObject], _ places: [Int], _ feed: ObjectFeed, grace: Duration = .zero,
    _ handle: (ObjectFeed.Sighting) async -> Bool
  ) async -> Bool {
    let (client, requests) = (context.client, places.map { objects[$0].getRequest })
    let answers = await deadline.bounding(grace: grace, isInterrupted: context.isInterrupted) {
      await client.sendAll(requests)
    }
    guard let answers else { return true }
    var isOver = false
    for (place, answer) in zip(places, answers) {
      guard let (sighting, _) = feed.sighting(answer, place) else { continue }
      isOver = await handle(sighting)
    }
    return isOver
  }

  // MARK: - Failure

  private func notReady(_ wait: ReadinessWait) async -> ReleaseError {
    let open = wait.unready
    var lines = open.map { object in
      "resource \(object.reference.path) not ready. status: \(object.state?.status ?? "Unknown"), "
        + "message: \(object.state?.message ?? "the cluster gave no answer")"
    }
    if let end, !wait.hasFailed { lines.append(end) }
    // What has failed is what the others wait for.
    let culprit = open.first { $0.state?.isFailed == true } ?? open.first
    var error = ReleaseError(.notReady, lines.joined(separator: "\n"), object: culprit?.reference)
    if !context.isInterrupted() {
      let report = FailureReport(client: context.client, hidden: SecretValues(in: manifests))
      error.details = await Deadline(after: Self.reportTime).bounding { await report.text(about: open) } ?? nil
    }
    return error
  }
}
