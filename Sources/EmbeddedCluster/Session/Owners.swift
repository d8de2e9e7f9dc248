import Values

/// Who owns whom.
enum Owners {
  /// The key of the built-in object that an owner reference names; nil for a custom one, which no controller here minds.
  static func key(_ reference: ValueMap, namespace: String) -> ObjectKey? {
    guard let kind = reference.text("kind"), let name = reference.text("name") else { return nil }
    let version = reference.text("apiVersion") ?? ""
    let group = version.firstIndex(of: "/").map { String(version[..<$0]) } ?? ""
    return ResourceTable.resource(group: group, kind: kind)?.key(namespace, name)
  }

  /// The key of a namespace.
  static func namespaceKey(_ name: String) -> ObjectKey {
    ObjectKey(resource: "namespaces", namespace: "", name: name)
  }

  /// The reference by which a controller owns what it makes.
  static func controllerReference(_ owner: ValueMap) -> Value {
    .map([
      "apiVersion": owner["apiVersion"] ?? .null, "kind": owner["kind"] ?? .null, "name": .string(owner.name),
      "uid": .string(owner.uid), "controller": .bool(true), "blockOwnerDeletion": .bool(true),
    ])
  }

  /// Whether `owner` is the controller of an object.
  static func controls(_ owner: ValueMap, _ object: ValueMap) -> Bool {
    object.ownerReferences.contains { $0.text("uid") == owner.uid && $0.bool("controller") ?? false }
  }
}

/// `metadata.generation`: which resources have one, and when it grows.
enum Generations {
  private static let groups: Set<String> = ["apps", "batch", "policy", "networking.k8s.io"]
  private static let names: Set<String> = [
    "replicationcontrollers", "customresourcedefinitions.apiextensions.k8s.io",
    "flowschemas.flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
    "validatingwebhookconfigurations.admissionregistration.k8s.io",
    "mutatingwebhookconfigurations.admissionregistration.k8s.io",
    "validatingadmissionpolicies.admissionregistration.k8s.io",
    "validatingadmissionpolicybindings.admissionregistration.k8s.io", "endpointslices.discovery.k8s.io",
    "resourceslices.resource.k8s.io", "deviceclasses.resource.k8s.io",
  ]

  /// Whether objects of a resource count their generations.
  static func areKept(_ resource: Resource) -> Bool {
    resource.isCustom || groups.contains(resource.group) || names.contains(resource.qualified)
  }

  /// Whether what is asked for differs: everything but metadata and, where it has an endpoint of its own, status.
  static func differ(_ a: ValueMap, _ b: ValueMap, _ resource: Resource) -> Bool {
    let ignored: Set<Bytes> = resource.hasStatus ? ["metadata", "status"] : ["metadata"]
    let keys = Set(a.keys).union(b.keys).subtracting(ignored)
    return keys.contains { !Value.same(a[$0], b[$0]) }
  }
}
