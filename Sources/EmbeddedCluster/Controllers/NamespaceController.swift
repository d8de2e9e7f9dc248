import Values

/// Namespaces: active with what every namespace has, or emptied and removed.
enum NamespaceController {
  static func reconcile(_ key: ObjectKey, _ object: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = ResourceTable.resource("", "namespaces") else { return }
    if object.isBeingDeleted {
      try empty(key, object, resource, session)
      return
    }
    if object.map("status")?.text("phase") != "Active" {
      let old = object.deepCopy()
      object.child("status")["phase"] = .string("Active")
      try session.replace(object, old, resource)
    }
    try provide("serviceaccounts", "default", in: key.name, session)
    try provide("configmaps", "kube-root-ca.crt", in: key.name, session) { map in
      map["data"] = .map(["ca.crt": .string("")])
    }
  }

  private static func provide(
    _ plural: String, _ name: String, in namespace: String, _ session: Session, fill: (ValueMap) -> Void = { _ in }
  ) throws(APIError) {
    guard let resource = ResourceTable.resource("", plural), try !session.store.contains(resource.key(namespace, name))
    else { return }
    let object = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string(resource.kind)),
      ("metadata", .map(["name": .string(name), "namespace": .string(namespace)])),
    ])
    fill(object)
    try session.insert(object, resource)
  }

  private static func empty(
    _ key: ObjectKey, _ object: ValueMap, _ resource: Resource, _ session: Session
  ) throws(APIError) {
    for content in try session.store.keys(inNamespace: key.name) {
      guard let child = try session.object(content), !child.isBeingDeleted,
        let resource = try session.resource(of: content)
      else { continue }
      try session.delete(content, child, resource)
    }
    if try session.store.keys(inNamespace: key.name).isEmpty, object.finalizers.isEmpty {
      try session.remove(key, object)
    }
  }
}
