/// A label selector, as `kubectl get -l` and list requests take it.
package struct LabelSelector: Sendable, Equatable {
  /// One condition on one label.
  package struct Requirement: Sendable, Equatable {
    /// How the label is compared.
    package enum Operator: Sendable, Equatable {
      case isIn([String])
      case notIn([String])
      case exists
      case doesNotExist
      case greaterThan(Int)
      case lessThan(Int)
    }

    /// The label's name.
    package let key: String
    /// The comparison.
    package let `operator`: Operator

    /// Whether the labels meet the condition; a label that is missing is not in any set of values.
    package func matches(_ labels: [String: String]) -> Bool {
      let value = labels[key]
      switch self.operator {
      case .isIn(let values): return value.map(values.contains) ?? false
      case .notIn(let values): return !(value.map(values.contains) ?? false)
      case .exists: return value != nil
      case .doesNotExist: return value == nil
      case .greaterThan(let limit): return value.flatMap { Int($0) }.map { $0 > limit } ?? false
      case .lessThan(let limit): return value.flatMap { Int($0) }.map { $0 < limit } ?? false
      }
    }
  }

  /// A selector that cannot be read.
  package struct ParseError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    package let description: String
  }

  /// The conditions; all must hold.
  package let requirements: [Requirement]

  /// Reads `a=b,c!=d,e in (f,g),!h`; empty text selects everything.
  package init(_ text: String) throws(ParseError) {
    var scanner = SelectorScanner(text)
    var requirements: [Requirement] = []
    while true {
      scanner.skipSpaces()
      if scanner.isAtEnd { break }
      guard scanner.startsRequirement else { throw scanner.unexpected }
      requirements.append(try scanner.requirement())
      scanner.skipSpaces()
      if scanner.isAtEnd { break }
      guard scanner.take(",") else { throw scanner.error("',' or the end") }
    }
    self.requirements = requirements
  }

  /// Whether an object with these labels is selected.
  package func matches(_ labels: [String: String]) -> Bool { requirements.allSatisfy { $0.matches(labels) } }
}

private struct SelectorScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position >= bytes.count }

  func error(_ expected: String) -> LabelSelector.ParseError {
    LabelSelector.ParseError(
      description:
        "unable to parse requirement: found '\(String(decoding: bytes[min(position, bytes.count)...], as: UTF8.self))', "
        + "expected: \(expected)")
  }

  /// Whether what comes is a name, or the denial of one.
  var startsRequirement: Bool {
    var ahead = self
    return ahead.take("!") || !ahead.word().isEmpty
  }

  /// The error for anything else, as apimachinery's pkg/labels Parser.parse has it.
  var unexpected: LabelSelector.ParseError {
    LabelSelector.ParseError(
      description: "found '\(String(decoding: bytes[position...], as: UTF8.self))', "
        + "expected: !, identifier, or 'end of string'")
  }

  mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
      position += 1
    }
  }

  mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private mutating func word() -> String {
    skipSpaces()
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "/"):
        position += 1
      default: return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }

  mutating func requirement() throws(LabelSelector.ParseError) -> LabelSelector.Requirement {
    if take("!") { return LabelSelector.Requirement(key: try key(), operator: .doesNotExist) }
    let key = try key()
    skipSpaces()
    if isAtEnd || bytes[position] == UInt8(ascii: ",") { return .init(key: key, operator: .exists) }
    if take("!=") { return .init(key: key, operator: .notIn([word()])) }
    if take("==") || take("=") { return .init(key: key, operator: .isIn([word()])) }
    if take(">") { return .init(key: key, operator: .greaterThan(try number())) }
    if take("<") { return .init(key: key, operator: .lessThan(try number())) }
    switch word() {
    case "in": return .init(key: key, operator: .isIn(try set()))
    case "notin": return .init(key: key, operator: .notIn(try set()))
    default: throw error("in, notin, =, ==, !=, gt, lt")
    }
  }

  private mutating func key() throws(LabelSelector.ParseError) -> String {
    let key = word()
    if key.isEmpty { throw error("identifier") }
    return key
  }

  private mutating func number() throws(LabelSelector.ParseError) -> Int {
    guard let number = Int(word()) else { throw error("a whole number") }
    return number
  }

  private mutating func set() throws(LabelSelector.ParseError) -> [String] {
    skipSpaces()
    guard take("(") else { throw error("'('") }
    var values: [String] = []
    while true {
      values.append(word())
      skipSpaces()
      if take(")") { return values }
      guard take(",") else { throw error("',' or ')'") }
    }
  }
}
