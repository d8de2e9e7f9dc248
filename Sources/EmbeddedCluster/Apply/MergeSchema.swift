import Values

/// What the built-in kinds' schemas say about merging their lists and maps server-side, by field names.
///
/// Kubernetes uses a field name for one thing nearly everywhere, so that the name and its parent tell which list it is.
/// Custom resources are schema-less here: their lists are atomic and their maps granular.
struct MergeSchema {
  /// How a list is merged.
  enum ListType {
    /// As one value.
    case atomic
    /// Item by item, equal items once.
    case set
    /// Item by item, matched by these fields.
    case map([Key])
  }

  /// A field that identifies a list's items.
  struct Key {
    let name: Bytes
    /// What a missing field counts as.
    var defaultValue: String?
  }

  private let isBuiltIn: Bool
  private let kind: String
  /// The field's own name, empty at the root.
  private let name: Bytes
  private let parent: Bytes

  /// The schema of a resource's objects.
  init(_ resource: Resource) {
    self.init(isBuiltIn: !resource.isCustom, kind: resource.kind, name: "", parent: "")
  }

  private init(isBuiltIn: Bool, kind: String, name: Bytes, parent: Bytes) {
    self.isBuiltIn = isBuiltIn
    self.kind = kind
    self.name = name
    self.parent = parent
  }

  /// The schema of a field of this map.
  func field(_ field: Bytes) -> MergeSchema {
    MergeSchema(isBuiltIn: isBuiltIn, kind: kind, name: field, parent: name)
  }

  /// The schema of this list's items: their fields' parent is the list's name.
  var item: MergeSchema { self }

  /// Whether this field is a map that has one manager as a whole.
  var isAtomicMap: Bool {
    guard isBuiltIn else { return false }
    if Self.atomicMaps.contains(name) { return true }
    // A Service's and a ReplicationController's selector are plain maps, the others' are LabelSelectors: all atomic
    // but the ReplicationController's.
    return name == "selector" && kind != "ReplicationController"
  }

  private static let atomicMaps: Set<Bytes> = [
    "nodeSelector", "labelSelector", "namespaceSelector", "podSelector", "objectSelector", "secretKeyRef",
    "configMapKeyRef", "fieldRef", "resourceFieldRef", "claimRef", "dataSource", "nodeSelectorTerms",
    "aggregationRule", "roleRef", "scaleTargetRef", "volumeAttributes",
  ]

  /// How this field, a list, is merged by server-side apply.
  var listType: ListType {
    // metadata is the same for all kinds.
    if parent == "metadata" || parent == "" {
      if name == "finalizers" { return .set }
      if name == "ownerReferences" { return .map([Key(name: "uid")]) }
    }
    guard isBuiltIn else { return .atomic }
    if name == "ports" { return ports }
    if name == "finalizers", parent == "spec" { return .atomic }
    if isSet { return .set }
    if name == "variables", kind == "MutatingAdmissionPolicy" { return .atomic }
    if name == "volumes", parent != "spec" { return .atomic }
    if name == "imagePullSecrets", kind == "ServiceAccount" { return .atomic }
    return Self.keys[name].map { .map($0) } ?? .atomic
  }

  /// Whether this is one of the few lists whose items are values that count once.
  private var isSet: Bool {
    switch name {
    case "volumeLifecycleModes", "validationActions", "podCIDRs": true
    case "values": parent == "exitCodes" || parent == "onExitCodes"
    case "addresses": kind == "EndpointSlice"
    case "nonResourceURLs", "verbs", "apiGroups", "namespaces", "resources": kind == "FlowSchema"
    default: false
    }
  }

  private var ports: ListType {
    switch parent {
    case "containers", "initContainers", "ephemeralContainers":
      .map([Key(name: "containerPort"), Key(name: "protocol", defaultValue: "TCP")])
    case "spec" where kind == "Service": .map([Key(name: "port"), Key(name: "protocol", defaultValue: "TCP")])
    default: .atomic
    }
  }

  private static let keys: [Bytes: [Key]] = [
    "containers": [Key(name: "name")],
    "initContainers": [Key(name: "name")],
    "ephemeralContainers": [Key(name: "name")],
    "env": [Key(name: "name")],
    "volumes": [Key(name: "name")],
    "volumeMounts": [Key(name: "mountPath")],
    "volumeDevices": [Key(name: "devicePath")],
    "imagePullSecrets": [Key(name: "name")],
    "secrets": [Key(name: "name")],
    "hostAliases": [Key(name: "ip")],
    "topologySpreadConstraints": [Key(name: "topologyKey"), Key(name: "whenUnsatisfiable")],
    "resourceClaims": [Key(name: "name")],
    "schedulingGates": [Key(name: "name")],
    "conditions": [Key(name: "type")],
    "webhooks": [Key(name: "name")],
    "claims": [Key(name: "name")],
    "matchConditions": [Key(name: "name")],
    "variables": [Key(name: "name")],
    "drivers": [Key(name: "name")],
    "x-kubernetes-validations": [Key(name: "rule")],
  ]

  /// What identifies an item of a list that is merged by these keys, as fieldsV1 writes it; nil where it lacks a key.
  static func element(_ item: Value, _ keys: [Key]) -> Bytes? {
    guard let map = item.asMap else { return nil }
    let identity = ValueMap()
    for key in keys {
      if let value = map[key.name], !value.isNil {
        identity[key.name] = value
      } else if let fallback = key.defaultValue {
        identity[key.name] = .string(fallback)
      } else {
        return nil
      }
    }
    return encoded("k:", .map(identity))
  }

  /// The path element of a set's item.
  static func element(_ item: Value) -> Bytes? { encoded("v:", item) }

  private static func encoded(_ prefix: Bytes, _ value: Value) -> Bytes? {
    do throws(APIError) { return prefix + Bytes(try WireJSON.encode(value)) } catch { return nil }
  }
}
