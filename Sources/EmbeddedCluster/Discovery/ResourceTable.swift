/// The built-in resources of Kubernetes 1.37, one line a resource.
enum ResourceTable {
  /// All of them, by group in the order that discovery lists groups.
  static let all: [Resource] =
    core + apps + reviews + autoscaling + batch + policy + networking + rbac + storage + admission + extensions + others

  /// The group's resources; empty where no built-in group has that name.
  static func resources(inGroup group: String) -> [Resource] { byGroup[group] ?? [] }

  /// A resource by group and plural.
  static func resource(_ group: String, _ plural: String) -> Resource? {
    byGroup[group]?.first { $0.plural == plural }
  }

  /// A built-in resource by the name it is stored under.
  static func resource(storedAs name: String) -> Resource? { byStorage[name] }

  /// A built-in resource by group and kind.
  static func resource(group: String, kind: String) -> Resource? { byGroup[group]?.first { $0.kind == kind } }

  /// The groups in order.
  static let groups: [String] = all.reduce(into: []) { if $0.last != $1.group { $0.append($1.group) } }

  private static let byGroup = Dictionary(grouping: all, by: \.group)
  private static let byStorage = Dictionary(all.map { ($0.storage, $0) }) { first, _ in first }

  /// What a resource has beyond its names.
  private enum Trait {
    case cluster, status, scale, all, review
  }

  private static func row(
    _ group: String, _ kind: String, _ plural: String, versions: [String] = ["v1"], short: [String] = [],
    _ traits: Trait..., storedAs: String? = nil
  ) -> Resource {
    Resource(
      group: group, versions: versions, kind: kind, plural: plural, singular: kind.lowercased(), shortNames: short,
      isNamespaced: !traits.contains(.cluster), hasStatus: traits.contains(.status), hasScale: traits.contains(.scale),
      categories: traits.contains(.all) ? ["all"] : [], isReview: traits.contains(.review), storedAs: storedAs)
  }

  private static let core: [Resource] = [
    row("", "ConfigMap", "configmaps", short: ["cm"]),
    row("", "Endpoints", "endpoints", short: ["ep"]),
    row("", "Event", "events", short: ["ev"]),
    row("", "LimitRange", "limitranges", short: ["limits"]),
    row("", "Namespace", "namespaces", short: ["ns"], .cluster, .status),
    row("", "Node", "nodes", short: ["no"], .cluster, .status),
    row("", "PersistentVolumeClaim", "persistentvolumeclaims", short: ["pvc"], .status),
    row("", "PersistentVolume", "persistentvolumes", short: ["pv"], .cluster, .status),
    row("", "Pod", "pods", short: ["po"], .status, .all),
    row("", "PodTemplate", "podtemplates"),
    row("", "ReplicationController", "replicationcontrollers", short: ["rc"], .status, .scale, .all),
    row("", "ResourceQuota", "resourcequotas", short: ["quota"], .status),
    row("", "Secret", "secrets"),
    row("", "ServiceAccount", "serviceaccounts", short: ["sa"]),
    row("", "Service", "services", short: ["svc"], .status, .all),
  ]

  private static let apps: [Resource] = [
    row("apps", "ControllerRevision", "controllerrevisions"),
    row("apps", "DaemonSet", "daemonsets", short: ["ds"], .status, .all),
    row("apps", "Deployment", "deployments", short: ["deploy"], .status, .scale, .all),
    row("apps", "ReplicaSet", "replicasets", short: ["rs"], .status, .scale, .all),
    row("apps", "StatefulSet", "statefulsets", short: ["sts"], .status, .scale, .all),
  ]

  private static let reviews: [Resource] = [
    row("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", .cluster, .review),
    row("authentication.k8s.io", "TokenReview", "tokenreviews", .cluster, .review),
    row("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", .review),
    row("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", .cluster, .review),
    row("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", .cluster, .review),
    row("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews", .cluster, .review),
  ]

