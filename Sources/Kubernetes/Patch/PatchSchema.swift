package import Values

/// How a strategic merge patch treats a field of a built-in kind, as the tags `patchStrategy` and `patchMergeKey` of
/// Kubernetes' API types say.
///
/// Only the fields with tags, and the way to them, are in the table: every other list is replaced as a whole, every
/// other map merged field by field.
package struct PatchSchema: Sendable {
  /// What becomes of a field's value.
  package enum Strategy: Sendable, Equatable {
    /// Maps are merged field by field, lists and plain values replaced.
    case standard
    /// A list of maps, which are matched by this field.
    case mergeItems(by: Bytes)
    /// A list of plain values, which are united.
    case mergeValues
    /// A map that is replaced as a whole.
    case replace
  }

  /// What becomes of the field's value.
  package let strategy: Strategy
  /// Whether fields that a patch does not name are removed: those of the map, or of the list's items.
  package let retainsKeys: Bool
  private let shape: Shape

  private init(_ strategy: Strategy, _ shape: Shape, retainsKeys: Bool = false) {
    self.strategy = strategy
    self.shape = shape
    self.retainsKeys = retainsKeys
  }

  /// The schema of a kind's objects; of a kind without a table of its own, that of any object.
  package init(group: String, kind: String) {
    self.init(.standard, Self.roots["\(group)/\(kind)"] ?? .object)
  }

  /// The schema of an object as Helm's client merges it; nil where the kind is none of client-go's scheme, so that JSON
  /// merge patch is all there is.
  package init?(clientSide gvk: GroupVersionKind) {
    guard Self.groups.contains(gvk.group) else { return nil }
    // As Helm: definitions in their old version are not merged strategically.
    if gvk.group == "apiextensions.k8s.io", gvk.version == "v1beta1" { return nil }
    self.init(group: gvk.group, kind: gvk.kind)
  }

  /// The schema of a field of this map, or of this list's items.
  package func field(_ name: Bytes) -> PatchSchema {
    Self.fields[shape]?[name] ?? PatchSchema(.standard, .opaque)
  }

  /// The API groups in client-go's scheme.
  private static let groups: Set<String> = [
    "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apps", "authentication.k8s.io",
    "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io",
    "events.k8s.io", "extensions", "flowcontrol.apiserver.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io",
    "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
    "storagemigration.k8s.io",
  ]

  /// The Go structs that have tagged fields, or lead to some.
  private enum Shape: Hashable {
    case opaque, object, metadata, status
    case pod, workload, deployment, podTemplate, cronJob, podTemplateObject
    case workloadSpec, deploymentSpec, cronJobSpec, jobTemplate
    case podSpec, container
    case service, serviceSpec, serviceAccount
    case disruptionBudget, disruptionBudgetSpec
    case webhookConfiguration, webhook, admissionPolicy, admissionPolicySpec
    case storageNode, storageNodeSpec, resourceClaim, resourceClaimStatus
  }

  private static let roots: [String: Shape] = [
    "/Pod": .pod, "/ReplicationController": .workload, "/PodTemplate": .podTemplateObject, "/Service": .service,
    "/ServiceAccount": .serviceAccount, "apps/Deployment": .deployment, "extensions/Deployment": .deployment,
    "apps/ReplicaSet": .workload, "extensions/ReplicaSet": .workload, "apps/StatefulSet": .workload,
    "apps/DaemonSet": .workload, "extensions/DaemonSet": .workload, "batch/Job": .workload,
    "batch/CronJob": .cronJob, "policy/PodDisruptionBudget": .disruptionBudget,
    "admissionregistration.k8s.io/MutatingWebhookConfiguration": .webhookConfiguration,
    "admissionregistration.k8s.io/ValidatingWebhookConfiguration": .webhookConfiguration,
    "admissionregistration.k8s.io/MutatingAdmissionPolicy": .admissionPolicy,
    "admissionregistration.k8s.io/ValidatingAdmissionPolicy": .admissionPolicy,
    "storage.k8s.io/CSINode": .storageNode, "resource.k8s.io/ResourceClaim": .resourceClaim,
  ]

  private static let fields: [Shape: [Bytes: PatchSchema]] = [
    .object: object(),
    .metadata: [
      "finalizers": PatchSchema(.mergeValues, .opaque), "ownerReferences": items("uid"),
    ],
    .status: [
      "conditions": items("type"), "addresses": items("type"), "podIPs": items("ip"), "hostIPs": items("ip"),
      "resourceClaimStatuses": PatchSchema(.mergeItems(by: "name"), .opaque, retainsKeys: true),
    ],
    .pod: object(["spec": map(.podSpec)]),
    .workload: object(["spec": map(.workloadSpec)]),
    .deployment: object(["spec": map(.deploymentSpec)]),
    .cronJob: object(["spec": map(.cronJobSpec)]),
    .podTemplateObject: object(["template": map(.podTemplate)]),
    .workloadSpec: ["template": map(.podTemplate)],
    .deploymentSpec: [
      "template": map(.podTemplate), "strategy": PatchSchema(.standard, .opaque, retainsKeys: true),
    ],
    .cronJobSpec: ["jobTemplate": map(.jobTemplate)],
    .jobTemplate: ["metadata": map(.metadata), "spec": map(.workloadSpec)],
    .podTemplate: ["metadata": map(.metadata), "spec": map(.podSpec)],
    .podSpec: [
      "containers": items("name", .container), "initContainers": items("name", .container),
      "ephemeralContainers": items("name", .container),
      "volumes": PatchSchema(.mergeItems(by: "name"), .opaque, retainsKeys: true),
      "imagePullSecrets": items("name"), "hostAliases": items("ip"),
      "topologySpreadConstraints": items("topologyKey"), "schedulingGates": items("name"),
      "resourceClaims": PatchSchema(.mergeItems(by: "name"), .opaque, retainsKeys: true),
    ],
    .container: [
      "ports": items("containerPort"), "env": items("name"), "volumeMounts": items("mountPath"),
      "volumeDevices": items("devicePath"),
    ],
    .service: object(["spec": map(.serviceSpec)]),
    .serviceSpec: ["ports": items("port")],
    .serviceAccount: object(["secrets": items("name")]),
    .disruptionBudget: object(["spec": map(.disruptionBudgetSpec)]),
    .disruptionBudgetSpec: ["selector": PatchSchema(.replace, .opaque)],
    .webhookConfiguration: object(["webhooks": items("name", .webhook)]),
    .webhook: ["matchConditions": items("name")],
    .admissionPolicy: object(["spec": map(.admissionPolicySpec)]),
    .admissionPolicySpec: ["matchConditions": items("name"), "variables": items("name")],
    .storageNode: object(["spec": map(.storageNodeSpec)]),
    .storageNodeSpec: ["drivers": items("name")],
    .resourceClaim: object(["status": map(.resourceClaimStatus)]),
    .resourceClaimStatus: ["reservedFor": items("uid")],
  ]

  private static func map(_ shape: Shape) -> PatchSchema { PatchSchema(.standard, shape) }

  private static func items(_ key: Bytes, _ shape: Shape = .opaque) -> PatchSchema {
    PatchSchema(.mergeItems(by: key), shape)
  }

  /// The fields of a kind: what every object has, and its own.
  private static func object(_ own: [Bytes: PatchSchema] = [:]) -> [Bytes: PatchSchema] {
    ["metadata": map(.metadata), "status": map(.status)].merging(own) { $1 }
  }
}
