package import Kubernetes
internal import Values

/// The marks by which Helm tells which release an object belongs to.
package struct Ownership: Sendable {
  /// The release's name.
  package let name: String
  /// The release's namespace.
  package let namespace: String

  /// The marks of a release.
  package init(name: String, namespace: String) {
    self.name = name
    self.namespace = namespace
  }

  private static let managedBy = "app.kubernetes.io/managed-by"
  private static let helm = "Helm"
  private static let releaseName = "meta.helm.sh/release-name"
  private static let releaseNamespace = "meta.helm.sh/release-namespace"

  /// Marks an object as the release's.
  package func mark(_ object: KubernetesObject) {
    object.setLabel(Self.managedBy, Self.helm)
    object.setAnnotation(Self.releaseName, name)
    object.setAnnotation(Self.releaseNamespace, namespace)
  }

  /// Takes all marks off an object.
  static func unmark(_ object: KubernetesObject) {
    for (field, keys) in [("labels" as Bytes, [managedBy]), ("annotations", [releaseName, releaseNamespace])] {
      guard let marks = object.metadata[field]?.asMap else { continue }
      for key in keys { marks[Bytes(key)] = nil }
      if marks.isEmpty { object.metadata[field] = nil }
    }
  }

  /// Whether an object bears the release's marks.
  package func owns(_ object: KubernetesObject) -> Bool { problem(with: object) == nil }

  /// What is wrong with an object's marks, in Helm's words; nil for nothing.
  package func problem(with object: KubernetesObject) -> String? {
    let annotations = object.annotations
    let problems = [
      Self.problem(object.labels, Self.managedBy, Self.helm).map { "label validation error: \($0)" },
      Self.problem(annotations, Self.releaseName, name).map { "annotation validation error: \($0)" },
      Self.problem(annotations, Self.releaseNamespace, namespace).map { "annotation validation error: \($0)" },
    ].compactMap { $0 }
    return problems.isEmpty ? nil : "invalid ownership metadata; " + problems.joined(separator: "; ")
  }

  private static func problem(_ marks: [String: String], _ key: String, _ wanted: String) -> String? {
    guard let value = marks[key] else { return "missing key \"\(key)\": must be set to \"\(wanted)\"" }
    return value == wanted ? nil : "key \"\(key)\" must equal \"\(wanted)\": current value is \"\(value)\""
  }
}
