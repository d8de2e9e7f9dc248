package import Values

extension Value {
  /// Whether two values are the same as JSON: numbers by what they are, not by how they are kept.
  package func isSameJSON(as other: Value) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.list(let a, _), .list(let b, _)): a.count == b.count && zip(a, b).allSatisfy { $0.isSameJSON(as: $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a.entries, b.entries).allSatisfy { $0.key == $1.key && $0.value.isSameJSON(as: $1.value) }
    case (.integer(let a, _), .integer(let b, _)): a == b
    default: jsonNumber.flatMap { a in other.jsonNumber.map { $0 == a } } ?? false
    }
  }

  private var jsonNumber: Double? {
    switch self {
    case .integer(let n, _): Double(n)
    case .float(let d): d
    case .number(let digits): Double(digits.description)
    default: nil
    }
  }
}
