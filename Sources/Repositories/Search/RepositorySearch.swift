internal import SemanticVersions
internal import Values

/// Looks for charts in the indexes of added repositories, as `helm search repo` (pkg/cmd/search).
package struct RepositorySearch {
  /// A chart that was found.
  package struct Match {
    /// The repository's name and the chart's, `bitnami/redis`.
    package let name: String
    /// How far from the name the words stand; less is better.
    package let score: Int
    /// The version that was found.
    package let entry: IndexEntry
  }

  /// What is looked for.
  package enum Query {
    /// Everything.
    case all
    /// A text, in any case.
    case text(String)
    /// A pattern: where in a text it first matches.
    case pattern((String) -> Int?)
  }

  private let query: Query
  private let range: VersionConstraint
  private let wantsAllVersions: Bool

  /// A search.
  ///
  /// - Parameters:
  ///   - version: the range of versions to look at; empty for all that are no prereleases.
  ///   - wantsAllVersions: whether each version of a chart is a match of its own.
  package init(_ query: Query, version: String, wantsAllVersions: Bool) throws(RepositoryError) {
    self.query = query
    self.wantsAllVersions = wantsAllVersions
    do throws(VersionConstraintError) {
      range = try VersionConstraint(version.isEmpty ? ">0.0.0" : version)
    } catch {
      throw RepositoryError("an invalid version/constraint format: \(error)")
    }
  }

  /// The matches in one repository.
  package func matches(in index: RepositoryIndex, named repository: String) throws(RepositoryError) -> [Match] {
    var found: [Match] = []
    for name in index.names {
      if case .all = query, !wantsAllVersions {
        if let entry = try index.newest(of: name, where: range.check) {
          found.append(Match(name: "\(repository)/\(name)", score: 0, entry: entry))
        }
        continue
      }
      guard mayMatch(name, in: index, repository) else { continue }
      var matches: [Match] = []
      for entry in try index.versions(of: name) where entry.semanticVersion.map(range.check) ?? false {
        guard let score = score(of: entry, repository), score < 25 else { continue }
        matches.append(Match(name: "\(repository)/\(name)", score: score, entry: entry))
      }
      matches = Self.sorted(matches)
      found += wantsAllVersions ? matches : Array(matches.prefix(1))
    }
    return found
  }

  /// The best first; of one chart, the newest version first.
  package static func sorted(_ matches: [Match]) -> [Match] {
    matches.sorted { a, b in
      if a.score != b.score { return a.score < b.score }
      if a.name != b.name { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
      guard let first = a.entry.semanticVersion, let second = b.entry.semanticVersion else { return false }
      return first.compare(second) > 0
    }
  }

  private func mayMatch(_ name: String, in index: RepositoryIndex, _ repository: String) -> Bool {
    guard case .text(let text) = query else { return true }
    let word = text.lowercased()
    return "\(name)\u{0B}\(repository)/\(name)".lowercased().contains(word)
      || index.mayMention(Array(word.utf8), in: name)
  }

  /// How many parts of the entry's line stand before the match; nil where there is none.
  private func score(of entry: IndexEntry, _ repository: String) -> Int? {
    let line = [entry.name, "\(repository)/\(entry.name)", entry.description, entry.keywords.joined(separator: " ")]
      .joined(separator: "\u{0B}")
    let at: Int?
    switch query {
    case .all: return 0
    case .text(let text): at = Self.place(of: Array(text.lowercased().utf8), in: Array(line.lowercased().utf8))
    case .pattern(let find): at = find(line)
    }
    guard let at else { return nil }
    return line.utf8.prefix(at).count { $0 == 0x0B }
  }

  private static func place(of word: [UInt8], in line: [UInt8]) -> Int? {
    guard word.count <= line.count else { return nil }
    return (0...(line.count - word.count)).first { line[$0...].starts(with: word) }
  }
}
