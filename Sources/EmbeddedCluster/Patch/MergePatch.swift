import Values

/// JSON Merge Patch, RFC 7386.
enum MergePatch {
  /// The target with a patch's values over its own; null removes.
  static func apply(_ patch: Value, to target: Value) -> Value {
    guard let patch = patch.asMap else { return patch }
    let result = target.asMap?.shallowCopy() ?? ValueMap()
    for entry in patch.entries {
      if case .null = entry.value {
        result[entry.key] = nil
      } else {
        result[entry.key] = apply(entry.value, to: result[entry.key] ?? .null)
      }
    }
    return .map(result)
  }
}
