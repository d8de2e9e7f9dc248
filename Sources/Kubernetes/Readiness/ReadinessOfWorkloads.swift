internal import Values

/// The rules for objects that run pods.
extension Readiness {
  static func ofDeployment(_ deployment: KubernetesObject) -> Readiness {
    // Without a deadline, which its largest value stands for too, the controller never writes the condition.
    let deadline = deployment.integer("spec", "progressDeadlineSeconds") ?? Int(Int32.max)
    var isProgressing = deadline == Int(Int32.max)
    var isAvailable = false
    for condition in deployment.conditions {
      switch condition.type {
      case "Progressing":
        if condition.reason == "ProgressDeadlineExceeded" { return .failed("Progress deadline exceeded") }
        if condition.isTrue, condition.reason == "NewReplicaSetAvailable" { isProgressing = true }
      case "Available": if condition.isTrue { isAvailable = true }
      default: break
      }
    }
    let wanted = deployment.integer("spec", "replicas") ?? 1
    let total = deployment.replicas("replicas")
    let updated = deployment.replicas("updatedReplicas")
    let ready = deployment.replicas("readyReplicas")
    let available = deployment.replicas("availableReplicas")
    if wanted > total { return .inProgress("Replicas: \(total)/\(wanted)") }
    if wanted > updated { return .inProgress("Updated: \(updated)/\(wanted)") }
    if total > wanted { return .inProgress("Pending termination: \(total &- wanted)") }
    if updated > available { return .inProgress("Available: \(available)/\(updated)") }
    if wanted > ready { return .inProgress("Ready: \(ready)/\(wanted)") }
    if !isProgressing { return .inProgress("ReplicaSet not Available") }
    if !isAvailable { return .inProgress("Deployment not Available") }
    return .ready("Deployment is available. Replicas: \(total)")
  }

  static func ofStatefulSet(_ set: KubernetesObject) -> Readiness {
    if set.text("spec", "updateStrategy", "type") == "OnDelete" {
      return .ready("StatefulSet is using the ondelete update strategy")
    }
    let wanted = set.integer("spec", "replicas") ?? 1
    let total = set.replicas("replicas")
    let ready = set.replicas("readyReplicas")
    let current = set.replicas("currentReplicas")
    let updated = set.replicas("updatedReplicas")
    if wanted > total { return .inProgress("Replicas: \(total)/\(wanted)") }
    if wanted > ready { return .inProgress("Ready: \(ready)/\(wanted)") }
    if total > wanted { return .inProgress("Pending termination: \(total &- wanted)") }
    if let partition = set.integer("spec", "updateStrategy", "rollingUpdate", "partition"), partition != -1 {
      // Only the pods from the partition on are rolled out.
      let rolled = wanted &- partition
      if updated < rolled { return .inProgress("updated: \(updated)/\(rolled)") }
      return .ready("Partition rollout complete. updated: \(updated)")
    }
    if wanted > current { return .inProgress("current: \(current)/\(wanted)") }
    if set.text("status", "currentRevision") != set.text("status", "updateRevision") {
      return .inProgress("Waiting for updated revision to match current")
    }
    return .ready("All replicas scheduled as expected. Replicas: \(total)")
  }

  static func ofDaemonSet(_ set: KubernetesObject) -> Readiness {
    // A DaemonSet whose controller has not acted yet has all its counts at zero, which looks like an empty cluster.
    for (value, name) in [
      (set.generation, "metadata.generation"),
      (set.integer("status", "observedGeneration"), "status.observedGeneration"),
    ] where value == nil {
      return .inProgress("\(set.kind) \(name) not found")
    }
    guard let wanted = set.integer("status", "desiredNumberScheduled") else {
      return .inProgress("Missing .status.desiredNumberScheduled")
    }
    let current = set.replicas("currentNumberScheduled")
    let updated = set.replicas("updatedNumberScheduled")
    let available = set.replicas("numberAvailable")
    let ready = set.replicas("numberReady")
    if wanted > current { return .inProgress("Current: \(current)/\(wanted)") }
    if wanted > updated { return .inProgress("Updated: \(updated)/\(wanted)") }
    if wanted > available { return .inProgress("Available: \(available)/\(wanted)") }
    if wanted > ready { return .inProgress("Ready: \(ready)/\(wanted)") }
    return .ready("All replicas scheduled as expected. Replicas: \(wanted)")
  }

