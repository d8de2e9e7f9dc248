/// A shell pattern of one path, with the rules of Go's filepath.Match: `*` and `?` stop at `/`, `[a-z]`, `\x`.
package struct PathPattern {
  private enum Part {
    case character(Unicode.Scalar)
    case anyCharacter
    case anyRun
    case set(ranges: [ClosedRange<UInt32>], isNegated: Bool)
  }

  private let parts: [Part]

  /// Reads a pattern; nil where it is malformed (Go's ErrBadPattern).
  package init?(_ pattern: String) {
    var parts: [Part] = []
    var rest = Array(pattern.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": parts.append(.anyRun)
      case "?": parts.append(.anyCharacter)
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        parts.append(set)
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        parts.append(.character(next))
      default: parts.append(.character(scalar))
      }
    }
    self.parts = parts
  }

  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Part? {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false
    if rest.first == "^" {
      isNegated = true
      rest.removeFirst()
    }
    while true {
      if rest.first == "]", !ranges.isEmpty {
        rest.removeFirst()
        return .set(ranges: ranges, isNegated: isNegated)
      }
      guard let low = bound(&rest) else { return nil }
      var high = low
      if rest.first == "-" {
        rest.removeFirst()
        guard let bound = bound(&rest) else { return nil }
        high = bound
      }
      // A range that runs backwards matches nothing; a bound never is U+110000.
      ranges.append(low.value <= high.value ? low.value...high.value : 0x110000...0x110000)
    }
  }

  private static func bound(_ rest: inout ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    guard let first = rest.first, first != "-", first != "]" else { return nil }
    rest.removeFirst()
    guard first == "\\" else { return rest.isEmpty ? nil : first }
    let escaped = rest.popFirst()
    return rest.isEmpty ? nil : escaped
  }

  /// Whether the whole of `name` fits the pattern.
  package func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var part = 0
    var index = 0
    // Where the last `*` stands, and how far into the name it may reach: the only place to go back to.
    var star: (part: Int, index: Int)?
    while index < name.count || part < parts.count {
      if part < parts.count {
        if case .anyRun = parts[part] {
          star = (part, index)
          part += 1
          continue
        }
        if index < name.count, fits(name[index], parts[part]) {
          part += 1
          index += 1
          continue
        }
      }
      guard let last = star, last.index < name.count, name[last.index] != "/" else { return false }
      star = (last.part, last.index + 1)
      part = last.part + 1
      index = last.index + 1
    }
    return true
  }

  private func fits(_ scalar: Unicode.Scalar, _ part: Part) -> Bool {
    switch part {
    case .character(let wanted): scalar == wanted
    case .anyCharacter: scalar != "/"
    case .anyRun: false
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
    }
  }
}
