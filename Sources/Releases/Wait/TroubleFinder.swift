internal import Kubernetes
internal import Values

/// Finds out what keeps a workload's pods from coming up.
struct TroubleFinder {
  let client: KubernetesClient

  private static let pods = GroupVersionKind(group: "", version: "v1", kind: "Pod")
  private static let replicaSets = GroupVersionKind(group: "apps", version: "v1", kind: "ReplicaSet")

  /// What the pods of the revision that is rolled out suffer from; nothing where that cannot be seen.
  ///
  /// - Parameter isHook: whether crashing is the workload's own business, which its end will show.
  func troubles(of workload: Workload, isHook: Bool) async -> [PodTrouble] {
    guard workload.isObserved else { return [] }
    do throws(KubernetesError) {
      let pods = try await pods(of: workload)
      var troubles = pods.flatMap { PodTrouble.all(of: $0) }
      if isHook || workload.isJob { troubles.removeAll { $0.kind == .crashLoop } }
      if let failure = workload.creationFailure {
        troubles.append(PodTrouble(.creation, reason: "FailedCreate", message: failure))
      } else if pods.isEmpty, !workload.isPod, let failure = try await refusal(toCreatePodsOf: workload) {
        troubles.append(PodTrouble(.creation, reason: "FailedCreate", message: failure))
      }
      return troubles
    } catch {
      return []
    }
  }

  /// The workload's pods of the revision that is rolled out.
  func pods(of workload: Workload) async throws(KubernetesError) -> [KubernetesObject] {
    var label: (name: String, value: String)?
    switch workload.revision {
    case .all: break
    case .label(let name, let value): label = (name, value)
    case .replicaSet(let number):
      // Until the new ReplicaSet is there, what the old one's pods suffer from is of no interest.
      guard let hash = try await templateHash(of: workload, number) else { return [] }
      label = ("pod-template-hash", hash)
    }
    var pods: [KubernetesObject] = []
    try await client.list(
      Self.pods, namespace: workload.reference.namespace, labelSelector: workload.isPod ? "" : workload.selector,
      fieldSelector: workload.isPod ? workload.selector : ""
    ) { pod in
      if pod.isTerminating { return }
      if let label, pod.labels[label.name] != label.value { return }
      pods.append(pod)
    }
    return pods
  }

  /// A pod that a workload waits for in vain.
  struct Obstacle {
    let pod: ObjectReference
    let uid: String
    let trouble: PodTrouble
  }

  /// The pod of an earlier revision that a StatefulSet waits for in vain; nil where there is none, or that cannot be seen.
  ///
  /// A set that goes in order replaces its pods one after the other, and only while all are ready: a pod that an earlier
  /// revision has broken it leaves alone for ever, until somebody deletes it (Kubernetes' documentation calls that a forced
  /// rollback). Where a pod of the revision itself is not ready it is that one which is waited for.
  func obstacle(of workload: Workload) async -> Obstacle? {
    guard workload.isObserved, let first = workload.firstReplacedInOrder,
      case .label(let label, let revision) = workload.revision
    else { return nil }
    var obstacles: [(number: Int, obstacle: Obstacle)] = []
    var isRevisionReady = true
    do throws(KubernetesError) {
      try await client.list(
        Self.pods, namespace: workload.reference.namespace, labelSelector: workload.selector
      ) { pod in
        guard pod.isOwned(by: workload.uid), let found = pod.labels[label], !Readiness(of: pod).isReady else { return }
        if found == revision || pod.isTerminating { isRevisionReady = false }
        guard found != revision, let number = pod.name.split(separator: "-").last.flatMap({ Int($0) }),
          number >= first, let trouble = PodTrouble.all(of: pod).first(where: { $0.kind != .unschedulable })
        else { return }
        let reference = ObjectReference(Self.pods, namespace: pod.namespace, name: pod.name)
        obstacles.append((number, Obstacle(pod: reference, uid: pod.uid, trouble: trouble)))
      }
    } catch {
      return nil
    }
    return isRevisionReady ? obstacles.max { $0.number < $1.number }?.obstacle : nil
  }

  private func templateHash(of workload: Workload, _ number: String) async throws(KubernetesError) -> String? {
    var hash: String?
    try await client.list(
      Self.replicaSets, namespace: workload.reference.namespace, labelSelector: workload.selector
    ) { set in
      guard set.annotations[Workload.revisionAnnotation] == number else { return }
      guard set.isOwned(by: workload.uid) else { return }
      hash = set.labels["pod-template-hash"]
    }
    return hash
  }

  /// What the controller says about why it creates no pods: StatefulSets, DaemonSets and Jobs tell it by events only.
  private func refusal(toCreatePodsOf workload: Workload) async throws(KubernetesError) -> String? {
    try await ObjectEvent.list(of: workload.uid, workload.reference.namespace, client)
      .last { $0.reason == "FailedCreate" }?.message
  }
}

/// Something that a controller noted about an object.
struct ObjectEvent {
  let type: String
  let reason: String
  let message: String
  let count: Int
  let time: String

  private static let kind = GroupVersionKind(group: "", version: "v1", kind: "Event")

  /// The events of an object, oldest first.
  static func list(
    of uid: String, _ namespace: String, _ client: KubernetesClient
  ) async throws(KubernetesError) -> [ObjectEvent] {
    if uid.isEmpty { return [] }
    var events: [ObjectEvent] = []
    try await client.list(kind, namespace: namespace, fieldSelector: "involvedObject.uid=\(uid)") { event in
      let times = [event.text("lastTimestamp"), event.text("eventTime"), event.text("firstTimestamp")]
      events.append(
        ObjectEvent(
          type: event.text("type"), reason: event.text("reason"), message: event.text("message"),
          count: event.integer("count") ?? 1, time: times.first { !$0.isEmpty } ?? ""))
    }
    return events.sorted { $0.time < $1.time }
  }
}

extension KubernetesObject {
  /// Whether an object with this uid is among the owners.
  fileprivate func isOwned(by uid: String) -> Bool {
    (metadata["ownerReferences"]?.asList ?? []).contains { $0.at("uid")?.asString?.description == uid }
  }
}
