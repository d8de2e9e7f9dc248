internal import CArchive
internal import Platform

/// Walks through a tar archive with libarchive, which gets gzipped ones block by block as it asks for them.
final class ArchiveReader {
  /// Where libarchive gets its bytes.
  private enum Source {
    case tar(UnsafeBufferPointer<UInt8>)
    case gzip(GzipReader)
  }

  private let archive: OpaquePointer
  private let source: Source
  /// What went wrong while libarchive was asking for a block.
  private var failure: ArchiveError?

  /// The files of a gzipped tar archive.
  static func files(
    of gzip: UnsafeBufferPointer<UInt8>, limits: Archive.Limits
  ) throws(ArchiveError) -> [ArchiveEntry] {
    guard let tar = WholeGzip.decompress(gzip, limit: limits.total) else {
      return try ArchiveReader(.gzip(try GzipReader(gzip, ignoresTrailer: true))).files(limits)
    }
    return try tar.withUnsafeBufferPointer { tar throws(ArchiveError) in
      guard let entries = try PlainTar.entries(of: tar) else { return try ArchiveReader(.tar(tar)).files(limits) }
      var files = ArchiveFiles(limits)
      for entry in entries where !entry.isFolder {
        try files.add(entry.name, size: entry.content.count, Moment(seconds: entry.modified)) {
          Array(tar[entry.content])
        }
      }
      return files.entries
    }
  }

  /// A reader of bytes, which must outlive it.
  private init(_ source: Source) throws(ArchiveError) {
    self.source = source
    guard let archive = archive_read_new() else { throw .notTar(reason: "out of memory") }
    self.archive = archive
    archive_read_support_format_tar(archive)
    archive_read_support_format_empty(archive)
  }

  deinit { archive_read_free(archive) }

  private func files(_ limits: Archive.Limits) throws(ArchiveError) -> [ArchiveEntry] {
    try open()
    var files = ArchiveFiles(limits)
    var header: OpaquePointer?
    while true {
      let code = archive_read_next_header(archive, &header)
      if code == ARCHIVE_EOF { return files.entries }
      // A warning concerns an attribute that is not used here.
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let header else { throw error() }
      if archive_entry_filetype(header) == 0o040000 { continue }
      let size = archive_entry_filetype(header) == 0o100000 ? Int(archive_entry_size(header)) : 0
      let modified = Moment(
        seconds: Int64(archive_entry_mtime(header)), nanoseconds: Int32(clamping: archive_entry_mtime_nsec(header)))
      try files.add(name(of: header), size: size, modified) { () throws(ArchiveError) in try content(size: size) }
    }
  }

  private func open() throws(ArchiveError) {
    let code: Int32
    switch source {
    case .tar(let bytes): code = archive_read_open_memory(archive, bytes.baseAddress, bytes.count)
    case .gzip:
      code = archive_read_open(
        archive, Unmanaged.passUnretained(self).toOpaque(), nil,
        { _, context, block in
          guard let context else { return -1 }
          return Unmanaged<ArchiveReader>.fromOpaque(context).takeUnretainedValue().nextBlock(block)
        }, nil)
    }
    if code != ARCHIVE_OK { throw error() }
  }

  private func nextBlock(_ block: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    guard case .gzip(let gzip) = source else { return 0 }
    do {
      let bytes = try gzip.next()
      block?.pointee = UnsafeRawPointer(bytes.baseAddress)
      return bytes.count
    } catch {
      failure = error
      return -1
    }
  }

  private func name(of header: OpaquePointer) -> String {
    // The second form has the archive's bytes where they are no UTF-8.
    if let name = archive_entry_pathname_utf8(header) { return String(cString: name) }
    return archive_entry_pathname(header).map { String(cString: $0) } ?? ""
  }

  private func content(size: Int) throws(ArchiveError) -> [UInt8] {
    if size <= 0 { return [] }
    var failed = false
    let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = archive_read_data(archive, buffer.baseAddress?.advanced(by: count), size - count)
        if read < 0 { failed = true }
        if read <= 0 { return }
        count += read
      }
    }
    if failed { throw failure ?? .truncated }
    return content
  }

  private func error() -> ArchiveError {
    if let failure { return failure }
    return .notTar(reason: archive_error_string(archive).map { String(cString: $0) } ?? "")
  }
}
