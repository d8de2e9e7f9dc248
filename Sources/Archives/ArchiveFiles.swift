internal import Platform

/// The files that were found in an archive so far, as long as there are no more of them than allowed.
struct ArchiveFiles {
  private(set) var entries: [ArchiveEntry] = []
  private let limits: Archive.Limits
  private var remaining: Int

  init(_ limits: Archive.Limits) {
    self.limits = limits
    remaining = limits.total
  }

  /// Adds a file by its name in the archive, unless it may not be there; its content is asked for after its size.
  mutating func add(
    _ name: String, size: Int, _ modified: Moment, content: () throws(ArchiveError) -> [UInt8]
  ) throws(ArchiveError) {
    let path = try ChartPath.inside(name)
    if size > remaining { throw .tooLarge(limit: limits.total) }
    if entries.count == limits.count { throw .tooManyFiles(limit: limits.count) }
    var content = try content()
    remaining -= content.count
    if content.count < size || remaining <= 0 { throw .tooLarge(limit: limits.total) }
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
    entries.append(ArchiveEntry(path: path, content: content, modified: modified))
  }
}
