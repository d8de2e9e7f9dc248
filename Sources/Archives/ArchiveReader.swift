internal import CArchive
internal import Platform

/// Walks through a gzipped tar archive with libarchive, which gets the decompressed blocks as it asks for them.
final class ArchiveReader {
  private let archive: OpaquePointer
  private let gzip: GzipReader
  /// What went wrong while libarchive was asking for a block.
  private var failure: ArchiveError?

  /// A reader of bytes, which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ArchiveError) {
    gzip = try GzipReader(bytes)
    guard let archive = archive_read_new() else { throw .notTar(reason: "out of memory") }
    self.archive = archive
    archive_read_support_format_tar(archive)
    archive_read_support_format_empty(archive)
  }

  deinit { archive_read_free(archive) }

  func files(_ limits: Archive.Limits) throws(ArchiveError) -> [ArchiveEntry] {
    let context = Unmanaged.passUnretained(self).toOpaque()
    let code = archive_read_open(
      archive, context, nil,
      { _, context, block in
        guard let context else { return -1 }
        return Unmanaged<ArchiveReader>.fromOpaque(context).takeUnretainedValue().nextBlock(block)
      }, nil)
    if code != ARCHIVE_OK { throw error() }

    var files: [ArchiveEntry] = []
    var remaining = limits.total
    var header: OpaquePointer?
    while true {
      let code = archive_read_next_header(archive, &header)
      if code == ARCHIVE_EOF { return files }
      // A warning concerns an attribute that is not used here.
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let header else { throw error() }
      if archive_entry_filetype(header) == 0o040000 { continue }

      let path = try ChartPath.inside(name(of: header))
      let size = archive_entry_filetype(header) == 0o100000 ? Int(archive_entry_size(header)) : 0
      if size > remaining { throw .tooLarge(limit: limits.total) }
      if files.count == limits.count { throw .tooManyFiles(limit: limits.count) }

      var content = try content(size: size)
      remaining -= content.count
      if content.count < size || remaining <= 0 { throw .tooLarge(limit: limits.total) }
      if content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
      let modified = Moment(
        seconds: Int64(archive_entry_mtime(header)), nanoseconds: Int32(clamping: archive_entry_mtime_nsec(header)))
      files.append(ArchiveEntry(path: path, content: content, modified: modified))
    }
  }

  private func nextBlock(_ block: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
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
