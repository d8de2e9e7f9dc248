internal import Kubernetes
internal import Values

/// The three-way merge that is made here where the server does not apply objects itself (`--server-side=false`).
enum ClientSideMerge {
  /// The patch that a step needs, strategic where the kind is built in; nil where nothing is to be done.
  ///
  /// An object that the revision before did not have, and that is taken over, loses nothing.
  static func patch(
    for step: Plan.Step, live: KubernetesObject
  ) throws(PatchError) -> (KubernetesRequest.Patch, ValueMap)? {
    let desired = step.target.object
    guard let schema = PatchSchema(clientSide: step.target.mapping.gvk) else {
      let patch = JSONMergeDiff.patch(previous: step.previous?.root, desired: desired.root, live: live.root)
      return patch.isEmpty ? nil : (.merge, patch)
    }
    let patch = try StrategicMergeDiff.patch(
      previous: step.previous?.root ?? ValueMap(), desired: desired.root, live: live.root, schema)
    return patch.isEmpty ? nil : (.strategicMerge, patch)
  }
}
