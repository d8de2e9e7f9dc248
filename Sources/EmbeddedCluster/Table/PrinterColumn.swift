import Values

/// A column that a CustomResourceDefinition asks for in `additionalPrinterColumns`.
struct PrinterColumn: Sendable {
  let column: TableColumns.Column
  private let path: JSONPath

  /// The column that custom resources have where nothing is asked for.
  static let age = PrinterColumn(TableColumns.Column("Age", "date"), JSONPath(".metadata.creationTimestamp"))

  private init(_ column: TableColumns.Column, _ path: JSONPath) {
    self.column = column
    self.path = path
  }

  /// The columns of one version of a definition.
  static func columns(_ version: ValueMap) -> [PrinterColumn] {
    version.maps("additionalPrinterColumns").map { map in
      PrinterColumn(
        TableColumns.Column(
          map.text("name") ?? "", map.text("type") ?? "string",
          priority: Int(clamping: map.integer("priority") ?? 0), format: map.text("format") ?? "",
          description: map.text("description") ?? ""),
        JSONPath(map.text("jsonPath") ?? ""))
    }
  }

  /// The cell of one object: null where the path leads nowhere.
  func cell(_ object: ValueMap, now: Int64) -> Value {
    let values = path.values(in: .map(object))
    guard let first = values.first, !first.isNil else { return .null }
    switch column.type {
    case "date": return .string(TableRow(object, now: now).since(first))
    case "integer": return first.wholeNumber.map { .int64($0) } ?? .null
    case "number": return first.isNumber ? first : .null
    case "boolean": return first.asBool.map { .bool($0) } ?? .null
    default:
      if values.count == 1, first.asMap == nil, first.asList == nil { return .string(TableRow.text(first)) }
      do throws(APIError) {
        return .string(Bytes(try WireJSON.encode(values.count == 1 ? first : .list(values))))
      } catch {
        return .null
      }
    }
  }
}

/// The simple JSON paths of definitions: `.spec.a`, `['a']`, `[0]`, `[*]` and `[?(@.type=="Ready")]`.
struct JSONPath: Sendable {
  private enum Step: Sendable {
    case field(Bytes)
    case index(Int)
    case all
    case matching(field: [Bytes], value: String)
  }

  private let steps: [Step]

  /// Reads a path; what cannot be read leads nowhere.
  init(_ text: String) {
    var steps: [Step] = []
    var rest = Substring(text)
    if rest.first == "{", rest.last == "}" { rest = rest.dropFirst().dropLast() }
    if rest.first == "$" { rest.removeFirst() }
    while let character = rest.first {
      rest.removeFirst()
      if character == "." {
        let name = Self.name(&rest)
        if name == "*" { steps.append(.all) } else if !name.isEmpty { steps.append(.field(Bytes(name))) }
      } else if character == "[" {
        guard let end = Self.closing(rest), let step = Self.bracket(rest[..<end]) else {
          steps = [.index(-1)]
          break
        }
        steps.append(step)
        rest = rest[rest.index(after: end)...]
      } else {
        rest = "\(character)\(rest)"[...]
        steps.append(.field(Bytes(Self.name(&rest))))
      }
    }
    self.steps = steps
  }

  /// A field's name, in which a backslash makes a dot an ordinary letter.
  private static func name(_ rest: inout Substring) -> String {
    var name = ""
    while let character = rest.first, character != ".", character != "[" {
      rest.removeFirst()
      if character == "\\", let next = rest.popFirst() { name.append(next) } else { name.append(character) }
    }
    return name
  }

  private static func closing(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "]" {
        return index
      }
    }
    return nil
  }

  private static func bracket(_ text: Substring) -> Step? {
    if text == "*" { return .all }
    if let number = Int(text) { return .index(number) }
    if let quote = text.first, quote == "'" || quote == "\"", text.last == quote, text.count > 1 {
      return .field(Bytes(String(text.dropFirst().dropLast())))
    }
    guard text.hasPrefix("?(@."), text.hasSuffix(")"), let equals = text.range(ofEquals: "==") else { return nil }
    let field = text[text.index(text.startIndex, offsetBy: 4)..<equals.lowerBound].filter { $0 != " " }
    let value = text[equals.upperBound...].dropLast().filter { $0 != " " && $0 != "'" && $0 != "\"" }
    return .matching(field: field.split(separator: ".").map { Bytes(String($0)) }, value: String(value))
  }

  /// What the path leads to.
  func values(in root: Value) -> [Value] {
    steps.reduce([root]) { values, step in
      values.flatMap { value -> [Value] in
        switch step {
        case .field(let name): return value.asMap?[name].map { [$0] } ?? []
        case .index(let index):
          guard let items = value.asList else { return [] }
          let place = index < 0 ? items.count + index : index
          return items.indices.contains(place) ? [items[place]] : []
        case .all: return value.asList ?? value.asMap?.entries.map(\.value) ?? []
        case .matching(let field, let wanted):
          return (value.asList ?? []).filter { item in
            var found: Value? = item
            for key in field { found = found?.asMap?[key] }
            return found.map { TableRow.text($0) } == wanted
          }
        }
      }
    }
  }
}

extension Substring {
  /// Where a word of two letters stands first.
  fileprivate func range(ofEquals word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
