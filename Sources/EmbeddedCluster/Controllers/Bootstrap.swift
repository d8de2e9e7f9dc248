import Values

/// What a new cluster has: namespaces, one node, a storage class and the API server's own Service.
enum Bootstrap {
  /// The name of the one node, on which all pods run.
  static let nodeName = "embedded"

  static func fill(_ session: Session) throws(APIError) {
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      let namespace = ValueMap([
        ("apiVersion", .string("v1")), ("kind", .string("Namespace")),
        (
          "metadata",
          .map(["name": .string(name), "labels": .map(["kubernetes.io/metadata.name": .string(name)])])
        ),
        ("spec", .map(["finalizers": .list([.string("kubernetes")])])),
      ])
      try insert(namespace, "", "namespaces", session)
    }
    let node = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Node")),
      (
        "metadata",
        .map([
          "name": .string(nodeName),
          "labels": .map(["kubernetes.io/hostname": .string(nodeName), "kubernetes.io/os": .string("linux")]),
        ])
      ),
      ("spec", .map([:])),
      (
        "status",
        .map([
          "nodeInfo": .map(["kubeletVersion": .string(Discovery.gitVersion), "operatingSystem": .string("linux")])
        ])
      ),
    ])
    Conditions.set(
      node.child("status"), "Ready", "True", reason: "KubeletReady", message: "kubelet is posting ready status",
      at: session.timestamp)
    try insert(node, "", "nodes", session)
    let storageClass = ValueMap([
      ("apiVersion", .string("storage.k8s.io/v1")), ("kind", .string("StorageClass")),
      (
        "metadata",
        .map([
          "name": .string("standard"),
          "annotations": .map(["storageclass.kubernetes.io/is-default-class": .string("true")]),
        ])
      ),
      ("provisioner", .string("embedded.chart/volumes")), ("reclaimPolicy", .string("Delete")),
      ("volumeBindingMode", .string("Immediate")),
    ])
    try insert(storageClass, "storage.k8s.io", "storageclasses", session)
    let port = Value.map([
      "name": .string("https"), "port": .int(443), "protocol": .string("TCP"), "targetPort": .int(6443),
    ])
    let service = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Service")),
      (
        "metadata",
        .map([
          "name": .string("kubernetes"), "namespace": .string("default"),
          "labels": .map(["component": .string("apiserver"), "provider": .string("kubernetes")]),
        ])
      ),
      ("spec", .map(["clusterIP": .string("10.96.0.1"), "ports": .list([port])])),
    ])
    if let resource = ResourceTable.resource("", "services") {
      try Defaults.apply(service, resource, session: session, old: nil)
    }
    try insert(service, "", "services", session)
  }

  private static func insert(
    _ object: ValueMap, _ group: String, _ plural: String, _ session: Session
  ) throws(APIError) {
    guard let resource = ResourceTable.resource(group, plural) else { return }
    try session.insert(object, resource)
  }
}
