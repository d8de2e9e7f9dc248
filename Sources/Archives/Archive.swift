package import Platform

/// One file of a chart archive.
package struct ArchiveEntry: Sendable, Equatable {
  /// The path: inside the chart's folder for an entry that was read, in the archive for one to be packed.
  package var path: String
  /// The content.
  package var content: [UInt8]
  /// When the file was last changed, as the archive says.
  package var modified: Moment

  /// A file by its path and content.
  package init(path: String, content: [UInt8], modified: Moment = Moment(seconds: 0)) {
    self.path = path
    self.content = content
    self.modified = modified
  }
}

/// Chart archives: gzipped tar files with one folder at the top.
package enum Archive {
  /// What an archive may hold at most.
  package struct Limits: Sendable {
    /// Bytes of all files together.
    package var total: Int
    /// Files.
    package var count: Int

    /// Helm's limit, and one of our own for the number of files.
    package init(total: Int = 100 << 20, count: Int = 100_000) {
      self.total = total
      self.count = count
    }
  }

  /// The files of a chart archive, their paths inside the chart's folder, as Helm's LoadArchiveFiles.
  ///
  /// What would decompress to more than the limit is decompressed as it is read, so that it is refused before it fills
  /// the memory. Folders and extension headers are skipped; links and devices are files without content, as Helm takes
  /// them; a byte-order mark at a file's start is dropped.
  package static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(ArchiveError) -> [ArchiveEntry] {
    let entries = try bytes.withUnsafeBufferPointer { gzip throws(ArchiveError) in
      try ArchiveReader.files(of: gzip, limits: limits)
    }
    if entries.isEmpty { throw .noFiles }
    return entries
  }

  /// A chart archive of files, whose bytes depend on nothing but their paths and contents: sorted, and with the same
  /// owner, mode and time for all.
  package static func pack(_ entries: [ArchiveEntry]) -> [UInt8] {
    var tar = TarWriter()
    for entry in entries.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      tar.append(path: entry.path, content: entry.content)
    }
    return Gzip.compress(tar.finish(), header: helmHeader)
  }

  /// The header by which Helm marks the archives it packs.
  private static let helmHeader = Gzip.Header(
    extra: Array("rr(\u{0}aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=".utf8), comment: "Helm")

  /// Refuses a file that is no gzip archive in Helm's words, which guess what it is instead.
  ///
  /// - Parameter start: the file's first bytes, 512 of them where there are so many.
  /// - Returns: the error's text, or nil where the file may be an archive.
  package static func refusal(of name: String, startingWith start: [UInt8]) -> String? {
    if Gzip.isCompressed(start) { return nil }
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      return "file '\(name)' seems to be a YAML file, but expected a gzipped archive"
    }
    // Helm looks at a buffer of 512 bytes, whether or not the file fills it.
    let padded = start.prefix(512) + repeatElement(0, count: max(0, 512 - start.count))
    let type = ContentType.detect(Array(padded))
    return "file '\(name)' does not appear to be a gzipped archive; got '\(type)'"
  }
}
