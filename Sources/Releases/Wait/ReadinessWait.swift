package import Kubernetes

/// How long trouble may last before it counts as failure: what often passes by itself gets the more time.
package struct Patience: Sendable {
  /// How often the pods of what is not ready are looked at.
  package var interval: Duration
  /// How long each kind of trouble may last.
  package var limits: [PodTrouble.Kind: Duration]
  /// From how many restarts on a container that crashes gets no longer than its limit.
  package var restarts = 5
  /// How long one that has crashed less often may go on.
  package var crashLoop = Duration.seconds(150)

  /// Patience by its parts.
  package init(
    interval: Duration = .seconds(2),
    limits: [PodTrouble.Kind: Duration] = [
      .imageName: .zero, .imagePull: .seconds(30), .configuration: .seconds(60), .crashLoop: .seconds(30),
      .unschedulable: .seconds(120), .creation: .seconds(60),
    ]
  ) {
    self.interval = interval
    self.limits = limits
  }

  /// Whether trouble that has lasted so long will not pass by itself any more.
  func isOver(_ trouble: PodTrouble, lasting: Duration, timeout: Duration) -> Bool {
    if trouble.kind == .crashLoop, trouble.restarts < restarts { return lasting >= crashLoop }
    let limit = limits[trouble.kind] ?? .zero
    // A short wait is not to run into its timeout without having said why.
    return lasting >= (trouble.kind == .crashLoop ? limit : min(limit, timeout * 2 / 3))
  }
}

/// What is known about objects that are to become ready.
struct ReadinessWait {
  /// An object that is waited for.
  struct Object {
    let reference: ObjectReference
    var state: Readiness?
    var workload: Workload?
    /// What its pods suffer from, and since when.
    var troubles: [PodTrouble] = []
    var since: [PodTrouble.Kind: ContinuousClock.Instant] = [:]
  }

  private var objects: [Object]
  private let purpose: Readiness.Purpose
  private let context: ActionContext
  private let deadline: Deadline
  private var lastCheck: ContinuousClock.Instant?
  /// The uids of pods that are waited for in vain, and since when that is seen.
  private var obstacles: [String: ContinuousClock.Instant] = [:]
  /// The uids of pods that have been deleted, or could not be.
  private var removed: Set<String> = []
  /// The cluster's refusal to tell anything.
  private(set) var refusal: KubernetesError?
  /// Whether an object has failed for good.
  private(set) var hasFailed = false

  init(
    _ references: [ObjectReference], _ purpose: Readiness.Purpose, _ context: ActionContext, _ deadline: Deadline
  ) {
    objects = references.map { Object(reference: $0) }
    self.purpose = purpose
    self.context = context
    self.deadline = deadline
  }

  var isEveryObjectReady: Bool { objects.allSatisfy { $0.state?.isReady == true } }
  /// Whether nothing is left to wait for: all is ready, or something has failed, which waiting does not mend.
  var isOver: Bool { refusal != nil || hasFailed || isEveryObjectReady }
  /// The objects that are not ready.
  var unready: [Object] { objects.filter { $0.state?.isReady != true } }

  func isReady(_ place: Int) -> Bool { objects[place].state?.isReady == true }

  mutating func note(_ sighting: ObjectFeed.Sighting) async {
    switch sighting {
    case .seen(let place, let state):
      objects[place].workload = state.workload
      set(place, state.readiness)
    case .gone(let place): set(place, .inProgress("Resource not found"))
    case .refused(let error): refusal = error
    case .tick: await lookAtPods()
    }
  }

  private mutating func set(_ place: Int, _ state: Readiness) {
    // What its pods have been judged by, the object itself does not say.
    if objects[place].state?.isFailed == true, hasFailed, !state.isReady { return }
    if isFinal(state, objects[place]) { hasFailed = true }
    if objects[place].state == state { return }
    objects[place].state = state
    let reference = objects[place].reference
    context.report(state.isReady ? .ready(reference) : .notReady(reference, state))
  }

  /// A crashing pod may yet come up; its containers are judged by how long it has been at it.
  private func isFinal(_ state: Readiness, _ object: Object) -> Bool {
    state.isFailed && !(object.workload?.isPod == true && purpose != .hook)
  }

  // MARK: - Pods

  private mutating func lookAtPods() async {
    let now = ContinuousClock.now
    if let lastCheck, now - lastCheck < context.patience.interval { return }
    // The first look comes after one interval: most workloads need a moment.
    defer { lastCheck = now }
    if lastCheck == nil { return }
    let finder = TroubleFinder(client: context.client)
    let isHook = purpose == .hook
    for place in objects.indices {
      guard objects[place].state?.isReady != true, let workload = objects[place].workload else { continue }
      let found = await deadline.bounding(isInterrupted: context.isInterrupted) {
        (obstacle: await finder.obstacle(of: workload), troubles: await finder.troubles(of: workload, isHook: isHook))
      }
      guard let found else { return }
      if let obstacle = found.obstacle { await deal(with: obstacle, of: workload, at: now) }
      note(found.troubles, of: place, at: now)
    }
  }

  /// Deletes a pod that a workload waits for in vain, once that has been seen a few times.
  private mutating func deal(
    with obstacle: TroubleFinder.Obstacle, of workload: Workload, at now: ContinuousClock.Instant
  ) async {
    let since = obstacles[obstacle.uid] ?? now
    obstacles[obstacle.uid] = since
    guard now - since >= context.patience.interval * 2, removed.insert(obstacle.uid).inserted else { return }
    await remove(obstacle, of: workload)
  }

  private func remove(_ obstacle: TroubleFinder.Obstacle, of workload: Workload) async {
    let pod = "pod \(obstacle.pod.name) of an earlier revision, which \(workload.reference.path) waits for in vain"
    let client = context.client
    let outcome = await deadline.bounding(isInterrupted: context.isInterrupted) {
      () -> Result<Void, KubernetesError> in
      do throws(KubernetesError) {
        return .success(try await client.delete(obstacle.pod, uid: obstacle.uid))
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case nil: return
    case .success?: context.report(.warning("deleted \(pod): \(obstacle.trouble.reason)"))
    // Gone, or another of the same name by now: nothing stands in the way any more.
    case .failure(let error)? where error.isNotFound || error.isConflict: return
    case .failure(let error)?: context.report(.warning("cannot delete \(pod): \(error)"))
    }
  }

  private mutating func note(_ troubles: [PodTrouble], of place: Int, at now: ContinuousClock.Instant) {
    let kinds = Set(troubles.map(\.kind))
    objects[place].since = objects[place].since.filter { kinds.contains($0.key) }
    for trouble in troubles where objects[place].since[trouble.kind] == nil {
      objects[place].since[trouble.kind] = now
      context.report(.troubled(objects[place].reference, trouble.description))
    }
    objects[place].troubles = troubles
    let fatal = troubles.first { trouble in
      guard let since = objects[place].since[trouble.kind] else { return false }
      return context.patience.isOver(trouble, lasting: now - since, timeout: deadline.timeout)
    }
    guard let fatal else { return }
    let state = Readiness.failed(fatal.description)
    objects[place].state = state
    hasFailed = true
    context.report(.notReady(objects[place].reference, state))
  }
}
