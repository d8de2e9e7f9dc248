internal import Kubernetes
internal import Values

/// The JSON merge patch that brings an object from what it is to what it shall be.
///
/// A field that the revision before had and this one has not is removed; a field that neither has is somebody else's
/// and stays. Lists are taken as a whole, as in JSON merge patch; Helm merges those of built-in kinds element by element.
enum ThreeWayMerge {
  /// The patch, empty where nothing is to be done.
  static func patch(previous: KubernetesObject?, desired: KubernetesObject, live: KubernetesObject) -> ValueMap {
    patch(previous?.root, desired.root, live.root)
  }

  private static func patch(_ previous: ValueMap?, _ desired: ValueMap, _ live: ValueMap) -> ValueMap {
    let patch = ValueMap()
    for entry in desired.entries {
      let current = live[entry.key]
      if let wanted = entry.value.asMap, let current = current?.asMap {
        let inner = self.patch(previous?[entry.key]?.asMap, wanted, current)
        if !inner.isEmpty { patch[entry.key] = .map(inner) }
      } else if current == nil || !isEqual(entry.value, current ?? .null) {
        // In a merge patch null means "remove": a null that is already absent needs nothing.
        if entry.value.isNil, current == nil { continue }
        patch[entry.key] = entry.value
      }
    }
    for entry in previous?.entries ?? [] where desired[entry.key] == nil && live[entry.key] != nil {
      patch[entry.key] = .null
    }
    return patch
  }

  /// Whether two values are the same as JSON.
  static func isEqual(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.list(let a, _), .list(let b, _)): a.count == b.count && zip(a, b).allSatisfy { isEqual($0, $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a.entries, b.entries).allSatisfy { $0.key == $1.key && isEqual($0.value, $1.value) }
    default: number(a).flatMap { a in number(b).map { $0 == a } } ?? false
    }
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let n, _): Double(n)
    case .float(let d): d
    case .number(let digits): Double(digits.description)
    default: nil
    }
  }
}
