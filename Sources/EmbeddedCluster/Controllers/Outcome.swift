import Values

/// How a workload's pods end up: well, unless its annotation asks for trouble.
enum Outcome: String {
  /// The pods become ready, or run to their end.
  case healthy
  /// The containers crash.
  case fail
  /// The pods never start.
  case pending

  /// The annotation by which a workload, its pod template or a pod asks for an outcome.
  static let annotation: Bytes = "embedded.chart/outcome"

  /// What an object's own annotation asks for.
  init(annotationOf object: ValueMap?) {
    self = object?.annotation(Self.annotation).flatMap(Outcome.init) ?? .healthy
  }

  /// What a workload asks for its pods: its own annotation goes before its template's.
  init(ofWorkload workload: ValueMap) {
    let own = Outcome(annotationOf: workload)
    self = own != .healthy ? own : Outcome(annotationOf: workload.spec.map("template"))
  }

  /// Writes the outcome into an object's annotations.
  func store(in object: ValueMap) {
    let metadata = object.child("metadata")
    if self == .healthy {
      metadata.map("annotations")?[Self.annotation] = nil
      if let left = metadata.map("annotations"), left.isEmpty { metadata["annotations"] = nil }
    } else {
      metadata.child("annotations")[Self.annotation] = .string(rawValue)
    }
  }
}
