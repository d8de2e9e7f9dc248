import Values

/// Deployments: one ReplicaSet a template, pods moved from the old ones to the new one as the strategy allows.
enum DeploymentController {
  private static let revision: Bytes = "deployment.kubernetes.io/revision"
  private static let hashLabel: Bytes = "pod-template-hash"

  static func reconcile(_ key: ObjectKey, _ deployment: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key),
      let setResource = ResourceTable.resource("apps", "replicasets")
    else { return }
    let old = deployment.deepCopy()
    var sets = try replicaSets(of: deployment, session)
    let isPaused = deployment.spec.bool("paused") ?? false
    var current = sets.first { isMade($0, from: deployment) }
    if current == nil, !isPaused {
      current = try create(for: deployment, others: sets, setResource, session)
      sets = try replicaSets(of: deployment, session)
    }
    if isPaused { try scaleOnlyOne(of: sets, or: current, of: deployment, setResource, session) }
    if let current {
      try keepInStep(current, deployment, others: sets, setResource, session)
      let others = sets.filter { $0.uid != current.uid }
      if !isPaused { try roll(deployment, to: current, from: others, setResource, session) }
      try prune(deployment, others, setResource, session)
      if let number = try session.object(setResource.key(current.namespace, current.name))?
        .annotation(revision)
      {
        deployment.child("metadata").child("annotations")[revision] = .string(number)
      }
    }
    try writeStatus(deployment, current: current?.uid, session)
    try session.replace(deployment, old, resource)
  }

  private static func replicaSets(of deployment: ValueMap, _ session: Session) throws(APIError) -> [ValueMap] {
    var sets: [ValueMap] = []
    for key in try session.store.dependents(of: deployment.uid) where key.resource == "replicasets.apps" {
      if let set = try session.object(key), Owners.controls(deployment, set), !set.isBeingDeleted { sets.append(set) }
    }
    return sets
  }

  private static func isMade(_ set: ValueMap, from deployment: ValueMap) -> Bool {
    guard let template = set.spec.map("template")?.deepCopy() else { return false }
    template.map("metadata", "labels")?[hashLabel] = nil
    return Value.same(.map(template), deployment.spec["template"])
  }

  private static func number(_ set: ValueMap) -> Int { set.annotation(revision).flatMap { Int($0) } ?? 0 }

  // MARK: ReplicaSets

  private static func create(
    for deployment: ValueMap, others: [ValueMap], _ resource: Resource, _ session: Session
  ) throws(APIError) -> ValueMap? {
    guard let template = deployment.spec.map("template")?.deepCopy() else { return nil }
    let hash = try Pods.hash(of: template)
    let labels = template.child("metadata").child("labels")
    labels[hashLabel] = .string(hash)
    let selector = deployment.spec.map("selector")?.deepCopy() ?? ValueMap()
    selector.child("matchLabels")[hashLabel] = .string(hash)
    let set = ValueMap([
      ("apiVersion", .string("apps/v1")), ("kind", .string("ReplicaSet")),
      (
        "metadata",
        .map([
          "name": .string("\(deployment.name)-\(hash)"), "namespace": .string(deployment.namespace),
          "labels": .map(labels.deepCopy()), "ownerReferences": .list([Owners.controllerReference(deployment)]),
        ])
      ),
      (
        "spec",
        .map(["replicas": .int(0), "selector": .map(selector), "template": .map(template)])
      ),
    ])
    // Someone else's ReplicaSet of that name stands in the way: the Deployment waits until it is gone.
    if try session.store.contains(resource.key(set.namespace, set.name)) { return nil }
    try session.insert(set, resource)
    return set
  }

  /// Copies the Deployment's annotations to its current ReplicaSet, with the number of its revision.
  private static func keepInStep(
    _ set: ValueMap, _ deployment: ValueMap, others: [ValueMap], _ resource: Resource, _ session: Session
  ) throws(APIError) {
    let old = set.deepCopy()
    let annotations = ValueMap()
    for entry in deployment.map("metadata", "annotations")?.entries ?? [] {
      let key = entry.key.description
      if key.hasPrefix("deployment.kubernetes.io/") || key == "kubectl.kubernetes.io/last-applied-configuration" {
        continue
      }
      annotations[entry.key] = entry.value
    }
    let newest = others.filter { $0.uid != set.uid }.map(number).max() ?? 0
    annotations[revision] = .string(String(max(number(set), newest &+ 1)))
    set.child("metadata")["annotations"] = .map(annotations)
    try session.replace(set, old, resource)
  }

  /// Deletes ReplicaSets without pods that the history has no room for.
  private static func prune(
    _ deployment: ValueMap, _ others: [ValueMap], _ resource: Resource, _ session: Session
  ) throws(APIError) {
    let limit = max(0, min(1000, deployment.spec.integer("revisionHistoryLimit") ?? 10))
    let idle = others.filter { Pods.wanted($0) == 0 && ($0.map("status")?.integer("replicas") ?? 0) == 0 }
    for set in idle.sorted(by: { number($0) > number($1) }).dropFirst(Int(limit)) {
      try session.delete(resource.key(set.namespace, set.name), set, resource)
    }
  }

  // MARK: Rolling

  /// Moves replicas one step; each ReplicaSet that changes has the Deployment looked at again.
  private static func roll(
    _ deployment: ValueMap, to current: ValueMap, from others: [ValueMap], _ resource: Resource, _ session: Session
  ) throws(APIError) {
    let wanted = Pods.wanted(deployment)
    let strategy = deployment.spec.map("strategy")
    if strategy?.text("type") == "Recreate" {
      for set in others { try scale(set, of: deployment, to: 0, resource, session) }
      let isEmpty = others.allSatisfy { ($0.map("status")?.integer("replicas") ?? 0) == 0 }
      if isEmpty { try scale(current, of: deployment, to: wanted, resource, session) }
      return
    }
    let rolling = strategy?.map("rollingUpdate")
    let surge = Share.number(rolling?["maxSurge"], of: wanted, roundingUp: true)
    var unavailable = Share.number(rolling?["maxUnavailable"], of: wanted, roundingUp: false)
    if surge == 0, unavailable == 0 { unavailable = 1 }

    let total = (others + [current]).reduce(0) { $0 + Pods.wanted($1) }
    let room = max(0, wanted + surge - total)
    let now = Pods.wanted(current)
    try scale(current, of: deployment, to: now > wanted ? wanted : min(wanted, now + room), resource, session)

    // As the real controller: old pods go as far as enough pods are available without them, unhealthy ones first.
    let least = max(0, wanted - unavailable)
    let missing = max(0, Pods.wanted(current) - available(current))
    var spare = (others + [current]).reduce(0) { $0 + Pods.wanted($1) } - least - missing
    for set in others.sorted(by: { number($0) < number($1) }) where spare > 0 {
      let unhealthy = min(spare, max(0, Pods.wanted(set) - available(set)))
      if unhealthy > 0 {
        try scale(set, of: deployment, to: Pods.wanted(set) - unhealthy, resource, session)
        spare -= unhealthy
      }
    }
    var surplus = min(spare, (others + [current]).reduce(0) { $0 + min(Pods.wanted($1), available($1)) } - least)
    for set in others.sorted(by: { number($0) < number($1) }) where surplus > 0 {
      let step = min(surplus, Pods.wanted(set))
      try scale(set, of: deployment, to: Pods.wanted(set) - step, resource, session)
      surplus -= step
    }
  }

  /// Gives the one ReplicaSet that has pods, or is to have them, the Deployment's number: a paused Deployment rolls nothing
  /// out, but is scaled.
  private static func scaleOnlyOne(
    of sets: [ValueMap], or current: ValueMap?, of deployment: ValueMap, _ resource: Resource, _ session: Session
  ) throws(APIError) {
    let active = sets.filter { Pods.wanted($0) > 0 }
    guard active.count < 2, let set = active.first ?? current else { return }
    try scale(set, of: deployment, to: Pods.wanted(deployment), resource, session)
  }

  private static func available(_ set: ValueMap) -> Int { Int(set.map("status")?.integer("availableReplicas") ?? 0) }

  private static func scale(
    _ set: ValueMap, of deployment: ValueMap, to replicas: Int, _ resource: Resource, _ session: Session
  ) throws(APIError) {
    if Pods.wanted(set) == replicas { return }
    let old = set.deepCopy()
    set.child("spec")["replicas"] = .int(replicas)
    try session.replace(set, old, resource)
    let now = Pods.wanted(old)
    try session.record(
      "ScalingReplicaSet", about: deployment, by: "deployment-controller",
      "Scaled \(replicas > now ? "up" : "down") replica set \(set.name) from \(now) to \(replicas)")
  }

  // MARK: Status

  private static func writeStatus(
    _ deployment: ValueMap, current: String?, _ session: Session
  ) throws(APIError) {
    let sets = try replicaSets(of: deployment, session)
    func sum(_ sets: [ValueMap], _ field: Bytes) -> Int {
      sets.reduce(0) { $0 + Int($1.map("status")?.integer(field) ?? 0) }
    }
    let wanted = Pods.wanted(deployment)
    let (total, ready) = (sum(sets, "replicas"), sum(sets, "readyReplicas"))
    let updated = sum(sets.filter { $0.uid == current }, "replicas")
    let updatedReady = sum(sets.filter { $0.uid == current }, "readyReplicas")
    let status = deployment.child("status")
    status["observedGeneration"] = .int64(deployment.generation)
    for (field, number): (Bytes, Int) in [
      ("replicas", total), ("updatedReplicas", updated), ("readyReplicas", ready), ("availableReplicas", ready),
      ("unavailableReplicas", max(0, max(wanted, total) - ready)),
    ] {
      status.set(field, number > 0 ? .int(number) : nil)
    }
    let rolling = deployment.spec.map("strategy")?.map("rollingUpdate")
    let unavailable = Share.number(rolling?["maxUnavailable"], of: wanted, roundingUp: false)
    let isAvailable = ready >= wanted - unavailable
    Conditions.set(
      status, "Available", isAvailable ? "True" : "False",
      reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      message: isAvailable
        ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
      at: session.timestamp, updates: true)
    let name = sets.first { $0.uid == current }?.name ?? ""
    let isComplete = updatedReady >= wanted && total == updated && updated >= wanted
    if isComplete {
      Conditions.set(
        status, "Progressing", "True", reason: "NewReplicaSetAvailable",
        message: "ReplicaSet \"\(name)\" has successfully progressed.", at: session.timestamp, updates: true)
    } else if Outcome(ofWorkload: deployment) == .fail {
      Conditions.set(
        status, "Progressing", "False", reason: "ProgressDeadlineExceeded",
        message: "ReplicaSet \"\(name)\" has timed out progressing.", at: session.timestamp, updates: true)
    } else {
      Conditions.set(
        status, "Progressing", "True", reason: "ReplicaSetUpdated",
        message: "ReplicaSet \"\(name)\" is progressing.", at: session.timestamp, updates: true)
    }
  }
}
