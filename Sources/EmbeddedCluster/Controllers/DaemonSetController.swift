import Values

/// DaemonSets: one pod on the one node.
enum DaemonSetController {
  private static let revisionLabel: Bytes = "controller-revision-hash"

  static func reconcile(_ key: ObjectKey, _ set: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key) else { return }
    let revision = try Pods.hash(of: set.spec.map("template"))
    func isCurrent(_ pod: ValueMap) -> Bool { pod.map("metadata", "labels")?.text(revisionLabel) == revision }
    let pods = try Pods.of(set, session)
    try Pods.passOn(Outcome(ofWorkload: set), to: pods, session)
    let keepsOld = set.spec.map("updateStrategy")?.text("type") == "OnDelete"
    var left = 0
    for pod in pods {
      if isCurrent(pod) || keepsOld { left += 1 } else { try Pods.delete(pod, session) }
    }
    if left == 0 {
      try Pods.create(Pods.makeName(set, session), of: set, labels: [revisionLabel: revision], session)
    }
    guard let set = try session.object(key) else { return }
    let old = set.deepCopy()
    let now = try Pods.of(set, session)
    let ready = now.filter(Pods.isReady).count
    let status = set.child("status")
    for (field, number): (Bytes, Int) in [
      ("desiredNumberScheduled", 1), ("currentNumberScheduled", min(1, now.count)), ("numberMisscheduled", 0),
      ("numberReady", ready),
    ] {
      status[field] = .int(number)
    }
    for (field, number): (Bytes, Int) in [
      ("numberAvailable", ready), ("numberUnavailable", 1 - min(1, ready)),
      ("updatedNumberScheduled", now.filter(isCurrent).count),
    ] {
      status.set(field, number > 0 ? .int(number) : nil)
    }
    status["observedGeneration"] = .int64(set.generation)
    try session.replace(set, old, resource)
  }
}
