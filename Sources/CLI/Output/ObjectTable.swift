import Kubernetes

/// The objects of a release with their state, as `status` shows them.
enum ObjectTable {
  /// The objects by kind, each with its readiness.
  static func text(_ objects: [(reference: ObjectReference, object: KubernetesObject?)]) -> String {
    var order: [GroupVersionKind] = []
    var rows: [GroupVersionKind: Table] = [:]
    for (reference, object) in objects {
      if rows[reference.gvk] == nil {
        order.append(reference.gvk)
        rows[reference.gvk] = Table(["NAME", "NAMESPACE", "STATE"])
      }
      let namespace = reference.namespace.isEmpty ? "-" : reference.namespace
      rows[reference.gvk]?.add([reference.name, namespace, state(of: object)])
    }
    let tables = order.map { "==> \($0.apiVersion)/\($0.kind)\n\(rows[$0]?.text ?? "")\n" }
    return "RESOURCES:\n" + tables.joined() + "\n"
  }

  private static func state(of object: KubernetesObject?) -> String {
    guard let object else { return "missing" }
    switch Readiness(of: object) {
    case .ready: return "ready"
    case .terminating: return "terminating"
    case .inProgress(let reason): return "not ready: \(reason)"
    case .failed(let reason): return "failed: \(reason)"
    }
  }
}
