internal import Values

/// What a workload says about the pods that it is to run: enough to find them, and no reference to the object.
package struct Workload: Sendable {
  /// Which pods are of the revision that is being rolled out.
  package enum Revision: Sendable, Equatable {
    /// All that are selected.
    case all
    /// Those of the ReplicaSet that bears this number in its annotation.
    case replicaSet(number: String)
    /// Those with this label.
    case label(name: String, value: String)
  }

  /// The workload.
  package let reference: ObjectReference
  /// Its uid.
  package let uid: String
  /// Selects its pods, as a label selector; for a Pod, as a field selector.
  package let selector: String
  /// Which of them count.
  package let revision: Revision
  /// The number of the first pod that a StatefulSet replaces, where it replaces one only once the one before is ready;
  /// nil for all else.
  package let firstReplacedInOrder: Int?
  /// Why its controller cannot create pods, where the workload says so.
  package let creationFailure: String?
  /// Whether its controller has seen what was last asked for: only then do its pods tell anything.
  package let isObserved: Bool

  /// Whether the workload runs to an end, and restarts what fails by its own rules.
  package var isJob: Bool { reference.gvk.kind == "Job" }
  /// Whether the workload is a pod itself.
  package var isPod: Bool { reference.gvk.kind == "Pod" }

  /// The workload that an object is; nil where it runs no pods.
  package init?(_ object: KubernetesObject) {
    let gvk = object.gvk
    switch (gvk.group, gvk.kind) {
    case ("", "Pod"): selector = "metadata.name=\(object.name)"
    case ("", "ReplicationController"):
      selector = Self.equalities(object.strings("spec", "selector"))
    case ("apps", "Deployment"), ("apps", "ReplicaSet"), ("apps", "StatefulSet"), ("apps", "DaemonSet"),
      ("batch", "Job"):
      selector = Self.selector(object)
    default: return nil
    }
    if selector.isEmpty { return nil }
    reference = object.reference
    uid = object.uid
    revision = Self.revision(object)
    firstReplacedInOrder = Self.firstReplacedInOrder(object)
    let failure = object.condition("ReplicaFailure")
    creationFailure = failure?.isTrue == true ? failure?.message : nil
    let observed = object.integer("status", "observedGeneration")
    isObserved = observed == nil || object.generation == nil || observed == object.generation
  }

  private static func revision(_ object: KubernetesObject) -> Revision {
    switch object.kind {
    case "Deployment":
      object.annotations[Self.revisionAnnotation].map { .replicaSet(number: $0) } ?? .all
    case "StatefulSet":
      label("controller-revision-hash", object.text("status", "updateRevision"))
    case "DaemonSet":
      label("pod-template-generation", object.annotations["deprecated.daemonset.template.generation"] ?? "")
    default: .all
    }
  }

  private static func firstReplacedInOrder(_ object: KubernetesObject) -> Int? {
    guard object.kind == "StatefulSet", object.text("spec", "podManagementPolicy") != "Parallel",
      object.text("spec", "updateStrategy", "type") != "OnDelete"
    else { return nil }
    let partition = object.integer("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0
    return partition &+ (object.integer("spec", "ordinals", "start") ?? 0)
  }

  /// The annotation by which a Deployment and its ReplicaSets count revisions.
  package static let revisionAnnotation = "deployment.kubernetes.io/revision"

  private static func label(_ name: String, _ value: String) -> Revision {
    value.isEmpty ? .all : .label(name: name, value: value)
  }

  private static func equalities(_ labels: [String: String]) -> String {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// `spec.selector` as a query has it.
  private static func selector(_ object: KubernetesObject) -> String {
    var terms = [equalities(object.strings("spec", "selector", "matchLabels"))]
    for item in object.value("spec", "selector", "matchExpressions")?.asList ?? [] {
      guard let key = item.at("key")?.asString else { continue }
      let values = (item.at("values")?.asList ?? []).compactMap { $0.asString?.description }.joined(separator: ",")
      switch item.at("operator")?.asString {
      case "In": terms.append("\(key) in (\(values))")
      case "NotIn": terms.append("\(key) notin (\(values))")
      case "Exists": terms.append("\(key)")
      case "DoesNotExist": terms.append("!\(key)")
      default: continue
      }
    }
    return terms.filter { !$0.isEmpty }.joined(separator: ",")
  }
}
