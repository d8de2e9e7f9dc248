internal import Platform
package import SemanticVersions
internal import Values
internal import YAML

/// A repository's index.yaml: which charts there are, in which versions, and where.
///
/// Only what is asked for is read: see `IndexScanner`. The answers are those of pkg/repo's IndexFile.
package struct RepositoryIndex {
  private enum Content {
    /// Where each chart's versions are.
    case scanned(Source, [String: [Range<Int>]])
    /// The whole index as data.
    case read(ValueMap)
  }

  /// Where the parts of an index come from.
  private enum Source {
    case bytes([UInt8])
    /// A file that stays as it was opened, whatever takes its name.
    case file(ReadableFile)

    /// The bytes of a range.
    func read(_ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
      switch self {
      case .bytes(let bytes): return Array(bytes[range])
      case .file(let file):
        do throws(FileError) {
          return try file.read(range)
        } catch {
          throw RepositoryError("\(error)", hint: "The file has changed while it was read: try again.")
        }
      }
    }
  }

  private let content: Content
  /// What errors call the index: its file.
  private let source: String

  /// The index in `bytes`.
  ///
  /// - Parameter source: what errors call it.
  package init(_ bytes: [UInt8], source: String) throws(RepositoryError) {
    self.source = source
    if bytes.isEmpty { throw RepositoryError("error loading \(source): empty index.yaml file") }
    if let charts = IndexScanner.charts(in: bytes) {
      content = .scanned(.bytes(bytes), Self.places(charts))
      return
    }
    let document = try Self.document(bytes, source)
    guard document.at("apiVersion")?.asString.map({ !$0.storage.isEmpty }) ?? false else {
      throw RepositoryError("error loading \(source): no API version specified")
    }
    content = .read(document.at("entries")?.asMap ?? ValueMap())
  }

  /// The index in a file, which stays open: of its content only what is asked for comes into memory.
  ///
  /// - Parameter source: what errors call it; its path where nothing else is said.
  package init(path: String, source: String? = nil) throws(RepositoryError) {
    let bytes: [UInt8]
    do throws(FileError) {
      let file = try ReadableFile(path, limit: RepositoryLimits.index)
      if let charts = try IndexScanner.charts(in: file) {
        self.init(.scanned(.file(file), Self.places(charts)), source: source ?? path)
        return
      }
      bytes = try FileSystem.read(path, limit: RepositoryLimits.index)
    } catch {
      throw RepositoryError("\(error)")
    }
    try self.init(bytes, source: source ?? path)
  }

  private init(_ content: Content, source: String) {
    self.content = content
    self.source = source
  }

  private static func places(_ charts: [IndexScanner.Chart]) -> [String: [Range<Int>]] {
    var places: [String: [Range<Int>]] = [:]
    for chart in charts { places[chart.name, default: []] += chart.items }
    return places
  }

  /// The bytes from the first to the end of the last of a chart's items, and where in the index they begin.
  private static func part(
    _ source: Source, _ ranges: [Range<Int>]
  ) throws(RepositoryError) -> (bytes: [UInt8], base: Int) {
    guard let first = ranges.first, let last = ranges.last, first.lowerBound < last.upperBound else { return ([], 0) }
    return (try source.read(first.lowerBound..<last.upperBound), first.lowerBound)
  }

  /// The charts' names, in order.
  package var names: [String] {
    switch content {
    case .scanned(_, let places): places.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    case .read(let entries): entries.entries.map { "\($0.key)" }
    }
  }

  /// Whether the index knows a chart of that name.
  package func has(_ name: String) -> Bool {
    switch content {
    case .scanned(_, let places): places[name] != nil
    case .read(let entries): entries[Bytes(name)] != nil
    }
  }

  /// A chart's versions, the newest first; those that Helm would not take for one are left out.
  package func versions(of name: String) throws(RepositoryError) -> [IndexEntry] {
    let items: [Value]
    switch content {
    case .read(let entries):
      items = entries[Bytes(name)]?.asList ?? []
    case .scanned(let text, let places):
      guard let ranges = places[name], !ranges.isEmpty else { return [] }
      items = try Self.document(try Self.part(text, ranges).bytes, source).asList ?? []
    }
    return Self.sorted(items.compactMap(IndexEntry.init))
  }

  /// A chart's newest version that `range` allows; nil where there is none.
  ///
  /// Of a long list only the entries are read whose own line says a version that is allowed and newer.
  package func newest(
    of name: String, where isWanted: (SemanticVersion) -> Bool
  ) throws(RepositoryError) -> IndexEntry? {
    if case .scanned(let text, let places) = content, let ranges = places[name] {
      let (bytes, base) = try Self.part(text, ranges)
      var best: (version: SemanticVersion, range: Range<Int>)?
      var isCertain = true
      for range in ranges {
        let own = (range.lowerBound - base)..<(range.upperBound - base)
        guard own.lowerBound >= 0, own.upperBound <= bytes.count, let text = IndexItem.version(in: bytes, own) else {
          isCertain = false
          break
        }
        guard let version = try? SemanticVersion(text), isWanted(version) else { continue }
        if let found = best, found.version.compare(version) >= 0 { continue }
        best = (version, own)
      }
      if isCertain {
        guard let best else { return nil }
        let items = try Self.document(Array(bytes[best.range]), source).asList ?? []
        if let entry = items.first.flatMap(IndexEntry.init), entry.semanticVersion == best.version { return entry }
      }
    }
    return try versions(of: name).first { $0.semanticVersion.map(isWanted) ?? false }
  }

  /// The version of a chart that a user's word means: exactly that one where there is, else the newest in the range, else
  /// the newest that is no prerelease; as IndexFile.Get.
  package func find(_ name: String, version: String) throws(RepositoryError) -> IndexEntry {
    guard has(name) else { throw RepositoryError("no chart name found") }
    let range: VersionConstraint
    do {
      range = try VersionConstraint(version.isEmpty ? "*" : version)
    } catch {
      throw RepositoryError("\(error)")
    }
    if !version.isEmpty, let exact = try versions(of: name).first(where: { $0.version == version }) { return exact }
    if let entry = try newest(of: name, where: range.check) { return entry }
    throw RepositoryError("no chart version found for \(name)-\(version)")
  }

  /// Whether a chart's part of the index can hold `word` at all; true where only reading it can tell.
  ///
  /// - Parameter word: in small letters.
  func mayMention(_ word: [UInt8], in name: String) -> Bool {
    guard case .scanned(let text, let places) = content, let ranges = places[name], let letter = word.first
    else { return true }
    // A word of plain letters stands in the file as it is: only what is not plain is escaped or broken over lines.
    guard word.allSatisfy({ $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || "-._".utf8.contains($0) }) else { return true }
    guard let bytes = try? Self.part(text, ranges).bytes else { return true }
    return bytes.withUnsafeBufferPointer { buffer in
      let end = buffer.count - word.count
      var at = 0
      while at <= end {
        if Self.small(buffer[at]) == letter, word.indices.allSatisfy({ Self.small(buffer[at + $0]) == word[$0] }) {
          return true
        }
        at += 1
      }
      return false
    }
  }

  private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// The newest first; among equals, in the order of the index.
  static func sorted(_ entries: [IndexEntry]) -> [IndexEntry] {
    entries.enumerated().sorted { a, b in
      guard let first = a.element.semanticVersion, let second = b.element.semanticVersion else { return false }
      let order = first.compare(second)
      return order == 0 ? a.offset < b.offset : order > 0
    }.map(\.element)
  }

  private static func document(_ bytes: [UInt8], _ source: String) throws(RepositoryError) -> Value {
    do {
      // As Helm: what is JSON is read as JSON, anything else as YAML.
      if GoSpace.trimmingStart(bytes[...]).first == UInt8(ascii: "{"), let json = try? JSON.decode(bytes) {
        return json
      }
      return try YAML.decode(bytes, numbers: .typed)
    } catch {
      throw RepositoryError("error loading \(source): \(error)")
    }
  }
}

/// How large what a server sends may be.
package enum RepositoryLimits {
  /// The most bytes of an index.
  package static let index = 512 << 20
  /// The most bytes of a package.
  package static let package = 100 << 20
}
