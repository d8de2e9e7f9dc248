import Values

/// The LabelSelector that an object's spec holds: `matchLabels` and `matchExpressions`.
struct ObjectSelector {
  private enum Operation: String {
    case isIn = "In"
    case isNotIn = "NotIn"
    case exists = "Exists"
    case isMissing = "DoesNotExist"
  }

  private var requirements: [(key: String, operation: Operation, values: [String])] = []

  /// Reads a LabelSelector; what is malformed in it asks for nothing.
  init(_ object: ValueMap?) {
    self.init(equal: object?.map("matchLabels"))
    for expression in object?.maps("matchExpressions") ?? [] {
      guard let key = expression.text("key"), let operation = Operation(rawValue: expression.text("operator") ?? "")
      else { continue }
      let values = (expression.list("values") ?? []).compactMap { $0.asString?.description }
      requirements.append((key, operation, values))
    }
  }

  /// A selector that asks for exactly these labels, as a Service's.
  init(equal labels: ValueMap?) {
    requirements = Labels(labels).values.sorted { $0.key < $1.key }.map { ($0.key, .isIn, [$0.value]) }
  }

  /// Whether nothing is asked for.
  var isEmpty: Bool { requirements.isEmpty }

  /// Whether labels satisfy everything that is asked for.
  func matches(_ labels: Labels) -> Bool {
    requirements.allSatisfy { key, operation, values in
      let value = labels.values[key]
      switch operation {
      case .isIn: return value.map { values.contains($0) } ?? false
      case .isNotIn: return value.map { !values.contains($0) } ?? true
      case .exists: return value != nil
      case .isMissing: return value == nil
      }
    }
  }
}
