internal import Values

/// What a scalar turns out to be.
enum ResolvedScalar {
  case null
  case bool(Bool)
  case int(Int64)
  /// A whole number that only a `uint64` holds.
  case uint(UInt64)
  case float(Double)
  case string
  /// A date or time: read as the string it is, but quoted when a string looks like one.
  case timestamp

  /// The short tag, as error messages name it.
  var tag: String {
    switch self {
    case .null: "!!null"
    case .bool: "!!bool"
    case .int, .uint: "!!int"
    case .float: "!!float"
    case .string: "!!str"
    case .timestamp: "!!timestamp"
    }
  }
}

/// YAML 1.1's implicit types, as go-yaml v2's resolve.go.
enum ScalarResolver {
  /// The type of a plain scalar.
  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> ResolvedScalar {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      return special(text) ?? number(text)
    case UInt8(ascii: "."):
      if let value = special(text) { return value }
      guard let value = try? GoNumber.parseFloat(Bytes(Array(text))) else { return .string }
      return .float(value)
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "~"):
      return text.count <= 5 ? word(text) : .string
    default:
      return .string
    }
  }

  private static func word(_ text: UnsafeBufferPointer<UInt8>) -> ResolvedScalar {
    switch text.count {
    case 1:
      if equals(text, "~") { return .null }
      if equals(text, "y") || equals(text, "Y") { return .bool(true) }
      if equals(text, "n") || equals(text, "N") { return .bool(false) }
    case 2:
      if equals(text, "on") || equals(text, "On") || equals(text, "ON") { return .bool(true) }
      if equals(text, "no") || equals(text, "No") || equals(text, "NO") { return .bool(false) }
    case 3:
      if equals(text, "yes") || equals(text, "Yes") || equals(text, "YES") { return .bool(true) }
      if equals(text, "off") || equals(text, "Off") || equals(text, "OFF") { return .bool(false) }
    case 4:
      if equals(text, "true") || equals(text, "True") || equals(text, "TRUE") { return .bool(true) }
      if equals(text, "null") || equals(text, "Null") || equals(text, "NULL") { return .null }
    case 5:
      if equals(text, "false") || equals(text, "False") || equals(text, "FALSE") { return .bool(false) }
    default: break
    }
    return .string
  }

  private static func equals(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard text.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<text.count where text[index] != word.utf8Start[index] { return false }
    return true
  }

  private static func special(_ text: UnsafeBufferPointer<UInt8>) -> ResolvedScalar? {
    guard text.count == 4 || text.count == 5 else { return nil }
    let sign = text[0] == UInt8(ascii: ".") ? nil : text[0]
    let name = sign == nil ? text : UnsafeBufferPointer(rebasing: text[1...])
    switch sign {
    case nil where equals(name, ".nan") || equals(name, ".NaN") || equals(name, ".NAN"): return .float(.nan)
    case nil, UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard equals(name, ".inf") || equals(name, ".Inf") || equals(name, ".INF") else { return nil }
      return .float(sign == UInt8(ascii: "-") ? -.infinity : .infinity)
    default: return nil
    }
  }

  /// A scalar that starts with a sign or a digit: a date, a whole number in any base, or a float.
  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> ResolvedScalar {
    if let small = smallDecimal(text) { return .int(small) }
    if YAMLTimestamp.matches(text) { return .timestamp }
    // Whatever holds a letter that no number has (most names, versions, durations) is told apart without parsing.
    var digits: [UInt8] = []
    digits.reserveCapacity(text.count)
    for byte in text {
      switch byte {
      case UInt8(ascii: "_"): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"),
        UInt8(ascii: "O"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        digits.append(byte)
      default: return .string
      }
    }
    let plain = Bytes(digits)
    if let value = try? GoNumber.parseInt(plain, base: 0) { return .int(value) }
    if let value = try? GoNumber.parseUint(plain, base: 0) { return .uint(value) }
    if isDecimalFloat(digits),
      let value = digits.withUnsafeBufferPointer({ GoNumber.float($0) }), value.isFinite
    {
      return .float(value)
    }
    return .string
  }

  /// The common case: a few decimal digits without a leading zero.
  private static func smallDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = text[0] == UInt8(ascii: "-") ? 1 : 0
    guard text.count > index, text.count <= 18 else { return nil }
    if text[index] == UInt8(ascii: "0"), text.count > index + 1 { return nil }
    let isNegative = index == 1
    var value: Int64 = 0
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int64(digit)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`, go-yaml's yamlStyleFloat.
  private static func isDecimalFloat(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    func digits() -> Int {
      let run = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }.count
      rest = rest.dropFirst(run)
      return run
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() == 0, whole == 0 { return false }
    } else if whole == 0 {
      return false
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  // MARK: Explicit tags

  private static let prefix = "tag:yaml.org,2002:"

  /// The type of a scalar with a tag, which must agree with what its text looks like; a tag that is not YAML's own
  /// leaves a string.
  static func resolve(_ text: UnsafeBufferPointer<UInt8>, tag: String) throws(ComposerError) -> ResolvedScalar {
    guard tag.hasPrefix(prefix) else { return .string }
    let wanted = "!!" + tag.dropFirst(prefix.count)
    switch wanted {
    case "!!str": return .string
    case "!!bool", "!!int", "!!float", "!!null", "!!timestamp": break
    default: return .string
    }
    var found = resolve(text)
    if found.tag == wanted { return found }
    // A date is looked for only where a tag does not ask for something else.
    if case .timestamp = found { found = .string }
    if wanted == "!!float", case .int(let value) = found { return .float(Double(value)) }
    let shown = String(decoding: text, as: UTF8.self)
    throw .yaml("cannot decode \(found.tag) `\(shown)` as a \(wanted)")
  }

  /// Whether a tag marks base64 data.
  static func isBinary(_ tag: String) -> Bool { tag == prefix + "binary" }

  /// Whether a tag marks a merge key.
  static func isMerge(_ tag: String) -> Bool { tag == prefix + "merge" }
}
