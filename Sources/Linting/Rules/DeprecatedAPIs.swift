import Rendering

/// API versions that Kubernetes has deprecated, as the client library of Helm 4.3.1 knows them (k8s.io/api's
/// `+k8s:prerelease-lifecycle-gen` tags).
enum DeprecatedAPIs {
  /// Kinds of one API version that went the same way.
  ///
  /// Numbers are minor versions of Kubernetes 1.
  private struct Row {
    let apiVersion: String
    let deprecated: Int
    let removed: Int?
    let replacement: String?
    /// The kinds; `Old=New` where the replacement is called otherwise.
    let kinds: String

    init(_ apiVersion: String, _ deprecated: Int, _ removed: Int?, _ replacement: String?, _ kinds: String) {
      self.apiVersion = apiVersion
      self.deprecated = deprecated
      self.removed = removed
      self.replacement = replacement
      self.kinds = kinds
    }

    /// The replacing kind, where the row speaks of a kind.
    func replacingKind(of kind: String) -> String? {
      for word in kinds.split(separator: " ") {
        let parts = word.split(separator: "=")
        if parts.first.map(String.init) == kind { return parts.last.map(String.init) }
      }
      return nil
    }
  }

  /// Helm's warning about an API version, where the Kubernetes version has deprecated it.
  static func warning(_ apiVersion: String, _ kind: String, in version: KubeVersion) -> String? {
    guard let (row, newKind) = find(apiVersion, kind, in: known), version.isAtLeast(minor: row.deprecated) else {
      return nil
    }
    return text(row, apiVersion, kind, newKind)
  }

  /// A warning about an API version that the Kubernetes version no longer serves and that Helm has forgotten, with the
  /// API version to take in its place.
  static func removal(
    _ apiVersion: String, _ kind: String, in version: KubeVersion
  ) -> (text: String, replacement: String?)? {
    guard let (row, newKind) = find(apiVersion, kind, in: forgotten), let removed = row.removed,
      version.isAtLeast(minor: removed)
    else { return nil }
    let use = row.replacement.map { "; use \($0) \(newKind)" } ?? ""
    return ("\(apiVersion) \(kind) is unavailable since v1.\(removed)\(use)", row.replacement)
  }

  private static func find(_ apiVersion: String, _ kind: String, in rows: [Row]) -> (Row, String)? {
    for row in rows where row.apiVersion == apiVersion {
      if let newKind = row.replacingKind(of: kind) { return (row, newKind) }
    }
    return nil
  }

  private static func text(_ row: Row, _ apiVersion: String, _ kind: String, _ newKind: String) -> String {
    "\(apiVersion) \(kind) is deprecated in v1.\(row.deprecated)+"
      + (row.removed.map { ", unavailable in v1.\($0)+" } ?? "")
      + (row.replacement.map { "; use \($0) \(newKind)" } ?? "")
  }

