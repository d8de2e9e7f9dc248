package import Kubernetes

/// What an operation will do to the cluster, step by step.
///
/// The plan is data: dry run, diff, JSON output and apply all read the same one.
package struct Plan {
  /// What happens to an object.
  package enum Change: String, Sendable {
    case create, update, delete
    /// The object is no longer part of the release, but stays.
    case keep
  }

  /// One object and what happens to it.
  package struct Step {
    /// What happens.
    package let change: Change
    /// Which object.
    package let target: ResolvedObject
    /// The object as the revision before this one wanted it.
    package let previous: KubernetesObject?
    /// The object as it is in the cluster.
    package let live: KubernetesObject?
    /// Why an object is kept or taken over; empty where nothing is out of the ordinary.
    package let note: String

    /// The object as it shall be; nil where it goes or stays as it is.
    package var desired: KubernetesObject? {
      change == .create || change == .update ? target.object : nil
    }
  }

  /// The steps in the order in which they are carried out.
  package var steps: [Step]

  /// The steps that write or delete an object.
  package var changes: [Step] { steps.filter { $0.change != .keep } }
  /// Whether there was no revision of the release before.
  package var isInstall: Bool { steps.allSatisfy { $0.previous == nil } }
  /// The objects that the release will consist of.
  package var desired: [ResolvedObject] { steps.filter { $0.desired != nil }.map(\.target) }
  /// The steps in groups that do not depend on each other: neighbours of one kind, created and deleted ones apart.
  package var ranks: [ArraySlice<Step>] {
    var ranks: [ArraySlice<Step>] = []
    var start = 0
    for index in steps.indices {
      let (a, b) = (steps[start], steps[index])
      if a.target.mapping.gvk.kind != b.target.mapping.gvk.kind || (a.change == .delete) != (b.change == .delete) {
        ranks.append(steps[start..<index])
        start = index
      }
    }
    if start < steps.count { ranks.append(steps[start...]) }
    return ranks
  }
}
