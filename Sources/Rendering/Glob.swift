package import Values

/// A file pattern as `.Files.Glob` reads it: `*`, `**`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and `\` escapes, with `/` as the
/// separator (the language of Go's gobwas/glob).
///
/// Matching follows all positions at once, so that no pattern takes more than its length times the name's.
package struct Glob {
  private indirect enum Token {
    case literal([UInt8])
    /// Any run without a separator.
    case star
    /// Any run at all.
    case everything
    /// One character that is no separator.
    case one
    /// One character inside (or outside) the ranges.
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case alternatives([[Token]])
  }

  private static let deepest = 64
  private let tokens: [Token]

  /// Reads a pattern; nil where it is malformed (an open bracket or brace, a dangling escape).
  package init?(_ pattern: Bytes) {
    var rest = pattern.storage[...]
    guard let tokens = Glob.parse(&rest, depth: 0), rest.isEmpty else { return nil }
    self.tokens = tokens
  }

  /// Whether the whole name matches.
  package func matches(_ name: Bytes) -> Bool {
    Glob.advance([0], tokens, name.storage).contains(name.count)
  }

  private static func parse(_ rest: inout ArraySlice<UInt8>, depth: Int) -> [Token]? {
    if depth > deepest { return nil }
    var tokens: [Token] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { tokens.append(.literal(literal)) }
      literal = []
    }
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "*"):
        flush()
        rest = rest.dropFirst()
        if rest.first == byte {
          while rest.first == byte { rest = rest.dropFirst() }
          tokens.append(.everything)
        } else {
          tokens.append(.star)
        }
      case UInt8(ascii: "?"):
        flush()
        rest = rest.dropFirst()
        tokens.append(.one)
      case UInt8(ascii: "["):
        flush()
        guard let set = parseSet(&rest) else { return nil }
        tokens.append(set)
      case UInt8(ascii: "{"):
        flush()
        rest = rest.dropFirst()
        var branches: [[Token]] = []
        while true {
          guard let branch = parse(&rest, depth: depth + 1), let end = rest.first else { return nil }
          branches.append(branch)
          rest = rest.dropFirst()
          if end == UInt8(ascii: "}") { break }
        }
        tokens.append(.alternatives(branches))
      case UInt8(ascii: "}") where depth > 0, UInt8(ascii: ",") where depth > 0:
        flush()
        return tokens
      case UInt8(ascii: "\\"):
        rest = rest.dropFirst()
        guard let escaped = rest.first else { return nil }
        literal.append(escaped)
        rest = rest.dropFirst()
      default:
        literal.append(byte)
        rest = rest.dropFirst()
      }
    }
    if depth > 0 { return nil }
    flush()
    return tokens
  }

  private static func parseSet(_ rest: inout ArraySlice<UInt8>) -> Token? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    var scalars = Array(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self).unicodeScalars)
    rest = rest[(end + 1)...]
    let isNegated = scalars.first == "!"
    if isNegated { scalars.removeFirst() }
    if scalars.isEmpty { return nil }
    if scalars.count == 3, scalars[1] == "-" {
      guard scalars[0].value <= scalars[2].value else { return nil }
      return .set([scalars[0].value...scalars[2].value], isNegated: isNegated)
    }
    return .set(scalars.map { $0.value...$0.value }, isNegated: isNegated)
  }

  /// All places in the name where the tokens can end when they start at one of `places`.
  private static func advance(_ places: [Int], _ tokens: [Token], _ name: [UInt8]) -> [Int] {
    var places = places
    for token in tokens {
      var reached = [Bool](repeating: false, count: name.count + 1)
      if case .alternatives(let branches) = token {
        for branch in branches {
          for end in advance(places, branch, name) { reached[end] = true }
        }
      } else {
        for place in places { step(from: place, token, name, &reached) }
      }
      places = reached.indices.filter { reached[$0] }
      if places.isEmpty { break }
    }
    return places
  }

  private static func step(from place: Int, _ token: Token, _ name: [UInt8], _ reached: inout [Bool]) {
    switch token {
    case .literal(let bytes):
      if name[place...].starts(with: bytes) { reached[place + bytes.count] = true }
    case .star, .everything:
      var end = place
      while true {
        // Where another start has been, all that follows has been marked already.
        if reached[end], end > place { break }
        reached[end] = true
        if end == name.count { break }
        if case .star = token, name[end] == UInt8(ascii: "/") { break }
        end += 1
      }
    case .one:
      if let (scalar, length) = scalar(at: place, name), scalar != 0x2f { reached[place + length] = true }
    case .set(let ranges, let isNegated):
      if let (scalar, length) = scalar(at: place, name), ranges.contains(where: { $0.contains(scalar) }) != isNegated {
        reached[place + length] = true
      }
    // Its branches are followed from all places at once.
    case .alternatives: break
    }
  }

  private static func scalar(at place: Int, _ name: [UInt8]) -> (UInt32, Int)? {
    guard place < name.count else { return nil }
    var decoder = UTF8()
    var bytes = name[place...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&bytes) {
      return (scalar.value, UTF8.width(scalar))
    }
    return (0xFFFD, 1)
  }
}
