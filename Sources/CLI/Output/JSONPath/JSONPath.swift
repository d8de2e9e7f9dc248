import Templating
package import Values

/// A JSONPath template, as `kubectl -o jsonpath` and `helm show values --jsonpath` have them.
///
/// As client-go's util/jsonpath: values that a path finds stand with a space between them, maps and lists as JSON. A key
/// that is not there gives no output at all, as in Helm, which drops that error.
package struct JSONPath {
  private let nodes: [JSONPathNode]

  /// A template by its text.
  package init(_ text: String) throws(CommandError) {
    nodes = try JSONPathParser.parse(text)
  }

  /// What the template prints of a value.
  package func text(_ value: Value) -> [UInt8] {
    var out: [UInt8] = []
    do throws(Missing) {
      try Self.append(nodes, value, to: &out)
    } catch {
      return []
    }
    return out
  }

  /// A key, index or type that is not there.
  private struct Missing: Error {}

  private static func append(_ nodes: [JSONPathNode], _ value: Value, to out: inout [UInt8]) throws(Missing) {
    for node in nodes {
      switch node {
      case .text(let text): out += Array(text.utf8)
      case .path(let steps):
        for (index, found) in try find(steps, value).enumerated() {
          if index > 0 { out.append(UInt8(ascii: " ")) }
          append(found, to: &out)
        }
      case .range(let steps, let body):
        for found in try find(steps, value) { try append(body, found, to: &out) }
      }
    }
  }

  private static func append(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .map, .list, .null:
      // Only numbers that are no JSON (NaN) cannot be encoded, and no YAML or JSON file holds one as a value here.
      if let json = try? JSON.encode(value) { out += json }
    default:
      if let text = try? GoFormat.sprint([value]) { out += text.storage }
    }
  }

  private static func find(_ steps: [JSONPathStep], _ value: Value) throws(Missing) -> [Value] {
    var values = [value]
    var isLenient = false
    for step in steps {
      var next: [Value] = []
      for value in values {
        do throws(Missing) {
          next += try find(step, value)
        } catch {
          // Of all that lies below a value, most has not the key that is looked for.
          if !isLenient { throw error }
        }
      }
      values = next
      isLenient = step == .recursive
    }
    return values
  }

  private static func find(_ step: JSONPathStep, _ value: Value) throws(Missing) -> [Value] {
    switch step {
    case .field(let name):
      if let found = value.asMap?[Bytes(name)] { return [found] }
      throw Missing()
    case .wildcard:
      return children(value)
    case .recursive:
      return descendants(value, depth: 0)
    case .index(let index):
      guard let list = value.asList else { throw Missing() }
      let position = index < 0 ? index + list.count : index
      guard list.indices.contains(position) else { throw Missing() }
      return [list[position]]
    case .slice(let start, let end, let stride):
      guard let list = value.asList else { throw Missing() }
      return slice(list, start, end, stride ?? 1)
    case .filter(let left, let operation, let right):
      return children(value).filter { holds(left, operation, right, $0) }
    case .union(let paths):
      var found: [Value] = []
      for path in paths { found += try find(path, value) }
      return found
    }
  }

  private static func children(_ value: Value) -> [Value] {
    value.asList ?? value.asMap?.entries.map(\.value) ?? []
  }

  private static func descendants(_ value: Value, depth: Int) -> [Value] {
    guard depth < 1_000 else { return [] }
    return [value] + children(value).flatMap { descendants($0, depth: depth + 1) }
  }

  private static func slice(_ list: [Value], _ start: Int?, _ end: Int?, _ stride: Int) -> [Value] {
    guard stride > 0 else { return [] }
    func position(_ index: Int) -> Int { min(max(index < 0 ? index &+ list.count : index, 0), list.count) }
    let from = position(start ?? 0)
    let to = position(end ?? list.count)
    return from < to ? Swift.stride(from: from, to: to, by: stride).map { list[$0] } : []
  }

  private static func holds(
    _ left: JSONPathOperand, _ operation: String?, _ right: JSONPathOperand?, _ value: Value
  ) -> Bool {
    guard let left = try? evaluate(left, value).first else { return false }
    guard let operation, let right else { return true }
    guard let right = try? evaluate(right, value).first else { return false }
    let order: Int?
    if let a = left.number, let b = right.number {
      order = a < b ? -1 : a > b ? 1 : 0
    } else if let a = left.asString, let b = right.asString {
      order = a.compare(b)
    } else if case .bool(let a) = left, case .bool(let b) = right {
      order = a == b ? 0 : nil
    } else {
      order = nil
    }
    switch operation {
    case "==": return order == 0
    case "!=": return order != 0
    case "<": return order.map { $0 < 0 } ?? false
    case ">": return order.map { $0 > 0 } ?? false
    case "<=": return order.map { $0 <= 0 } ?? false
    default: return order.map { $0 >= 0 } ?? false
    }
  }

  private static func evaluate(_ operand: JSONPathOperand, _ value: Value) throws(Missing) -> [Value] {
    switch operand {
    case .path(let steps): try find(steps, value)
    case .text(let text): [.string(text)]
    case .number(let number): [.float(number)]
    case .truth(let truth): [.bool(truth)]
    }
  }
}

extension Value {
  /// The value as a number, where it is one.
  fileprivate var number: Double? {
    switch self {
    case .integer(let number, _): Double(number)
    case .float(let number): number
    default: nil
    }
  }
}
