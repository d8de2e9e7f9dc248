/// Makes YAML documents of all that values files and manifests use, and spoils them.
struct DocumentGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64, so that a failing seed fails again.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }

  private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  private mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }

  // MARK: Documents

  /// A document, most often one that YAML allows.
  mutating func document() -> [UInt8] {
    var text = ""
    if chance(20) { text += pick(["# head\n", "\n", "   \n", "# a\n\n  # b\n"]) }
    if chance(20) { text += pick(["---\n", "--- \n", "--- # c\n"]) }
    switch below(10) {
    case 0: text += scalar(indent: 0) + "\n"
    case 1: text += flow(2) + "\n"
    case 2, 3: text += sequence(indent: 0, depth: 0)
    default: text += mapping(indent: 0, depth: 0)
    }
    if chance(10) { text += pick(["---\na: 1\n", "# end", "\n\n", "  ", "--- b\n"]) }
    if chance(15), text.hasSuffix("\n") { text.removeLast() }
    return Array(text.utf8)
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func mapping(indent: Int, depth: Int) -> String {
    var text = ""
    for number in 0..<(1 + below(4)) {
      if number > 0 || depth == 0 { text += filler(indent) + spaces(indent) }
      text += key() + pick([":", ":", ":", " :"]) + entryValue(indent: indent, depth: depth)
    }
    return text
  }

  private mutating func filler(_ indent: Int) -> String {
    chance(85) ? "" : pick(["\n", "  \n", "# c\n", spaces(indent) + "# it's: [a\n", "      # deep\n", "#\n\n"])
  }

  private mutating func key() -> String {
    if chance(70) { return pick(["a", "b", "kind", "name", "metadata", "spec", "e", "app.kubernetes.io/name"]) }
    return pick([
      "a b", "x-y_z", "\"q\"", "'it''s'", "\"a\\tb\"", "yes", "12", "1.5", "0x1F", "null", "~", "2001-01-01", "-x",
      "?y",
      ":z", "a:b", "a#b", "é", "key with spaces", "<", "=", "\"\"", "on", "Off", "-", "a'b", "a\"b",
    ])
  }

  private mutating func entryValue(indent: Int, depth: Int) -> String {
    let end = chance(10) ? pick([" # c\n", "  \n", " #\n", "   # a: b\n"]) : "\n"
    switch below(depth > 3 ? 6 : 12) {
    case 0, 1, 2, 3: return pick([" ", " ", "  "]) + scalar(indent: indent) + end
    case 4: return " " + flow(2) + end
    case 5: return blockScalar(indent: indent)
    case 6: return end
    case 7, 8: return end + sequence(indent: indent + pick([0, 0, 2, 2, 1, 4]), depth: depth + 1)
    case 9: return end + spaces(indent + 2) + scalar(indent: indent + 1) + "\n"
    default:
      let inner = indent + pick([2, 2, 2, 1, 4])
      return end + spaces(inner) + mapping(indent: inner, depth: depth + 1)
    }
  }

  private mutating func sequence(indent: Int, depth: Int) -> String {
    var text = ""
    for _ in 0..<(1 + below(3)) {
      text += filler(indent) + spaces(indent) + "-"
      let gap = pick([1, 1, 1, 3])
      let inner = indent + 1 + gap
      switch below(depth > 3 ? 4 : 9) {
      case 0, 1: text += spaces(gap) + scalar(indent: indent) + "\n"
      case 2: text += spaces(gap) + flow(2) + "\n"
      case 3: text += pick(["\n", " \n", " # c\n", blockScalar(indent: indent)])
      case 4:
        text += "\n" + spaces(inner) + mapping(indent: inner, depth: depth + 1)
      case 5:
        var nested = sequence(indent: inner, depth: depth + 1)
        if nested.hasPrefix(spaces(inner)) { nested.removeFirst(inner) }
        text += spaces(gap) + nested
      default: text += spaces(gap) + mapping(indent: inner, depth: depth + 1)
      }
    }
    return text
  }

  // MARK: Scalars

  private static let words = [
    "text", "x", "true", "no", "Off", "y", "null", "~", "0", "1", "-1", "+2", "007", "0o17", "0x1F", "0b11", "1_000",
    "1.5", "1e3", "1.", ".5", "-.5e-3", "18446744073709551615", "9223372036854775808", "123456789012345678901234567890",
    "1e400", "2001-01-01", "2001-12-14t21:59:43.10-05:00", "12:30:45", "1:2", "10m", "v1.2.3", "a b", "a:b", "a #b",
    "a#b", ":8080", "-x", "--flag=1", "?x", "http://h:80/p?q=1#f", "a, b", "a'b", "a\"b", "é ü", "日本", "\u{1F600}",
    "trailing ", "= x", "<<", "0.0", "-0", "-0.0", "1E5", "0x", "1__0", "_1", "1e", "a [b] {c}", "x | y", "$(A) & B*",
  ]

  /// What is something else than a plain scalar, or none that everybody reads.
  private static let oddWords = [
    "a: b", "*.example", "&x", "*x", "!x", "[x", "]", "{{ x }}", "@x", "`x`", "%x", "|", ">", "- x", "...", "---",
    "--- x",
    "a\tb", ".inf", "-.inf", ".nan", ", a", "? a", ": a", "#",
  ]

  private mutating func word() -> String { chance(96) ? pick(Self.words) : pick(Self.oddWords) }

  private mutating func scalar(indent: Int) -> String {
    switch below(10) {
    case 0:
      return "\"" + (chance(30) ? word().filter { $0 != "\"" } : "") + escape() + "w\""
    case 1: return "'" + word().replacing("'", with: "''") + "'"
    case 2: return pick(["\"\"", "''", "\" x \"", "' '", "\"a: b # c\"", "'#'", "\"'\"", "'\"'", "\"\\\\\"", "'\\'"])
    case 3:
      // Of several lines.
      let inside = spaces(indent + pick([1, 2, 4]))
      let lines = (0..<(2 + below(3))).map { _ in pick(["one", "two words", "3", "it's", "x:y", "-z", "é", "a  b "]) }
      let text = lines.joined(separator: pick(["\n", "  \n", "\n\n", "\n \n\n"]) + inside)
      return pick([text, "\"\(text)\"", "'" + text.replacing("'", with: "''") + "'", "\"\(text)\n \"", "\"\n\(text)\""])
    default: return word()
    }
  }

  private mutating func escape() -> String {
    pick([
      "", "\\n", "\\t", "\\\"", "\\\\", "\\/", "\\0", "\\e", "\\x41", "\\u00e9", "\\ ", "\\_", "\\a\\b\\v\\f\\r", "\\q",
    ])
  }

  private mutating func blockScalar(indent: Int) -> String {
    let increment = pick([2, 2, 2, 1, 4])
    var text = pick([" ", " ", "  "]) + pick(["|", "|", "|-", "|+", ">", ">-", ">+", "|2", "|2-", ">-1", "|+1"])
    text += pick(["\n", "\n", "\n", " # c\n", "  \n"])
    for _ in 0..<below(6) {
      let inside = spaces(indent + increment)
      text += pick([
        inside + "line\n", inside + "more: text\n", inside + "  deeper\n", "\n", inside + "# no comment\n",
        inside + "\ttab\n", inside + "- item\n", spaces(indent + 1) + "\n", inside + "   \n", inside + "é  \n",
        "# left\n", inside + "{{ x }}\n", inside + "---\n", inside + " slightly\n",
      ])
    }
    return text
  }

  private mutating func flow(_ depth: Int) -> String {
    let gap = pick(["", "", " ", "\n   ", "  # c\n  ", "\t"])
    let comma = "," + pick(["", " ", " ", "\n  ", " # c\n  "])
    let count = below(4)
    if chance(50) {
      let items = (0..<count).map { _ in flowItem(depth) }
      return "[" + gap + items.joined(separator: gap + comma) + (chance(10) ? "," : "") + gap + "]"
    }
    let entries = (0..<count).map { _ in
      let key = pick(["a", "b", "\"c\"", "'d e'", "f g", "1", "yes", "\"\"", "h:i", "-j"])
      return key + pick([": ", ": ", ":", ":  ", " : ", ":\n ", ""]) + (chance(90) ? flowItem(depth) : "")
    }
    return "{" + gap + entries.joined(separator: gap + comma) + (chance(10) ? "," : "") + gap + "}"
  }

  private mutating func flowItem(_ depth: Int) -> String {
    if depth > 0, chance(25) { return flow(depth - 1) }
    return chance(60)
      ? pick(["x", "1", "true", "a b", "\"q\"", "'s'", "http://x", "-1", "1.5", "null", "~", "é"])
      : scalar(indent: 2)
  }

  // MARK: Mutations

  private static let pieces = [
    ":", ": ", "- ", "-", "#", " #", "\n", "\n\n", "  ", " ", "\t", "'", "\"", "[", "]", "{", "}", ",", ", ", "|", ">",
    "|-\n", ">2\n", "&a ", "*a", "!!str ", "! ", "---\n", "\n---\n", "...\n", "\n...\n", "%", "@", "?", "? ", "\\", "é",
    "\u{2028}", "\u{85}", "\r\n", "\r", "\u{FEFF}", "\u{0}", "\u{7F}", "\u{A0}", ".inf", "<<: ", "~", "null", "x",
    "\u{1}",
    "a: 1\n", "b:\n", "- c\n", "  d: e\n", "%YAML 1.1\n", "\u{FFFE}",
  ]

  /// The document with a few pieces put in, taken out or moved.
  mutating func mutated(_ document: [UInt8]) -> [UInt8] {
    var bytes = document
    for _ in 0..<(1 + below(3)) {
      let place = below(bytes.count + 1)
      switch below(6) {
      case 0, 1, 2: bytes.insert(contentsOf: Array(pick(Self.pieces).utf8), at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(4)))
      case 4:
        // A line further in or out.
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if chance(50) {
          bytes.insert(contentsOf: Array(repeating: 0x20, count: 1 + below(3)), at: start)
        } else {
          while start < bytes.count, bytes[start] == 0x20, chance(70) { bytes.remove(at: start) }
        }
      default:
        if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: next()) }
      }
    }
    return bytes
  }
}
