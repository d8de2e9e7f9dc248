/// What an object is stored under.
struct ObjectKey: Hashable, Sendable {
  /// The plural and the group, such as `deployments.apps`, whatever version it was written in.
  let resource: String
  /// Empty for cluster-wide objects.
  let namespace: String
  /// The object's name.
  let name: String
}
