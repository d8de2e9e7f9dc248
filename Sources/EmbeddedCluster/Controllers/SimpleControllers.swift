import Values

/// The controllers whose whole work is one status: claims, services, ingresses, budgets, autoscalers, API services.
enum SimpleControllers {
  /// Writes the status of an object of one of these kinds.
  static func reconcile(_ key: ObjectKey, _ object: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key) else { return }
    let old = object.deepCopy()
    switch key.resource {
    case "persistentvolumeclaims": bind(object)
    case "services": expose(object, isWanted: object.spec.text("type") == "LoadBalancer")
    case "ingresses.networking.k8s.io": expose(object, isWanted: true)
    case "poddisruptionbudgets.policy": try count(object, session)
    case "horizontalpodautoscalers.autoscaling": try scale(object, session)
    case "apiservices.apiregistration.k8s.io":
      Conditions.set(
        object.child("status"), "Available", "True", reason: "Local", message: "Local APIServices are always available",
        at: session.timestamp)
    default: return
    }
    try session.replace(object, old, resource)
  }

  /// Binds a claim to a volume of the default class.
  private static func bind(_ claim: ValueMap) {
    if Outcome(annotationOf: claim) != .healthy {
      claim.child("status")["phase"] = .string("Pending")
      return
    }
    let spec = claim.child("spec")
    spec.setDefault("storageClassName", .string("standard"))
    spec.setDefault("volumeName", .string("pvc-\(claim.uid)"))
    let status = claim.child("status")
    status["phase"] = .string("Bound")
    status.set("accessModes", spec["accessModes"]?.deepCopy())
    status.set("capacity", spec.map("resources")?["requests"]?.deepCopy())
  }

  /// Gives a Service or an Ingress an address outside of the cluster.
  private static func expose(_ object: ValueMap, isWanted: Bool) {
    let isPending = Outcome(annotationOf: object) != .healthy
    let address = Value.map(["ip": .string("172.18.0.\(2 + (object.uid.utf8.reduce(0) { $0 &+ Int($1) } % 250))")])
    object.child("status")["loadBalancer"] =
      isWanted && !isPending ? .map(["ingress": .list([address])]) : .map([:])
  }

  /// Counts the pods that a disruption budget protects.
  private static func count(_ budget: ValueMap, _ session: Session) throws(APIError) {
    let selector = ObjectSelector(budget.spec.map("selector"))
    var (total, healthy) = (0, 0)
    try session.store.forEach("pods", namespace: budget.namespace, matching: { selector.matches($1) }) {
      _, body throws(APIError) in
      total += 1
      if Pods.isReady(try WireJSON.object(body)) { healthy += 1 }
      return true
    }
    let wanted: Int
    if let unavailable = budget.spec["maxUnavailable"], !unavailable.isNil {
      wanted = max(0, total - Share.number(unavailable, of: total, roundingUp: true))
    } else {
      wanted = Share.number(budget.spec["minAvailable"] ?? .int(1), of: total, roundingUp: true)
    }
    let allowed = max(0, healthy - wanted)
    let status = budget.child("status")
    for (field, number): (Bytes, Int) in [
      ("expectedPods", total), ("currentHealthy", healthy), ("desiredHealthy", wanted), ("disruptionsAllowed", allowed),
    ] {
      status[field] = .int(number)
    }
    status["observedGeneration"] = .int64(budget.generation)
    Conditions.set(
      status, "DisruptionAllowed", allowed > 0 ? "True" : "False",
      reason: allowed > 0 ? "SufficientPods" : "InsufficientPods", at: session.timestamp)
  }

  /// Keeps an autoscaler's target within its bounds; there is no load that would ask for more.
  private static func scale(_ autoscaler: ValueMap, _ session: Session) throws(APIError) {
    let status = autoscaler.child("status")
    let spec = autoscaler.spec
    guard let target = spec.map("scaleTargetRef"), let key = Owners.key(target, namespace: autoscaler.namespace),
      let resource = try session.resource(of: key), resource.hasScale, let workload = try session.object(key)
    else {
      Conditions.set(
        status, "AbleToScale", "False", reason: "FailedGetScale", message: "the target was not found",
        at: session.timestamp)
      status.setDefault("desiredReplicas", .int(0))
      return
    }
    let now = workload.spec.integer("replicas") ?? 1
    let least = max(0, spec.integer("minReplicas") ?? 1)
    // A target that was scaled to nothing is left alone.
    let wanted = now == 0 ? 0 : min(max(now, least), max(least, spec.integer("maxReplicas") ?? now))
    if wanted != now {
      let old = workload.deepCopy()
      workload.child("spec")["replicas"] = .int64(wanted)
      try session.replace(workload, old, resource)
    }
    status["currentReplicas"] = .int64(wanted)
    status["desiredReplicas"] = .int64(wanted)
    Conditions.set(status, "AbleToScale", "True", reason: "ReadyForNewScale", at: session.timestamp)
    Conditions.set(status, "ScalingActive", "True", reason: "ValidMetricFound", at: session.timestamp)
  }
}
