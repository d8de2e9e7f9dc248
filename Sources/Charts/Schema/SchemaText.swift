internal import Values

/// Pieces of the validator's messages, as santhosh-tekuri/jsonschema prints them in English.
enum SchemaText {
  /// A string in single quotes.
  static func quoted(_ text: Bytes) -> String {
    // As the library does it, by replacing text: a backslash that comes before the closing quote is lost with it.
    var result: [UInt8] = []
    let source = GoQuote.quote(text).storage
    for (index, byte) in source.enumerated() {
      switch byte {
      case UInt8(ascii: "\\") where index + 1 < source.count && source[index + 1] == UInt8(ascii: "\""): break
      case UInt8(ascii: "'"): result += [UInt8(ascii: "\\"), byte]
      default: result.append(byte)
      }
    }
    return "'\(String(decoding: result.dropFirst().dropLast(), as: UTF8.self))'"
  }

  static func quoted(_ text: String) -> String { quoted(Bytes(text)) }

  /// Several strings in quotes.
  static func list(_ items: [Bytes]) -> String { items.map(quoted).joined(separator: ", ") }

  /// A scalar as the messages show it.
  static func display(_ value: Value) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .list, .map: "value"
    default: GoText.printed(value)
    }
  }

  /// A place inside a document as a JSON pointer.
  static func pointer(_ tokens: [Bytes]) -> String {
    tokens.map { "/" + JSONPointer.escaped(String(describing: $0)) }.joined()
  }

  /// A whole number with commas between groups of three digits.
  static func localized(_ number: Int) -> String { (number < 0 ? "-" : "") + grouped(String(number.magnitude)) }

  /// A float as `%v` shows it in English: digits in groups, a power of ten from a million on.
  static func localized(_ number: Double) -> String {
    let text = GoFloat.shortest(number, .general)
    let parts = text.split(separator: "e", maxSplits: 1)
    guard let first = parts.first else { return text }
    if parts.count == 2 { return "\(first)×10\(superscript(parts[1]))" }
    let isNegative = first.hasPrefix("-")
    let magnitude = isNegative ? first.dropFirst() : first
    let halves = magnitude.split(separator: ".", maxSplits: 1)
    guard let whole = halves.first else { return text }
    let fraction = halves.count == 2 ? ".\(halves[1])" : ""
    return (isNegative ? "-" : "") + grouped(String(whole)) + fraction
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  private static func superscript(_ exponent: Substring) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(
      exponent.compactMap { character in
        if character == "-" { return "⁻" }
        return character.wholeNumberValue.map { digits[$0] }
      })
  }
}

/// JSON pointers as text.
enum JSONPointer {
  /// A token with `~` and `/` escaped.
  static func escaped(_ token: String) -> String {
    if !token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) { return token }
    return String(
      token.flatMap { character in
        character == "~" ? Array("~0") : character == "/" ? Array("~1") : [character]
      })
  }

  /// The tokens of a pointer; nil where an escape is wrong.
  static func tokens(_ pointer: String) -> [String]? {
    var result: [String] = []
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      var token = ""
      var isEscape = false
      for character in part {
        if isEscape {
          guard character == "0" || character == "1" else { return nil }
          token.append(character == "0" ? "~" : "/")
          isEscape = false
        } else if character == "~" {
          isEscape = true
        } else {
          token.append(character)
        }
      }
      if isEscape { return nil }
      result.append(token)
    }
    return result
  }

  /// The value at a pointer.
  static func lookup(_ tokens: [String], in document: Value) -> Value? {
    var value = document
    for token in tokens {
      switch value {
      case .map(let map):
        guard let next = map[Bytes(token)] else { return nil }
        value = next
      case .list(let items, _):
        guard let index = Int(token), items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }
}
