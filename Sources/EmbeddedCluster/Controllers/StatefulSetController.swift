import Values

/// StatefulSets: pods with ordinals, made, replaced and removed in order, and their claims.
enum StatefulSetController {
  private static let revisionLabel: Bytes = "controller-revision-hash"

  static func reconcile(_ key: ObjectKey, _ set: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key) else { return }
    let revision = "\(set.name)-\(try Pods.hash(of: set.spec.map("template")))"
    let wanted = Pods.wanted(set)
    let first = max(0, min(1_000_000, set.spec.map("ordinals")?.integer("start") ?? 0))
    let names = (0..<wanted).map { "\(set.name)-\(Int(first) + $0)" }
    var pods: [String: ValueMap] = [:]
    for pod in try Pods.of(set, session) { pods[pod.name] = pod }
    try Pods.passOn(Outcome(ofWorkload: set), to: pods.values.sorted { $0.name < $1.name }, session)

    for name in pods.keys.sorted() where !names.contains(name) {
      if let pod = pods[name] { try Pods.delete(pod, session) }
    }
    try replaceOutdated(set, names, pods, revision, session)
    let isOrdered = set.spec.text("podManagementPolicy") != "Parallel"
    for (index, name) in names.enumerated() {
      if try !session.store.contains(ObjectKey(resource: "pods", namespace: key.namespace, name: name)) {
        try createClaims(of: set, podName: name, session)
        try Pods.create(
          name, of: set,
          labels: [
            revisionLabel: revision, "statefulset.kubernetes.io/pod-name": name,
            "apps.kubernetes.io/pod-index": String(Int(first) + index),
          ], session
        ) { mountClaims(of: set, in: $0) }
        // The next one waits until this one is ready, which brings the controller back.
        if isOrdered { break }
      } else if isOrdered, let pod = pods[name], !Pods.isReady(pod) {
        break
      }
    }
    try writeStatus(key, revision, wanted, resource, session)
  }

  /// Deletes one pod of an older template at a time, the greatest ordinal first; what never became ready goes at once.
  ///
  /// Here the real controller waits for a broken pod to become ready even when a new template would mend it, which
  /// Kubernetes documents as needing a person ("forced rollback"); nobody is there to do it in the embedded cluster.
  private static func replaceOutdated(
    _ set: ValueMap, _ names: [String], _ pods: [String: ValueMap], _ revision: String, _ session: Session
  ) throws(APIError) {
    let strategy = set.spec.map("updateStrategy")
    if strategy?.text("type") == "OnDelete" { return }
    let partition = Int(max(0, min(Int64(Pods.limit), strategy?.map("rollingUpdate")?.integer("partition") ?? 0)))
    for name in names.dropFirst(partition).reversed() {
      guard let pod = pods[name] else { return }
      if pod.map("metadata", "labels")?.text(revisionLabel) != revision {
        let wasReady = Pods.isReady(pod)
        try Pods.delete(pod, session)
        if wasReady { return }
      } else if !Pods.isReady(pod) {
        return
      }
    }
  }

  private static func createClaims(of set: ValueMap, podName: String, _ session: Session) throws(APIError) {
    guard let resource = ResourceTable.resource("", "persistentvolumeclaims") else { return }
    for template in set.spec.maps("volumeClaimTemplates") {
      let claim = template.deepCopy()
      claim["apiVersion"] = .string("v1")
      claim["kind"] = .string("PersistentVolumeClaim")
      claim["status"] = nil
      let metadata = claim.child("metadata")
      metadata["name"] = .string("\(template.name)-\(podName)")
      metadata["namespace"] = .string(set.namespace)
      for entry in set.spec.map("selector")?.map("matchLabels")?.entries ?? [] {
        metadata.child("labels")[entry.key] = entry.value
      }
      if try session.store.contains(resource.key(set.namespace, claim.name)) { continue }
      try session.insert(claim, resource)
    }
  }

  private static func mountClaims(of set: ValueMap, in pod: ValueMap) {
    let spec = pod.child("spec")
    let templates = set.spec.maps("volumeClaimTemplates").map(\.name)
    if templates.isEmpty { return }
    let own = spec.maps("volumes").filter { !templates.contains($0.text("name") ?? "") }.map { Value.map($0) }
    let claims = templates.map { name in
      Value.map([
        "name": .string(name), "persistentVolumeClaim": .map(["claimName": .string("\(name)-\(pod.name)")]),
      ])
    }
    spec["volumes"] = .list(claims + own)
  }

  private static func writeStatus(
    _ key: ObjectKey, _ revision: String, _ wanted: Int, _ resource: Resource, _ session: Session
  ) throws(APIError) {
    guard let set = try session.object(key) else { return }
    let old = set.deepCopy()
    let pods = try Pods.of(set, session)
    let ready = pods.filter(Pods.isReady).count
    let updated = pods.filter { $0.map("metadata", "labels")?.text(revisionLabel) == revision }.count
    let status = set.child("status")
    let isUpdated = updated == pods.count && updated >= wanted && ready >= wanted
    if isUpdated || status.text("currentRevision") == nil { status["currentRevision"] = .string(revision) }
    let current = status.text("currentRevision") ?? ""
    status["updateRevision"] = .string(revision)
    status["replicas"] = .int(pods.count)
    status["availableReplicas"] = .int(ready)
    status["observedGeneration"] = .int64(set.generation)
    status["collisionCount"] = .int(0)
    let older = pods.filter { $0.map("metadata", "labels")?.text(revisionLabel) == current }.count
    for (field, number): (Bytes, Int) in [
      ("readyReplicas", ready), ("updatedReplicas", updated), ("currentReplicas", older),
    ] {
      status.set(field, number > 0 ? .int(number) : nil)
    }
    try session.replace(set, old, resource)
  }
}