  /// What Helm's client library no longer knows, and its check therefore passes over.
  private static let forgotten = [
    Row("apiextensions.k8s.io/v1beta1", 16, 22, "apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    Row("apiregistration.k8s.io/v1beta1", 19, 22, "apiregistration.k8s.io/v1", "APIService"),
    Row("autoscaling/v2beta1", 22, 25, "autoscaling/v2", "HorizontalPodAutoscaler"),
    Row("autoscaling/v2beta2", 23, 26, "autoscaling/v2", "HorizontalPodAutoscaler"),
    Row("batch/v2alpha1", 16, 21, "batch/v1", "CronJob"),
    Row("extensions/v1beta1", 11, 16, nil, "PodSecurityPolicy"),
    Row("policy/v1beta1", 21, 25, nil, "PodSecurityPolicy"),
  ]

  private static let known = [
    Row("v1", 19, nil, nil, "ComponentStatus ComponentStatusList"),
    Row("v1", 33, nil, "discovery.k8s.io/v1", "Endpoints=EndpointSlice EndpointsList=EndpointSliceList"),
    Row(
      "admissionregistration.k8s.io/v1alpha1", 29, 32, nil,
      "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingAdmissionPolicyList "
        + "ValidatingAdmissionPolicyBindingList"),
    Row(
      "admissionregistration.k8s.io/v1alpha1", 35, 38, nil,
      "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingAdmissionPolicyList "
        + "MutatingAdmissionPolicyBindingList"),
    Row(
      "admissionregistration.k8s.io/v1beta1", 16, 22, "admissionregistration.k8s.io/v1",
      "MutatingWebhookConfiguration ValidatingWebhookConfiguration MutatingWebhookConfigurationList "
        + "ValidatingWebhookConfigurationList"),
    Row(
      "admissionregistration.k8s.io/v1beta1", 31, 34, nil,
      "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingAdmissionPolicyList "
        + "ValidatingAdmissionPolicyBindingList"),
    Row(
      "admissionregistration.k8s.io/v1beta1", 37, 40, "admissionregistration.k8s.io/v1",
      "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingAdmissionPolicyList "
        + "MutatingAdmissionPolicyBindingList"),
    Row(
      "apps/v1beta1", 8, 16, "apps/v1",
      "ControllerRevision Deployment StatefulSet DeploymentRollback ControllerRevisionList "
        + "DeploymentList StatefulSetList"),
    Row("apps/v1beta1", 8, 16, "autoscaling/v1", "Scale"),
    Row(
      "apps/v1beta2", 9, 16, "apps/v1",
      "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet ControllerRevisionList "
        + "DaemonSetList DeploymentList ReplicaSetList StatefulSetList"),
    Row("apps/v1beta2", 9, 16, "autoscaling/v1", "Scale"),
    Row("authentication.k8s.io/v1alpha1", 29, 32, nil, "SelfSubjectReview"),
    Row("authentication.k8s.io/v1beta1", 19, 22, "authentication.k8s.io/v1", "TokenReview"),
    Row("authentication.k8s.io/v1beta1", 30, 33, nil, "SelfSubjectReview"),
    Row(
      "authorization.k8s.io/v1beta1", 19, 22, "authorization.k8s.io/v1",
      "SubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview LocalSubjectAccessReview"),
    Row("batch/v1beta1", 21, 25, "batch/v1", "CronJob CronJobList"),
    Row(
      "certificates.k8s.io/v1beta1", 19, 22, "certificates.k8s.io/v1",
      "CertificateSigningRequest CertificateSigningRequestList"),
    Row(
      "certificates.k8s.io/v1beta1", 37, 40, "certificates.k8s.io/v1",
      "ClusterTrustBundle PodCertificateRequest ClusterTrustBundleList PodCertificateRequestList"),
    Row("certificates.k8s.io/v1alpha1", 34, 37, nil, "ClusterTrustBundle ClusterTrustBundleList"),
    Row("coordination.k8s.io/v1alpha2", 35, 38, nil, "LeaseCandidate LeaseCandidateList"),
    Row("coordination.k8s.io/v1beta1", 19, 22, "coordination.k8s.io/v1", "Lease LeaseList"),
    Row("coordination.k8s.io/v1beta1", 36, 39, nil, "LeaseCandidate LeaseCandidateList"),
    Row("discovery.k8s.io/v1beta1", 21, 25, "discovery.k8s.io/v1", "EndpointSlice EndpointSliceList=EndpointSlice"),
    Row("events.k8s.io/v1beta1", 22, 25, nil, "Event EventList"),
    Row(
      "extensions/v1beta1", 8, 16, "apps/v1",
      "DaemonSet Deployment ReplicaSet DaemonSetList DeploymentList ReplicaSetList"),
    Row("extensions/v1beta1", 2, 16, nil, "Scale"),
    Row("extensions/v1beta1", 8, 16, nil, "DeploymentRollback"),
    Row("extensions/v1beta1", 14, 22, "networking.k8s.io/v1", "Ingress IngressList"),
    Row("extensions/v1beta1", 9, 16, "networking.k8s.io/v1", "NetworkPolicy NetworkPolicyList"),
    Row(
      "flowcontrol.apiserver.k8s.io/v1beta1", 23, 26, "flowcontrol.apiserver.k8s.io/v1beta3",
      "FlowSchema PriorityLevelConfiguration FlowSchemaList PriorityLevelConfigurationList"),
    Row(
      "flowcontrol.apiserver.k8s.io/v1beta2", 26, 29, "flowcontrol.apiserver.k8s.io/v1beta3",
      "FlowSchema PriorityLevelConfiguration FlowSchemaList PriorityLevelConfigurationList"),
    Row(
      "flowcontrol.apiserver.k8s.io/v1beta3", 29, 32, "flowcontrol.apiserver.k8s.io/v1",
      "FlowSchema PriorityLevelConfiguration FlowSchemaList PriorityLevelConfigurationList"),
    Row("lifecycle.k8s.io/v1alpha1", 40, 43, nil, "Eviction EvictionList"),
    Row(
      "networking.k8s.io/v1beta1", 19, 22, "networking.k8s.io/v1",
      "Ingress IngressClass=IngressClassList IngressList IngressClassList"),
    Row("networking.k8s.io/v1beta1", 34, 37, nil, "IPAddress ServiceCIDR IPAddressList ServiceCIDRList"),
    Row("node.k8s.io/v1beta1", 22, 25, nil, "RuntimeClass RuntimeClassList"),
    Row("policy/v1beta1", 21, 25, "policy/v1", "PodDisruptionBudget PodDisruptionBudgetList"),
    Row("policy/v1beta1", 22, 25, nil, "Eviction"),
    Row(
      "rbac.authorization.k8s.io/v1beta1", 17, 22, "rbac.authorization.k8s.io/v1",
      "Role ClusterRole RoleBinding ClusterRoleBinding RoleList ClusterRoleList RoleBindingList "
        + "ClusterRoleBindingList"),
    Row(
      "resource.k8s.io/v1beta2", 36, 39, nil,
      "ResourceClaim ResourceClaimTemplate ResourceSlice DeviceClass ResourceClaimList "
        + "ResourceClaimTemplateList ResourceSliceList DeviceClassList"),
    Row("resource.k8s.io/v1beta2", 39, 42, nil, "DeviceTaintRule DeviceTaintRuleList"),
    Row(
      "resource.k8s.io/v1beta1", 35, 38, nil,
      "ResourceClaim ResourceClaimTemplate ResourceSlice DeviceClass ResourceClaimList "
        + "ResourceClaimTemplateList ResourceSliceList DeviceClassList"),
    Row("resource.k8s.io/v1alpha3", 36, 39, nil, "DeviceTaintRule DeviceTaintRuleList"),
    Row("resource.k8s.io/v1alpha3", 39, 42, nil, "ResourcePoolStatusRequest ResourcePoolStatusRequestList"),
    Row("scheduling.k8s.io/v1beta1", 14, 22, "scheduling.k8s.io/v1", "PriorityClass PriorityClassList"),
    Row("scheduling.k8s.io/v1beta1", 40, 43, nil, "Workload WorkloadList"),
    Row(
      "storage.k8s.io/v1beta1", 19, 22, "storage.k8s.io/v1",
      "StorageClass VolumeAttachment CSIDriver StorageClassList VolumeAttachmentList CSIDriverList"),
    Row("storage.k8s.io/v1beta1", 17, 22, "storage.k8s.io/v1", "CSINode CSINodeList=CSINode"),
    Row("storage.k8s.io/v1beta1", 24, 27, "storage.k8s.io/v1", "CSIStorageCapacity CSIStorageCapacityList"),
    Row("storage.k8s.io/v1beta1", 34, 37, "storage.k8s.io/v1", "VolumeAttributesClass VolumeAttributesClassList"),
    Row("storage.k8s.io/v1alpha1", 21, 24, "storage.k8s.io/v1", "VolumeAttachment VolumeAttachmentList"),
    Row("storage.k8s.io/v1alpha1", 21, 24, "storage.k8s.io/v1beta1", "CSIStorageCapacity CSIStorageCapacityList"),
    Row("storage.k8s.io/v1alpha1", 32, 35, "storage.k8s.io/v1", "VolumeAttributesClass VolumeAttributesClassList"),
    Row(
      "storagemigration.k8s.io/v1beta1", 37, 40, "storagemigration.k8s.io/v1",
      "StorageVersionMigration StorageVersionMigrationList"),
  ]
}

extension KubeVersion {
  /// Whether this is the minor version of Kubernetes 1 or a later one.
  fileprivate func isAtLeast(minor wanted: Int) -> Bool {
    guard let major = Int(major), let minor = Int(minor) else { return false }
    return major != 1 ? major > 1 : minor >= wanted
  }
}
