import Platform
import Values

/// Jobs: pods that run to their end, or fail as often as the back-off limit allows.
enum JobController {
  static func reconcile(_ key: ObjectKey, _ job: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = try session.resource(of: key) else { return }
    if let finished = finishTime(job) {
      try expire(key, job, finished, resource, session)
      return
    }
    let old = job.deepCopy()
    let status = job.child("status")
    if job.spec.bool("suspend") ?? false {
      for pod in try Pods.of(job, session) where !isFinished(pod) { try Pods.delete(pod, session) }
      Conditions.set(
        status, "Suspended", "True", reason: "JobSuspended", message: "Job suspended", at: session.timestamp)
      status["active"] = nil
      try session.replace(job, old, resource)
      return
    }
    status.setDefault("startTime", session.timestamp)
    let outcome = Outcome(ofWorkload: job)
    let completions = count(job.spec["completions"] ?? job.spec["parallelism"])
    let attempts = outcome == .fail ? min(completions, 1) * (count(job.spec["backoffLimit"]) + 1) : completions
    let pods = try Pods.of(job, session)
    try Pods.passOn(outcome, to: pods.filter { !isFinished($0) }, session)
    let parallel = count(job.spec["parallelism"])
    let active = pods.filter { !isFinished($0) }.count
    let missing = min(min(attempts, Pods.limit) - pods.count, parallel - active)
    for index in 0..<max(0, missing) {
      try Pods.create(Pods.makeName(job, session), of: job, session) { pod in
        pod.child("metadata").child("labels")["controller-uid"] = .string(job.uid)
        if job.spec.text("completionMode") == "Indexed" {
          pod.child("metadata").child("annotations")["batch.kubernetes.io/job-completion-index"] =
            .string(String(pods.count + index))
        }
      }
    }
    writeStatus(status, try Pods.of(job, session), completions, outcome, job, session)
    try session.replace(job, old, resource)
    if finishTime(job) != nil {
      let hasCompleted = status["completionTime"] != nil
      try session.record(
        hasCompleted ? "Completed" : "BackoffLimitExceeded", about: job, by: "job-controller",
        isWarning: !hasCompleted,
        hasCompleted ? "Job completed" : "Job has reached the specified backoff limit")
    }
  }

  private static func count(_ value: Value?) -> Int { Int(max(0, min(Int64(Pods.limit), value?.wholeNumber ?? 1))) }

  private static func isFinished(_ pod: ValueMap) -> Bool { ["Succeeded", "Failed"].contains(Pods.phase(pod)) }

  private static func writeStatus(
    _ status: ValueMap, _ pods: [ValueMap], _ completions: Int, _ outcome: Outcome, _ job: ValueMap,
    _ session: Session
  ) {
    let succeeded = pods.filter { Pods.phase($0) == "Succeeded" }.count
    let failed = pods.filter { Pods.phase($0) == "Failed" }.count
    let active = pods.count - succeeded - failed
    for (field, number): (Bytes, Int) in [("active", active), ("succeeded", succeeded), ("failed", failed)] {
      status.set(field, number > 0 ? .int(number) : nil)
    }
    status["ready"] = .int(pods.filter(Pods.isReady).count)
    status["terminating"] = .int(0)
    status["uncountedTerminatedPods"] = .map([:])
    if succeeded >= completions {
      let message = "Reached expected number of succeeded pods"
      for type in ["SuccessCriteriaMet", "Complete"] {
        Conditions.set(status, type, "True", reason: "CompletionsReached", message: message, at: session.timestamp)
      }
      status["completionTime"] = session.timestamp
    } else if failed > count(job.spec["backoffLimit"]) {
      let message = "Job has reached the specified backoff limit"
      for type in ["FailureTarget", "Failed"] {
        Conditions.set(status, type, "True", reason: "BackoffLimitExceeded", message: message, at: session.timestamp)
      }
    }
  }

  /// When the Job completed or failed; nil while it has done neither.
  private static func finishTime(_ job: ValueMap) -> Int64? {
    (job.map("status")?.maps("conditions") ?? []).first {
      ["Complete", "Failed"].contains($0.text("type")) && $0.text("status") == "True"
    }?.text("lastTransitionTime").flatMap { Timestamp($0) }?.moment.seconds
  }

  /// Deletes a finished Job when its time to live is over, but not in the transaction that finished it: whoever waits for
  /// the Job must be able to see that it is done.
  private static func expire(
    _ key: ObjectKey, _ job: ValueMap, _ finished: Int64, _ resource: Resource, _ session: Session
  ) throws(APIError) {
    guard let lifetime = job.spec.integer("ttlSecondsAfterFinished") else { return }
    let end = finished &+ max(2, min(Int64(Int32.max), lifetime))
    if session.now.seconds >= end {
      try session.delete(key, job, resource)
    } else {
      try session.store.schedule(key, at: end)
    }
  }
}
