internal import Values

/// Whether an object has become what its spec asks for, by the rules of kstatus.
///
/// A pure function of the object as the server last showed it; who waits asks again.
package enum Readiness: Sendable, Equatable {
  /// The object is what its spec asks for.
  case ready(String)
  /// It is on its way, and the message says what is missing.
  case inProgress(String)
  /// It will not get there without help.
  case failed(String)
  /// It is being deleted.
  case terminating

  /// What the waiter is waiting for.
  package enum Purpose: Sendable {
    /// Objects of a release: a Job is fine once it runs.
    case release
    /// Objects of a release, Jobs included: they must have completed.
    case releaseWithJobs
    /// Hooks: Jobs and Pods must have ended; of other kinds it is enough that they exist.
    case hook
  }

  /// The state of an object.
  package init(of object: KubernetesObject, for purpose: Purpose = .release) {
    let gvk = object.gvk
    switch (purpose, gvk.group, gvk.kind) {
    case (.hook, "batch", "Job"), (.releaseWithJobs, "batch", "Job"): self = Self.completion(ofJob: object)
    case (.hook, "", "Pod"): self = Self.completion(ofPod: object)
    case (.hook, _, _): self = .ready("Resource is current")
    default: self = Self.general(object) ?? Self.byKind(object)
    }
  }

  /// Whether nothing is left to wait for.
  package var isReady: Bool { if case .ready = self { true } else { false } }
  /// Whether waiting is of no use.
  package var isFailed: Bool { if case .failed = self { true } else { false } }

  /// kstatus' name of the state.
  package var status: String {
    switch self {
    case .ready: "Current"
    case .inProgress: "InProgress"
    case .failed: "Failed"
    case .terminating: "Terminating"
    }
  }

  /// What is missing, or why it failed.
  package var message: String {
    switch self {
    case .ready(let message), .inProgress(let message), .failed(let message): message
    case .terminating: "Resource scheduled for deletion"
    }
  }

  /// What holds for every kind: deletion, a generation that no controller has seen yet, and the conditions
  /// `Reconciling` and `Stalled`.
  private static func general(_ object: KubernetesObject) -> Readiness? {
    if object.isTerminating { return .terminating }
    if let pending = unobserved(object) { return pending }
    for condition in object.conditions where condition.isTrue {
      if condition.type == "Reconciling" { return .inProgress(condition.message) }
      if condition.type == "Stalled" { return .failed(condition.message) }
    }
    return nil
  }

  private static func unobserved(_ object: KubernetesObject) -> Readiness? {
    guard let generation = object.generation, let observed = object.integer("status", "observedGeneration"),
      observed != generation
    else { return nil }
    return .inProgress("\(object.kind) generation is \(generation), but latest observed generation is \(observed)")
  }

  private static func byKind(_ object: KubernetesObject) -> Readiness {
    let gvk = object.gvk
    switch (gvk.group, gvk.kind) {
    case ("apps", "Deployment"), ("extensions", "Deployment"): return ofDeployment(object)
    case ("apps", "StatefulSet"): return ofStatefulSet(object)
    case ("apps", "DaemonSet"), ("extensions", "DaemonSet"): return ofDaemonSet(object)
    case ("apps", "ReplicaSet"), ("extensions", "ReplicaSet"): return ofReplicaSet(object)
    case ("batch", "Job"): return ofJob(object)
    case ("", "Pod"): return ofPod(object)
    case ("", "PersistentVolumeClaim"): return ofPersistentVolumeClaim(object)
    case ("", "Service"): return ofService(object)
    case ("", "Secret"), ("", "ConfigMap"), ("batch", "CronJob"): return .ready("Resource is always ready")
    case ("policy", "PodDisruptionBudget"): return .ready("AllowedDisruptions has been computed.")
    case ("apiextensions.k8s.io", "CustomResourceDefinition"): return ofCustomResourceDefinition(object)
    default: return byReadyCondition(object)
    }
  }

  private static func byReadyCondition(_ object: KubernetesObject) -> Readiness {
    guard let ready = object.condition("Ready") else { return .ready("Resource is current") }
    switch ready.status {
    case "True": return .ready("Resource is Ready")
    case "False", "Unknown": return .inProgress(ready.message)
    default: return .ready("Resource is current")
    }
  }

  private static func ofPersistentVolumeClaim(_ claim: KubernetesObject) -> Readiness {
    var phase = claim.text("status", "phase")
    if phase.isEmpty { phase = "unknown" }
    return phase == "Bound" ? .ready("PVC is Bound") : .inProgress("PVC is not Bound. phase: \(phase)")
  }

  private static func ofService(_ service: KubernetesObject) -> Readiness {
    let type = service.text("spec", "type")
    if type == "LoadBalancer", service.text("spec", "clusterIP").isEmpty {
      return .inProgress("ClusterIP not set. Service type: \(type)")
    }
    return .ready("Service is ready")
  }

  private static func ofCustomResourceDefinition(_ definition: KubernetesObject) -> Readiness {
    if let names = definition.condition("NamesAccepted"), names.status == "False" { return .failed(names.message) }
    if let established = definition.condition("Established") {
      if established.isTrue { return .ready("CRD is established") }
      if established.status == "False", established.reason != "Installing" { return .failed(established.message) }
    }
    return .inProgress("Install in progress")
  }
}

/// One of an object's `status.conditions`.
package struct Condition: Sendable, Equatable {
  /// What it is about: `Available`.
  package let type: String
  /// `True`, `False` or `Unknown`.
  package let status: String
  /// The machine-readable reason.
  package let reason: String
  /// The reason in words.
  package let message: String

  /// Whether it holds.
  package var isTrue: Bool { status == "True" }
}

extension KubernetesObject {
  /// The conditions in `status.conditions`.
  package var conditions: [Condition] {
    (value("status", "conditions")?.asList ?? []).compactMap { item in
      guard let map = item.asMap else { return nil }
      let entry = KubernetesObject(map)
      return Condition(
        type: entry.text("type"), status: entry.text("status"), reason: entry.text("reason"),
        message: entry.text("message"))
    }
  }

  /// The condition of a type, where there is one.
  package func condition(_ type: String) -> Condition? { conditions.first { $0.type == type } }
}
