import Platform
import Values

/// What scheduler and kubelet do: pods become ready, run to their end, crash or hang, and say so in their status.
enum PodController {
  private enum State {
    case starting, running, succeeded, failed, crashing
  }

  static func reconcile(_ key: ObjectKey, _ pod: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = Pods.resource else { return }
    let old = pod.deepCopy()
    pod.child("spec").setDefault("nodeName", .string(Bootstrap.nodeName))
    let state = try state(of: pod, key, session)
    try tell(state, of: pod, session)
    write(state, to: pod, session)
    if try session.replace(pod, old, resource) {
      try session.enqueueAll("poddisruptionbudgets.policy", inNamespace: key.namespace)
    }
  }

  /// Records what a scheduler and a kubelet would have to say.
  private static func tell(_ state: State, of pod: ValueMap, _ session: Session) throws(APIError) {
    let before = pod.map("status")?.text("phase")
    if before == nil {
      try session.record(
        "Scheduled", about: pod, by: "default-scheduler",
        "Successfully assigned \(pod.namespace)/\(pod.name) to \(Bootstrap.nodeName)")
    }
    let statuses = pod.map("status")?.maps("containerStatuses") ?? []
    for container in pod.spec.maps("containers") {
      let name = container.text("name") ?? ""
      let status = statuses.first { $0.text("name") == name }
      let hasStarted = status.map { $0.map("state", "waiting") == nil || $0["lastState"] != nil } ?? false
      switch state {
      case .starting where before == nil:
        try session.record(
          "Pulling", about: pod, by: "kubelet", "Pulling image \"\(container.text("image") ?? "")\"")
      case .running, .succeeded, .failed, .crashing:
        if !hasStarted { try session.record("Started", about: pod, by: "kubelet", "Container started: \(name)") }
        if state == .crashing, status?.map("state", "waiting")?.text("reason") != "CrashLoopBackOff" {
          try session.record(
            "BackOff", about: pod, by: "kubelet", isWarning: true,
            "Back-off restarting failed container \(name) in pod \(pod.name)_\(pod.namespace)(\(pod.uid))")
        }
      case .starting: break
      }
    }
  }

  private static func state(of pod: ValueMap, _ key: ObjectKey, _ session: Session) throws(APIError) -> State {
    // What has ended stays so.
    switch Pods.phase(pod) {
    case "Succeeded": return .succeeded
    case "Failed": return .failed
    default: break
    }
    let runsForever = pod.spec.text("restartPolicy") ?? "Always" == "Always"
    switch Outcome(annotationOf: pod) {
    case .pending: return .starting
    case .fail: return runsForever ? .crashing : .failed
    case .healthy: break
    }
    let created = pod.text("metadata", "creationTimestamp").flatMap { Timestamp($0) }?.moment.seconds ?? 0
    let ready = created &+ session.environment.settleDelay
    if session.now.seconds < ready {
      try session.store.schedule(key, at: ready)
      return .starting
    }
    return runsForever ? .running : .succeeded
  }

  private static func write(_ state: State, to pod: ValueMap, _ session: Session) {
    let status = pod.child("status")
    let phase =
      switch state {
      case .starting: "Pending"
      case .running, .crashing: "Running"
      case .succeeded: "Succeeded"
      case .failed: "Failed"
      }
    status["phase"] = .string(phase)
    let containers = pod.spec.maps("containers").map { $0.text("name") ?? "" }
    let unready = "containers with unready status: [\(containers.joined(separator: " "))]"
    Conditions.set(status, "PodScheduled", "True", at: session.timestamp)
    Conditions.set(status, "Initialized", "True", at: session.timestamp)
    for type in ["ContainersReady", "Ready"] {
      switch state {
      case .running: Conditions.set(status, type, "True", at: session.timestamp)
      case .succeeded: Conditions.set(status, type, "False", reason: "PodCompleted", at: session.timestamp)
      case .failed: Conditions.set(status, type, "False", reason: "PodFailed", at: session.timestamp)
      case .starting, .crashing:
        Conditions.set(
          status, type, "False", reason: "ContainersNotReady", message: unready, at: session.timestamp)
      }
    }
    status.setDefault("startTime", session.timestamp)
    status.setDefault("hostIP", .string("10.0.0.1"))
    status.setDefault("qosClass", .string("BestEffort"))
    status.setDefault("hostIPs", .list([.map(["ip": status["hostIP"] ?? .null])]))
    if state != .starting {
      status.setDefault("podIP", .string(address(of: pod)))
      status.setDefault("podIPs", .list([.map(["ip": status["podIP"] ?? .null])]))
    }
    status["containerStatuses"] = .list(
      pod.spec.maps("containers").map { .map(containerStatus($0, state, status["startTime"] ?? session.timestamp)) })
  }

  /// An address of 10.244.0.0/16 that stays the pod's own.
  private static func address(of pod: ValueMap) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in pod.uid.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return "10.244.\(hash >> 8 & 255).\(hash & 255)"
  }

  private static func containerStatus(_ container: ValueMap, _ state: State, _ time: Value) -> ValueMap {
    let crash = Value.map([
      "terminated": .map([
        "exitCode": .int(1), "reason": .string("Error"), "startedAt": time, "finishedAt": time,
      ])
    ])
    let now: Value =
      switch state {
      case .starting: .map(["waiting": .map(["reason": .string("ContainerCreating")])])
      case .running: .map(["running": .map(["startedAt": time])])
      case .succeeded:
        .map([
          "terminated": .map([
            "exitCode": .int(0), "reason": .string("Completed"), "startedAt": time, "finishedAt": time,
          ])
        ])
      case .failed: crash
      case .crashing:
        .map([
          "waiting": .map([
            "reason": .string("CrashLoopBackOff"),
            "message": .string("back-off 5m0s restarting failed container \(container.text("name") ?? "")"),
          ])
        ])
      }
    let status = ValueMap([
      ("name", container["name"] ?? .string("")), ("image", container["image"] ?? .string("")),
      ("imageID", .string("")), ("ready", .bool(state == .running)), ("started", .bool(state == .running)),
      ("restartCount", .int(state == .crashing ? 5 : 0)), ("state", now),
    ])
    if state == .crashing { status["lastState"] = crash }
    return status
  }
}
