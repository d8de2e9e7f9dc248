/// An order in which kinds are installed or removed.
package struct KindOrder: Sendable {
  private let ranks: [String: Int]
  /// The kinds that have a rank, in order.
  package let kinds: [String]

  private init(_ kinds: [String]) {
    self.kinds = kinds
    ranks = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, $0) })
  }

  /// The order of installation, as Helm's InstallOrder: what others need comes first.
  package static let install = KindOrder([
    "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy",
    "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass", "PersistentVolume",
    "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleList", "ClusterRoleBinding",
    "ClusterRoleBindingList", "Role", "RoleList", "RoleBinding", "RoleBindingList", "Service", "DaemonSet", "Pod",
    "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob",
    "IngressClass", "Ingress", "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
  ])

  /// The order of removal, as Helm's UninstallOrder.
  package static let uninstall = KindOrder([
    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "Ingress", "IngressClass",
    "Service", "CronJob", "Job", "StatefulSet", "HorizontalPodAutoscaler", "Deployment", "ReplicaSet",
    "ReplicationController", "Pod", "DaemonSet", "RoleBindingList", "RoleBinding", "RoleList", "Role",
    "ClusterRoleBindingList", "ClusterRoleBinding", "ClusterRoleList", "ClusterRole", "CustomResourceDefinition",
    "PersistentVolumeClaim", "PersistentVolume", "StorageClass", "ConfigMap", "SecretList", "Secret", "ServiceAccount",
    "PodDisruptionBudget", "PodSecurityPolicy", "LimitRange", "ResourceQuota", "NetworkPolicy", "Namespace",
    "PriorityClass",
  ])

  /// The items in this order, unknown kinds last and by name; items of one kind keep theirs.
  @inlinable
  package func sorted<Item>(_ items: [Item], by kind: (Item) -> String) -> [Item] {
    places(of: items.map(kind)).map { items[$0] }
  }

  /// The indexes of the kinds in this order.
  package func places(of kinds: [String]) -> [Int] {
    let keys = kinds.map { ranks[$0] ?? Int.max }
    return kinds.indices.sorted { a, b in
      if keys[a] != keys[b] { return keys[a] < keys[b] }
      if keys[a] == Int.max, kinds[a] != kinds[b] { return kinds[a].utf8.lexicographicallyPrecedes(kinds[b].utf8) }
      // The position breaks ties: the standard library does not promise a stable sort.
      return a < b
    }
  }
}
