internal import Kubernetes
package import Values
internal import YAML

/// A plan for people and for programs.
extension Plan {
  /// The lines that the plan changes, object by object, in the form of `diff -u`.
  ///
  /// Compared are the manifests, as the revision before had them and as they will be: what controllers and defaults add
  /// in the cluster is no change. The values of Secrets are not shown, only that they differ.
  ///
  /// - Parameter context: how many unchanged lines stand around a change.
  package func diff(context: Int = 3) -> String {
    var text = ""
    for step in steps {
      let name = "\(step.target.reference.path) (\(step.target.mapping.gvk.apiVersion))"
      switch step.change {
      case .keep: text += "= \(name): \(step.note)\n"
      case .create, .update, .delete:
        let changes = Self.changes(step, context)
        if changes.isEmpty { continue }
        let origin = step.note.isEmpty ? "" : ", \(step.note)"
        text += "\(step.change.mark) \(name): \(step.change.rawValue)\(origin)\n\(changes)"
      }
    }
    return text
  }

  /// Whether an object's manifest is another after a step of the plan than before it.
  package func altersManifest(_ step: Step) -> Bool { !Self.changes(step, 0).isEmpty }

  private static func changes(_ step: Step, _ context: Int) -> String {
    let old = step.change == .create ? [] : lines(step.previous ?? step.live, comparedTo: nil)
    return LineDiff.unified(old, lines(step.desired, comparedTo: step.previous), context: context)
  }

  /// The plan as data: each step's change, object and note.
  package var value: Value {
    .list(
      steps.map { step in
        let reference = step.target.reference
        var entries: [(Bytes, Value)] = [
          ("change", .string(step.change.rawValue)), ("apiVersion", .string(reference.gvk.apiVersion)),
          ("kind", .string(reference.gvk.kind)), ("name", .string(reference.name)),
        ]
        if !reference.namespace.isEmpty { entries.append(("namespace", .string(reference.namespace))) }
        if !step.note.isEmpty { entries.append(("note", .string(step.note))) }
        return .map(ValueMap(entries))
      })
  }

  private static func lines(_ object: KubernetesObject?, comparedTo previous: KubernetesObject?) -> [Substring] {
    guard let object else { return [] }
    let shown = object.copy()
    // What only the release's marks and the server add is the same for every object.
    Ownership.unmark(shown)
    shown.root["status"] = nil
    for field: Bytes in ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"] {
      shown.metadata[field] = nil
    }
    if shown.kind == "Secret" { hideValues(of: shown, comparedTo: previous) }
    guard let text = try? YAML.encode(.map(shown.root)) else { return [] }
    return String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
  }

  private static func hideValues(of secret: KubernetesObject, comparedTo previous: KubernetesObject?) {
    for field: Bytes in ["data", "stringData"] {
      guard let data = secret.root[field]?.asMap else { continue }
      for entry in data.entries {
        let before = previous?.value(field, entry.key)
        let isSame = before.map { $0.isSameJSON(as: entry.value) } ?? false
        data[entry.key] = .string(isSame || before == nil ? "(hidden)" : "(hidden, changed)")
      }
    }
  }
}

extension Plan.Change {
  fileprivate var mark: String {
    switch self {
    case .create: "+"
    case .update: "~"
    case .delete: "-"
    case .keep: "="
    }
  }
}
