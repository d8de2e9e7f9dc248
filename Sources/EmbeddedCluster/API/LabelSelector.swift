import Values

/// A label selector: `a=b,c!=d,e in (f,g),h notin (i),j,!k`, or a LabelSelector object of a workload.
struct LabelSelector {
  private enum Operation: Equatable {
    case isIn, isNotIn, exists, isMissing
    case isGreater, isLess
  }

  private struct Requirement {
    let key: String
    let operation: Operation
    let values: [String]

    func matches(_ labels: Labels) -> Bool {
      let value = labels.values[key]
      switch operation {
      case .isIn: return value.map { values.contains($0) } ?? false
      case .isNotIn: return value.map { !values.contains($0) } ?? true
      case .exists: return value != nil
      case .isMissing: return value == nil
      case .isGreater, .isLess:
        guard let value, let a = Int64(value), let b = values.first.flatMap({ Int64($0) }) else { return false }
        return operation == .isGreater ? a > b : a < b
      }
    }
  }

  private var requirements: [Requirement] = []

  /// Whether labels satisfy every requirement.
  func matches(_ labels: Labels) -> Bool { requirements.allSatisfy { $0.matches(labels) } }

  /// Whether nothing is required.
  var isEmpty: Bool { requirements.isEmpty }

  /// The selector that a workload's spec holds: matchLabels and matchExpressions.
  init(object: ValueMap?) {
    self.init(equal: object?.map("matchLabels"))
    for expression in object?.maps("matchExpressions") ?? [] {
      let values = (expression.list("values") ?? []).compactMap { $0.asString?.description }
      let operation: Operation? =
        switch expression.text("operator") {
        case "In": .isIn
        case "NotIn": .isNotIn
        case "Exists": .exists
        case "DoesNotExist": .isMissing
        default: nil
        }
      guard let key = expression.text("key"), let operation else { continue }
      requirements.append(Requirement(key: key, operation: operation, values: values))
    }
  }

  /// A selector that asks for exactly these labels.
  init(equal labels: ValueMap?) {
    requirements = Labels(labels).values.sorted { $0.key < $1.key }
      .map { Requirement(key: $0.key, operation: .isIn, values: [$0.value]) }
  }

  /// The selector that a query holds.
  init(_ text: String) throws(APIError) {
    for part in Self.split(text) {
      requirements.append(try Self.requirement(part, in: text))
    }
  }

  /// The parts between the commas that stand outside parentheses.
  private static func split(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth <= 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    parts.append(text[start...])
    return parts.map(trim).filter { !$0.isEmpty }
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }

  private static func requirement(_ part: Substring, in whole: String) throws(APIError) -> Requirement {
    if part.first == "!" {
      return try make(trim(part.dropFirst()), .isMissing, [], whole)
    }
    if let equals = part.firstIndex(where: { "=!<>".contains($0) }) {
      let sign = part[equals...].prefix { "=!<>".contains($0) }
      let value = String(trim(part[sign.endIndex...]))
      let key = trim(part[..<equals])
      switch sign {
      case "=", "==": return try make(key, .isIn, [value], whole)
      case "!=": return try make(key, .isNotIn, [value], whole)
      case ">" where Int64(value) != nil: return try make(key, .isGreater, [value], whole)
      case "<" where Int64(value) != nil: return try make(key, .isLess, [value], whole)
      default: throw unparsable(whole)
      }
    }
    if let open = part.firstIndex(of: "(") {
      guard part.last == ")" else { throw unparsable(whole) }
      let head = part[..<open].split(separator: " ")
      let inner = part[part.index(after: open)..<part.index(before: part.endIndex)]
      let values = inner.split(separator: ",", omittingEmptySubsequences: false).map { String(trim($0)) }
      guard head.count == 2, ["in", "notin"].contains(head[1]) else { throw unparsable(whole) }
      return try make(head[0], head[1] == "in" ? .isIn : .isNotIn, values, whole)
    }
    return try make(part, .exists, [], whole)
  }

  private static func make(
    _ key: Substring, _ operation: Operation, _ values: [String], _ whole: String
  ) throws(APIError) -> Requirement {
    guard Names.problemWithQualifiedName(String(key)) == nil,
      values.allSatisfy({ Names.problemWithLabelValue($0) == nil })
    else { throw unparsable(whole) }
    return Requirement(key: String(key), operation: operation, values: values)
  }

  private static func unparsable(_ text: String) -> APIError {
    .badRequest("unable to parse requirement: invalid label selector: \(text)")
  }
}
