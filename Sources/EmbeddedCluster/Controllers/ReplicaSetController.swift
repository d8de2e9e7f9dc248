import Values

/// ReplicaSets and ReplicationControllers: as many pods as asked for.
enum ReplicaSetController {
  static func reconcile(_ key: ObjectKey, _ set: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key) else { return }
    let wanted = Pods.wanted(set)
    let pods = try Pods.of(set, session).filter { !["Succeeded", "Failed"].contains(Pods.phase($0)) }
    try Pods.passOn(Outcome(ofWorkload: set), to: pods, session)
    for _ in pods.count..<max(pods.count, wanted) {
      try Pods.create(Pods.makeName(set, session), of: set, session)
    }
    // Those that serve nobody go first.
    let surplus = pods.sorted { !Pods.isReady($0) && Pods.isReady($1) }.prefix(max(0, pods.count - wanted))
    for pod in surplus {
      try Pods.delete(pod, session)
      try session.record("SuccessfulDelete", about: set, by: "replicaset-controller", "Deleted pod: \(pod.name)")
    }

    guard let set = try session.object(key) else { return }
    let now = try Pods.of(set, session)
    let ready = now.filter(Pods.isReady).count
    let old = set.deepCopy()
    let status = set.child("status")
    status["replicas"] = .int(now.count)
    status["fullyLabeledReplicas"] = .int(now.count)
    status.set("readyReplicas", ready > 0 ? .int(ready) : nil)
    status.set("availableReplicas", ready > 0 ? .int(ready) : nil)
    status["observedGeneration"] = .int64(set.generation)
    try session.replace(set, old, resource)
  }
}