  private static let autoscaling: [Resource] = [
    row(
      "autoscaling", "HorizontalPodAutoscaler", "horizontalpodautoscalers", versions: ["v2", "v1"], short: ["hpa"],
      .status, .all)
  ]

  private static let batch: [Resource] = [
    row("batch", "CronJob", "cronjobs", short: ["cj"], .status, .all),
    row("batch", "Job", "jobs", .status, .all),
  ]

  private static let policy: [Resource] = [
    row("policy", "PodDisruptionBudget", "poddisruptionbudgets", short: ["pdb"], .status)
  ]

  private static let networking: [Resource] = [
    row("networking.k8s.io", "IngressClass", "ingressclasses", .cluster),
    row("networking.k8s.io", "Ingress", "ingresses", short: ["ing"], .status),
    row("networking.k8s.io", "IPAddress", "ipaddresses", short: ["ip"], .cluster),
    row("networking.k8s.io", "NetworkPolicy", "networkpolicies", short: ["netpol"]),
    row("networking.k8s.io", "ServiceCIDR", "servicecidrs", .cluster, .status),
  ]

  private static let rbac: [Resource] = [
    row("rbac.authorization.k8s.io", "ClusterRoleBinding", "clusterrolebindings", .cluster),
    row("rbac.authorization.k8s.io", "ClusterRole", "clusterroles", .cluster),
    row("rbac.authorization.k8s.io", "RoleBinding", "rolebindings"),
    row("rbac.authorization.k8s.io", "Role", "roles"),
  ]

  private static let storage: [Resource] = [
    row("storage.k8s.io", "CSIDriver", "csidrivers", .cluster),
    row("storage.k8s.io", "CSINode", "csinodes", .cluster),
    row("storage.k8s.io", "CSIStorageCapacity", "csistoragecapacities"),
    row("storage.k8s.io", "StorageClass", "storageclasses", short: ["sc"], .cluster),
    row("storage.k8s.io", "VolumeAttachment", "volumeattachments", .cluster, .status),
    row("storage.k8s.io", "VolumeAttributesClass", "volumeattributesclasses", short: ["vac"], .cluster),
  ]

  private static let admission: [Resource] = [
    row("admissionregistration.k8s.io", "MutatingAdmissionPolicy", "mutatingadmissionpolicies", .cluster),
    row("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", .cluster),
    row("admissionregistration.k8s.io", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", .cluster),
    row(
      "admissionregistration.k8s.io", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", .cluster, .status),
    row(
      "admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", .cluster),
    row("admissionregistration.k8s.io", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", .cluster),
  ]

  private static let extensions: [Resource] = [
    row(
      "apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", short: ["crd", "crds"], .cluster,
      .status),
    row("apiregistration.k8s.io", "APIService", "apiservices", .cluster, .status),
  ]

  private static let others: [Resource] = [
    row(
      "certificates.k8s.io", "CertificateSigningRequest", "certificatesigningrequests", short: ["csr"], .cluster,
      .status),
    row("coordination.k8s.io", "Lease", "leases"),
    row("discovery.k8s.io", "EndpointSlice", "endpointslices"),
    row("events.k8s.io", "Event", "events", short: ["ev"], storedAs: "events"),
    row("flowcontrol.apiserver.k8s.io", "FlowSchema", "flowschemas", .cluster, .status),
    row(
      "flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration", "prioritylevelconfigurations", .cluster, .status),
    row("node.k8s.io", "RuntimeClass", "runtimeclasses", .cluster),
    row("resource.k8s.io", "DeviceClass", "deviceclasses", .cluster),
    row("resource.k8s.io", "ResourceClaim", "resourceclaims", .status),
    row("resource.k8s.io", "ResourceClaimTemplate", "resourceclaimtemplates"),
    row("resource.k8s.io", "ResourceSlice", "resourceslices", .cluster),
    row("scheduling.k8s.io", "PriorityClass", "priorityclasses", short: ["pc"], .cluster),
  ]
}
