internal import Values

/// What versions will do: `>=1.2, <2`, `~1.2`, `^0.3`, `1.2 - 2.3`, `1.x || 3`, as Masterminds/semver v3's Constraints.
package struct VersionConstraint: Sendable, CustomStringConvertible {
  /// Any of the groups has to accept a version.
  let groups: [Group]

  /// Clauses that all have to accept a version.
  struct Group: Sendable {
    let clauses: [Clause]
    /// Whether a clause names a prerelease, so that prereleases are looked at.
    let includesPrereleases: Bool
  }

  /// Reads a constraint.
  package init(_ text: String) throws(VersionConstraintError) {
    try self.init(utf8: Array(text.utf8))
  }

  /// Reads a constraint from bytes.
  package init(utf8 bytes: [UInt8]) throws(VersionConstraintError) {
    var groups: [Group] = []
    for part in Self.split(Self.rewritingRanges(bytes)) {
      let clauses = try Self.clauses(of: part)
      groups.append(Group(clauses: clauses, includesPrereleases: clauses.contains { $0.version.isPrerelease }))
    }
    self.groups = groups
  }

  /// Whether the version satisfies the constraint; prereleases only where the constraint names one itself.
  package func check(_ version: SemanticVersion) -> Bool {
    groups.contains { group in
      group.clauses.allSatisfy { $0.refusal(of: version, includesPrereleases: group.includesPrereleases) == nil }
    }
  }

  /// Why the version does not satisfy the constraint; empty where it does, as semver's Validate.
  package func reasonsToRefuse(_ version: SemanticVersion) -> [String] {
    var reasons: [String] = []
    var saidPrerelease = false
    for group in groups {
      var accepts = true
      for clause in group.clauses {
        if !group.includesPrereleases, version.isPrerelease {
          if !saidPrerelease { reasons.append(Refusal.prerelease.text(version, clause)) }
          saidPrerelease = true
          accepts = false
        } else if let refusal = clause.refusal(of: version, includesPrereleases: group.includesPrereleases) {
          reasons.append(refusal.text(version, clause))
          accepts = false
        }
      }
      if accepts { return [] }
    }
    return reasons
  }

  /// The constraint in a normal form, as semver's String.
  package var description: String {
    groups.map { $0.clauses.map(\.description).joined(separator: " ") }.joined(separator: " || ")
  }
}

/// Why a text is no constraint, with semver's own words.
package enum VersionConstraintError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text, quoted as Go does, does not look like a constraint.
  case improper(String)
  /// A part of it looked like one, but its version cannot be read.
  case unreadableVersion

  /// Go's text of the error.
  package var description: String {
    switch self {
    case .improper(let quoted): "improper constraint: \(quoted)"
    case .unreadableVersion: "constraint parser error"
    }
  }
}

// MARK: - Reading

extension VersionConstraint {
  /// Rewrites every `A - B` to `>= A, <= B `, as semver's rewriteRange.
  private static func rewritingRanges(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "-")) else { return bytes }
    var result = bytes
    var start = 0
    while start < bytes.count {
      guard let range = range(in: bytes, at: start) else {
        start += 1
        continue
      }
      let replacement =
        Array(">= ".utf8) + bytes[range.low] + Array(", <= ".utf8) + bytes[range.high] + [UInt8(ascii: " ")]
      if let place = find(bytes[range.whole], in: result) { result.replaceSubrange(place, with: replacement) }
      start = range.whole.upperBound
    }
    return result
  }

  private static func range(in bytes: [UInt8], at start: Int) -> (whole: Range<Int>, low: Range<Int>, high: Range<Int>)?
  {
    var scanner = VersionScanner(bytes, at: start)
    _ = scanner.run(VersionScanner.isSpace)
    guard let low = Wildcard(&scanner), !scanner.run(VersionScanner.isSpace).isEmpty, scanner.skip("-"),
      !scanner.run(VersionScanner.isSpace).isEmpty, let high = Wildcard(&scanner)
    else { return nil }
    _ = scanner.run(VersionScanner.isSpace)
    return (start..<scanner.position, low.range, high.range)
  }

  private static func find(_ needle: ArraySlice<UInt8>, in hay: [UInt8]) -> Range<Int>? {
    guard needle.count <= hay.count else { return nil }
    for start in 0...(hay.count - needle.count) where hay[start..<(start + needle.count)] == needle {
      return start..<(start + needle.count)
    }
    return nil
  }

  /// The parts between `||`.
  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    let bar = UInt8(ascii: "|")
    while index < bytes.count {
      if bytes[index] == bar, index + 1 < bytes.count, bytes[index + 1] == bar {
        parts.append([])
        index += 2
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    return parts
  }

  /// The clauses of one group; they are separated by spaces or by one comma.
  private static func clauses(of bytes: [UInt8]) throws(VersionConstraintError) -> [Clause] {
    var scanner = VersionScanner(bytes)
    var found: [(Clause.Comparison, String, Wildcard)] = []
    _ = scanner.run(VersionScanner.isSpace)
    repeat {
      let symbol = String(decoding: scanner.run(Clause.isOperator), as: UTF8.self)
      _ = scanner.run(VersionScanner.isSpace)
      guard let comparison = Clause.Comparison(symbol: symbol), let wildcard = Wildcard(&scanner) else {
        throw .improper(GoQuote.quote(Bytes(bytes)).description)
      }
      found.append((comparison, symbol, wildcard))
      let spaces = scanner.run(VersionScanner.isSpace)
      if scanner.isAtEnd { break }
      let comma = scanner.skip(",")
      if !comma, spaces.isEmpty { throw .improper(GoQuote.quote(Bytes(bytes)).description) }
      _ = scanner.run(VersionScanner.isSpace)
    } while true
    var clauses: [Clause] = []
    for (comparison, symbol, wildcard) in found {
      guard let clause = Clause(comparison, symbol, wildcard, in: bytes) else { throw .unreadableVersion }
      clauses.append(clause)
    }
    return clauses
  }
}
