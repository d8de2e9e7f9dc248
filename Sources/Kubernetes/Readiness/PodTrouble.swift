internal import Values

/// Why a pod will probably not come up without help.
package struct PodTrouble: Sendable, Equatable {
  /// The kinds of trouble, which differ in how likely they are to pass.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// An image's name is none; nothing will make it one.
    case imageName
    /// An image cannot be had.
    case imagePull
    /// A container cannot be made: a Secret, ConfigMap or key that it names is missing, say.
    case configuration
    /// A container ends again and again.
    case crashLoop
    /// No node takes the pod.
    case unschedulable
    /// The controller may not create the pod: a quota, an admission check, a missing service account.
    case creation
  }

  /// The kind.
  package let kind: Kind
  /// The pod; empty where there is none yet.
  package let pod: String
  /// The container; empty where the pod as a whole is meant.
  package let container: String
  /// What Kubernetes calls it: `ImagePullBackOff`.
  package let reason: String
  /// Kubernetes' words.
  package let message: String
  /// How often the container was started again.
  package let restarts: Int

  /// A trouble by its parts.
  package init(
    _ kind: Kind, pod: String = "", container: String = "", reason: String, message: String, restarts: Int = 0
  ) {
    self.kind = kind
    self.pod = pod
    self.container = container
    self.reason = reason
    self.message = message
    self.restarts = restarts
  }

  /// One line for people: `pod web-1, container app: ImagePullBackOff: Back-off pulling image "x"`.
  package var description: String {
    var place = pod.isEmpty ? "" : "pod \(pod)"
    if !container.isEmpty { place += ", container \(container)" }
    let words = message.isEmpty ? reason : "\(reason): \(message)"
    return place.isEmpty ? words : "\(place): \(words)"
  }

  /// The troubles of a pod.
  package static func all(of pod: KubernetesObject) -> [PodTrouble] {
    var troubles: [PodTrouble] = []
    if let scheduled = pod.condition("PodScheduled"), scheduled.status == "False",
      scheduled.reason == "Unschedulable"
    {
      troubles.append(
        PodTrouble(.unschedulable, pod: pod.name, reason: "Unschedulable", message: scheduled.message))
    }
    for field: Bytes in ["initContainerStatuses", "containerStatuses"] {
      for item in pod.value("status", field)?.asList ?? [] {
        guard let map = item.asMap else { continue }
        if let trouble = ofContainer(KubernetesObject(map), pod.name) { troubles.append(trouble) }
      }
    }
    return troubles
  }

  private static func ofContainer(_ status: KubernetesObject, _ pod: String) -> PodTrouble? {
    let reason = status.text("state", "waiting", "reason")
    let restarts = status.integer("restartCount") ?? 0
    let exitCode = status.integer("lastState", "terminated", "exitCode")
    func trouble(_ kind: Kind, _ message: String) -> PodTrouble {
      PodTrouble(
        kind, pod: pod, container: status.text("name"), reason: reason.isEmpty ? "CrashLoopBackOff" : reason,
        message: message, restarts: restarts)
    }
    let message = status.text("state", "waiting", "message")
    switch reason {
    case "InvalidImageName", "ErrImageNeverPull": return trouble(.imageName, message)
    case "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable":
      return trouble(.imagePull, message)
    case "CreateContainerConfigError", "CreateContainerError", "RunContainerError":
      return trouble(.configuration, message)
    case "CrashLoopBackOff":
      let ended = exitCode.map { "exit code \($0), " } ?? ""
      return trouble(.crashLoop, "\(ended)restarted \(restarts) times" + (message.isEmpty ? "" : ": \(message)"))
    default:
      // Between two crashes the container runs for a moment.
      guard restarts >= 2, let exitCode, exitCode != 0, status.root["ready"]?.asBool == false else { return nil }
      return trouble(.crashLoop, "exit code \(exitCode), restarted \(restarts) times")
    }
  }
}
