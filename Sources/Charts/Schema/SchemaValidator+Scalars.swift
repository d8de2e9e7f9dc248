internal import RegularExpressions
internal import Values

// Rules for strings and numbers, and what it means for two values to be equal.
extension SchemaValidator {
  func check(_ text: Bytes, _ node: SchemaNode, _ issues: inout [SchemaIssue]) {
    if node.minLength != nil || node.maxLength != nil {
      let length = String(decoding: text.storage, as: UTF8.self).unicodeScalars.count
      if let least = node.minLength, length < least { issues.append(count("minLength", length, least)) }
      if let most = node.maxLength, length > most { issues.append(count("maxLength", length, most)) }
    }
    if let pattern = node.pattern, !pattern.matches(text.storage) {
      issues.append(
        issue("\(SchemaText.quoted(text)) does not match pattern \(SchemaText.quoted(Bytes(pattern.source)))"))
    }
  }

  func check(_ number: SchemaNumber, _ node: SchemaNode, _ issues: inout [SchemaIssue]) {
    func compare(_ keyword: String, _ limit: SchemaNumber?, _ isWrong: (Int) -> Bool) {
      guard let limit, isWrong(number.compare(limit)) else { return }
      issues.append(issue("\(keyword): got \(number.localized), want \(limit.localized)"))
    }
    compare("minimum", node.minimum) { $0 < 0 }
    compare("maximum", node.maximum) { $0 > 0 }
    compare("exclusiveMinimum", node.exclusiveMinimum) { $0 <= 0 }
    compare("exclusiveMaximum", node.exclusiveMaximum) { $0 >= 0 }
    if let step = node.multipleOf, !number.isMultiple(of: step) {
      issues.append(issue("multipleOf: got \(number.localized), want \(step.localized)"))
    }
  }

  func count(_ keyword: String, _ got: Int, _ want: Int) -> SchemaIssue {
    issue("\(keyword): got \(SchemaText.localized(got)), want \(SchemaText.localized(want))")
  }

  static func equal(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.map(let left), .map(let right)):
      return left.count == right.count
        && left.entries.allSatisfy { entry in right[entry.key].map { equal(entry.value, $0) } ?? false }
    case (.list(let left, _), .list(let right, _)):
      return left.count == right.count && zip(left, right).allSatisfy(equal)
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let left), .string(let right)): return left == right
    default:
      guard let left = SchemaNumber(a), let right = SchemaNumber(b) else { return false }
      return left.compare(right) == 0
    }
  }

  static func duplicates(_ items: [Value]) -> (Int, Int)? {
    // Equal values have equal keys; only among those is compared.
    var seen: [String: [Int]] = [:]
    for (index, item) in items.enumerated() {
      let key = hashKey(item)
      for earlier in seen[key] ?? [] where equal(item, items[earlier]) { return (earlier, index) }
      seen[key, default: []].append(index)
    }
    return nil
  }

  private static func hashKey(_ value: Value) -> String {
    switch value {
    case .map(let map): "{" + map.entries.map { "\($0.key):\(hashKey($0.value))" }.joined(separator: ",")
    case .list(let items, _): "[" + items.map(hashKey).joined(separator: ",")
    case .integer, .float, .number: "n\(SchemaNumber(value)?.double ?? 0)"
    case .string(let text): "s\(text)"
    default: GoPrint.printed(value)
    }
  }
}
