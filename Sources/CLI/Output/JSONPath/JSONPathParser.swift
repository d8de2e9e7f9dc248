/// One step of a path.
indirect enum JSONPathStep: Equatable {
  /// A key of a map.
  case field(String)
  /// Every entry of a map or list.
  case wildcard
  /// The value itself and all below it.
  case recursive
  /// The entries of a list from `start` up to but not including `end`, every `stride`th; negative counts from the end.
  case slice(start: Int?, end: Int?, stride: Int?)
  /// The entry of a list at an index; negative counts from the end.
  case index(Int)
  /// The entries for which a comparison holds; nil operands mean that the left one has to be there.
  case filter(JSONPathOperand, operation: String?, JSONPathOperand?)
  /// What any of the paths finds, in their order.
  case union([[JSONPathStep]])
}

/// A side of a filter's comparison.
enum JSONPathOperand: Equatable {
  case path([JSONPathStep])
  case text(String)
  case number(Double)
  case truth(Bool)
}

/// A part of a JSONPath template.
indirect enum JSONPathNode: Equatable {
  /// Text that stands as it is.
  case text(String)
  /// What a path finds.
  case path([JSONPathStep])
  /// The body once for each value that a path finds.
  case range([JSONPathStep], [JSONPathNode])
}

/// Reads kubectl's JSONPath templates, as client-go's util/jsonpath/parser.go: text, and paths in braces.
struct JSONPathParser {
  private let source: [Character]
  private var at = 0

  private init(_ text: String) { source = Array(text) }

  /// The parts of a template.
  static func parse(_ text: String) throws(CommandError) -> [JSONPathNode] {
    var parser = JSONPathParser(text)
    let (nodes, ended) = try parser.nodes(depth: 0)
    if ended { throw parser.error("not in range, nothing to end") }
    return nodes
  }

  private func error(_ message: String) -> CommandError {
    CommandError("error parsing jsonpath \(String(source)): \(message)", hint: "A path stands in braces: {.image.tag}")
  }

  private var next: Character? { at < source.count ? source[at] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    at += 1
    return true
  }

  private mutating func skipSpaces() { while let next, next == " " || next == "\t" { at += 1 } }

  /// The nodes up to the end of the text, or up to `{end}`.
  private mutating func nodes(depth: Int) throws(CommandError) -> (nodes: [JSONPathNode], ended: Bool) {
    if depth > 100 { throw error("ranges are nested too deeply") }
    var result: [JSONPathNode] = []
    while let character = next {
      guard character == "{" else {
        let start = at
        while let next, next != "{" { at += 1 }
        result.append(.text(String(source[start..<at])))
        continue
      }
      at += 1
      skipSpaces()
      if word("end") {
        try close()
        return (result, true)
      }
      if word("range") {
        skipSpaces()
        let path = try path()
        try close()
        let (body, ended) = try nodes(depth: depth + 1)
        if !ended { throw error("unterminated range") }
        result.append(.range(path, body))
      } else if let quote = next, quote == "\"" || quote == "'" {
        result.append(.text(try quoted()))
        try close()
      } else {
        result.append(.path(try path()))
        try close()
      }
    }
    return (result, false)
  }

  private mutating func word(_ word: String) -> Bool {
    let end = at + word.count
    guard end <= source.count, String(source[at..<end]) == word else { return false }
    if end < source.count, source[end].isLetter || source[end].isNumber { return false }
    at = end
    return true
  }

  private mutating func close() throws(CommandError) {
    skipSpaces()
    if !take("}") { throw error("unclosed action") }
  }

  private mutating func quoted() throws(CommandError) -> String {
    let quote = source[at]
    at += 1
    var text = ""
    while let character = next {
      at += 1
      if character == quote { return text }
      guard character == "\\", let escaped = next else {
        text.append(character)
        continue
      }
      at += 1
      switch escaped {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "r": text.append("\r")
      default: text.append(escaped)
      }
    }
    throw error("unterminated quoted string")
  }

  private mutating func path() throws(CommandError) -> [JSONPathStep] {
    var steps: [JSONPathStep] = []
    if next == "$" || next == "@" { at += 1 }
    while let character = next {
      switch character {
      case ".":
        at += 1
        if take(".") {
          steps.append(.recursive)
          if next == "[" { continue }
        }
        if take("*") {
          steps.append(.wildcard)
        } else {
          let name = name()
          if !name.isEmpty { steps.append(.field(name)) }
        }
      case "[":
        at += 1
        steps.append(try bracket())
      case "*":
        at += 1
        steps.append(.wildcard)
      default:
        guard steps.isEmpty, character.isLetter || character == "_" else { return steps }
        steps.append(.field(name()))
      }
    }
    return steps
  }

  /// A key: up to what ends one; a backslash makes the next character part of it.
  private mutating func name() -> String {
    var name = ""
    while let character = next, !" \t}].[)=<>!,|&".contains(character) {
      at += 1
      if character == "\\", let escaped = next {
        at += 1
        name.append(escaped)
      } else {
        name.append(character)
      }
    }
    return name
  }

  private mutating func bracket() throws(CommandError) -> JSONPathStep {
    skipSpaces()
    if take("?") {
      skipSpaces()
      guard take("(") else { throw error("unterminated filter") }
      return try filter()
    }
    var members: [JSONPathStep] = []
    repeat {
      skipSpaces()
      members.append(try member())
      skipSpaces()
    } while take(",")
    guard take("]") else { throw error("unterminated array") }
    return members.count == 1 ? members[0] : .union(members.map { [$0] })
  }

  private mutating func member() throws(CommandError) -> JSONPathStep {
    if next == "\"" || next == "'" { return .field(try quoted()) }
    if take("*") { return .wildcard }
    if next == "." || next == "@" || next == "$" { return .union([try path()]) }
    let first = try number()
    guard take(":") else {
      guard let first else { throw error("invalid array index") }
      return .index(first)
    }
    let end = try number()
    let stride = take(":") ? try number() : nil
    return .slice(start: first, end: end, stride: stride)
  }

  private mutating func number() throws(CommandError) -> Int? {
    let start = at
    if next == "-" || next == "+" { at += 1 }
    while let next, next.isASCII, next.isNumber { at += 1 }
    if start == at { return nil }
    guard let number = Int(String(source[start..<at])) else { throw error("invalid array index") }
    return number
  }

  private mutating func filter() throws(CommandError) -> JSONPathStep {
    let left = try operand()
    skipSpaces()
    let operation = ["==", "!=", "<=", ">=", "<", ">"].first { source[at...].starts(with: $0) }
    var right: JSONPathOperand?
    if let operation {
      at += operation.count
      right = try operand()
    }
    skipSpaces()
    guard take(")"), take("]") else { throw error("unterminated filter") }
    return .filter(left, operation: operation, right)
  }

  private mutating func operand() throws(CommandError) -> JSONPathOperand {
    skipSpaces()
    if next == "\"" || next == "'" { return .text(try quoted()) }
    if word("true") { return .truth(true) }
    if word("false") { return .truth(false) }
    if let next, next.isNumber || next == "-" {
      let start = at
      at += 1
      while let next = self.next, next.isNumber || next == "." { at += 1 }
      guard let number = Double(String(source[start..<at])) else { throw error("cannot parse number") }
      return .number(number)
    }
    return .path(try path())
  }
}
