import Values

/// The pods of workloads: finding, making and judging them.
enum Pods {
  /// The most pods that one workload gets: the one node has no room for more.
  static let limit = 250

  /// The resource of pods.
  static let resource = ResourceTable.resource("", "pods")

  /// A workload's pods by name.
  static func of(_ owner: ValueMap, _ session: Session) throws(APIError) -> [ValueMap] {
    var pods: [ValueMap] = []
    for key in try session.store.dependents(of: owner.uid) where key.resource == "pods" {
      if let pod = try session.object(key), Owners.controls(owner, pod) { pods.append(pod) }
    }
    return pods
  }

  /// Makes a pod from a workload's template.
  static func create(
    _ name: String, of owner: ValueMap, labels: KeyValuePairs<Bytes, String> = [:], _ session: Session,
    edit: (ValueMap) -> Void = { _ in }
  ) throws(APIError) {
    guard let resource, let template = owner.spec.map("template")?.deepCopy() else { return }
    let pod = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Pod")), ("metadata", .map(template.metadata)),
      ("spec", .map(template.spec)),
    ])
    let metadata = pod.child("metadata")
    for field: Bytes in ["creationTimestamp", "managedFields", "resourceVersion", "uid", "finalizers"] {
      metadata[field] = nil
    }
    metadata["name"] = .string(name)
    metadata["namespace"] = .string(owner.namespace)
    metadata["ownerReferences"] = .list([Owners.controllerReference(owner)])
    for (label, value) in labels { metadata.child("labels")[label] = .string(value) }
    Outcome(ofWorkload: owner).store(in: pod)
    pod.child("spec").setDefault("nodeName", .string(Bootstrap.nodeName))
    edit(pod)
    if try session.store.contains(resource.key(owner.namespace, name)) { return }
    PodDefaults.apply(pod.child("spec"))
    try session.insert(pod, resource)
    let kind = owner.text("kind") ?? ""
    try session.record(
      "SuccessfulCreate", about: owner, by: "\(kind.lowercased())-controller",
      kind == "StatefulSet" ? "create Pod \(name) in StatefulSet \(owner.name) successful" : "Created pod: \(name)")
  }

  /// A new name with the workload's as its start.
  static func makeName(_ owner: ValueMap, _ session: Session) -> String {
    String(decoding: Array(owner.name.utf8.prefix(57)), as: UTF8.self) + "-" + session.environment.makeNameSuffix()
  }

  /// Deletes a pod.
  static func delete(_ pod: ValueMap, _ session: Session) throws(APIError) {
    guard let resource else { return }
    try session.delete(resource.key(pod.namespace, pod.name), pod, resource)
  }

  /// Gives pods the outcome that their workload asks for now.
  static func passOn(_ outcome: Outcome, to pods: [ValueMap], _ session: Session) throws(APIError) {
    guard let resource else { return }
    for pod in pods where Outcome(annotationOf: pod) != outcome {
      let old = pod.deepCopy()
      outcome.store(in: pod)
      try session.replace(pod, old, resource)
    }
  }

  /// Whether a pod is ready.
  static func isReady(_ pod: ValueMap) -> Bool {
    !pod.isBeingDeleted
      && (pod.map("status")?.maps("conditions") ?? []).contains {
        $0.text("type") == "Ready" && $0.text("status") == "True"
      }
  }

  /// A pod's phase.
  static func phase(_ pod: ValueMap) -> String { pod.map("status")?.text("phase") ?? "Pending" }

  /// A short text that stands for a pod template, as a workload controller names what it makes from it.
  static func hash(of template: ValueMap?) throws(APIError) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in try WireJSON.encode(template.map { .map($0) } ?? .null) {
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    let letters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
    return String(decoding: String(hash).utf8.map { letters[Int($0) % letters.count] }, as: UTF8.self)
  }

  /// The replicas that a workload asks for, as many as there is room for.
  static func wanted(_ workload: ValueMap) -> Int {
    Int(max(0, min(Int64(limit), workload.spec.integer("replicas") ?? 1)))
  }
}
