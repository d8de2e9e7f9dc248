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

  /// Whether the first kind comes before the second: unknown kinds come last, in alphabetical order of theirs.
  package func precedes(_ a: String, _ b: String) -> Bool {
    switch (ranks[a], ranks[b]) {
    case (nil, nil): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (nil, _): false
    case (_, nil): true
    case (let first?, let second?): first < second
    }
  }

  /// The items in this order; items of one kind keep theirs.
  package func sorted<Item>(_ items: [Item], by kind: (Item) -> String) -> [Item] {
    let kinds = items.map(kind)
    let places = kinds.map { ranks[$0] ?? .max }
    let order = items.indices.sorted { a, b in
      if places[a] != places[b] { return places[a] < places[b] }
      if places[a] == .max, kinds[a] != kinds[b] { return precedes(kinds[a], kinds[b]) }
      // The position breaks ties: the standard library does not promise a stable sort.
      return a < b
    }
    return order.map { items[$0] }
  }
}