  static func ofReplicaSet(_ set: KubernetesObject) -> Readiness {
    if let failure = set.condition("ReplicaFailure"), failure.isTrue {
      return .inProgress("Replica Failure condition. Check Pods")
    }
    let wanted = set.integer("spec", "replicas") ?? 1
    let total = set.replicas("replicas")
    let labelled = set.replicas("fullyLabeledReplicas")
    let available = set.replicas("availableReplicas")
    let ready = set.replicas("readyReplicas")
    if wanted > labelled { return .inProgress("Labelled: \(labelled)/\(wanted)") }
    if wanted > available { return .inProgress("Available: \(available)/\(wanted)") }
    if wanted > ready { return .inProgress("Ready: \(ready)/\(wanted)") }
    if total > wanted { return .inProgress("Pending termination: \(total &- wanted)") }
    return .ready("ReplicaSet is available. Replicas: \(total)")
  }

  static func ofJob(_ job: KubernetesObject) -> Readiness {
    if let ended = endOfJob(job) { return ended }
    if job.text("status", "startTime").isEmpty { return .inProgress("Job not started") }
    return .ready("Job in progress. \(counts(ofJob: job))")
  }

  static func completion(ofJob job: KubernetesObject) -> Readiness {
    if job.isTerminating { return .terminating }
    return endOfJob(job) ?? .inProgress("Job in progress")
  }

  private static func endOfJob(_ job: KubernetesObject) -> Readiness? {
    let succeeded = job.replicas("succeeded")
    let wanted = job.integer("spec", "completions") ?? job.integer("spec", "parallelism") ?? 1
    for condition in job.conditions where condition.isTrue {
      switch condition.type {
      case "Complete": return .ready("Job Completed. succeeded: \(succeeded)/\(wanted)")
      case "Failed": return .failed("Job Failed. failed: \(job.replicas("failed"))/\(wanted)")
      case "Suspended": return .ready("Job Suspended")
      default: break
      }
    }
    return nil
  }

  private static func counts(ofJob job: KubernetesObject) -> String {
    "success:\(job.replicas("succeeded")), active: \(job.replicas("active")), failed: \(job.replicas("failed"))"
  }

  static func ofPod(_ pod: KubernetesObject) -> Readiness {
    switch pod.text("status", "phase") {
    case "Succeeded": return .ready("Pod has completed successfully")
    // As kstatus has it: what has ended is no longer waited for.
    case "Failed": return .ready("Pod has completed, but not successfully")
    case "Running":
      if pod.condition("Ready")?.isTrue == true { return .ready("Pod is Ready") }
      let crashing = containers(of: pod, waitingFor: "CrashLoopBackOff")
      if !crashing.isEmpty {
        return .failed("Containers in CrashLoop state: \(crashing.joined(separator: ","))")
      }
      return .inProgress("Pod is running but is not Ready")
    case "Pending":
      if let scheduled = pod.condition("PodScheduled"), scheduled.status == "False", scheduled.reason == "Unschedulable"
      {
        return .inProgress("Pod has not been scheduled")
      }
      return .inProgress("Pod is in the Pending phase")
    case "": return .inProgress("Pod phase not available")
    case let phase: return .inProgress("unknown phase \(phase)")
    }
  }

  static func completion(ofPod pod: KubernetesObject) -> Readiness {
    switch pod.text("status", "phase") {
    case "Succeeded": .ready("pod \(pod.name) succeeded")
    case "Failed": .failed("pod \(pod.name) failed")
    default: .inProgress("Pod in progress")
    }
  }

  private static func containers(of pod: KubernetesObject, waitingFor reason: Bytes) -> [String] {
    (pod.value("status", "containerStatuses")?.asList ?? []).compactMap { status in
      guard status.at("state", "waiting", "reason")?.asString == reason else { return nil }
      return status.at("name")?.asString.map(String.init)
    }
  }
}

extension KubernetesObject {
  fileprivate func replicas(_ field: Bytes) -> Int { integer("status", field) ?? 0 }
}
