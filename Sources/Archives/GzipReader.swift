internal import CArchive

/// Decompresses gzip data block by block, with checksums, as Go's gzip.Reader; members that follow each other are one.
///
/// This tells what is wrong with data that is not sound. Sound data is mostly taken by `WholeGzip`.
final class GzipReader {
  private let stream: UnsafeMutablePointer<z_stream>
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  /// The bytes not yet handed to zlib, which counts in 32 bits.
  private var rest: UnsafeBufferPointer<UInt8>
  private var consumed = 0
  private var isAtEnd = false
  private var isPastFirstMember = false
  private let ignoresTrailer: Bool

  /// A reader of bytes, which must outlive it.
  ///
  /// - Parameter ignoresTrailer: whether bytes after a member that start none are no error but the end, as Go's readers of
  ///   archives never come to see them.
  init(_ bytes: UnsafeBufferPointer<UInt8>, ignoresTrailer: Bool = false) throws(ArchiveError) {
    self.ignoresTrailer = ignoresTrailer
    if bytes.isEmpty { throw .empty }
    if bytes.count < 10 { throw .truncated }
    guard bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 0x08 else { throw .notGzip }
    rest = bytes
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    buffer = .allocate(capacity: 1 << 16)
    _ = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  /// The next block, valid until the next call; an empty one at the end.
  func next() throws(ArchiveError) -> UnsafeBufferPointer<UInt8> {
    stream.pointee.next_out = buffer.baseAddress
    stream.pointee.avail_out = UInt32(buffer.count)
    while !isAtEnd, stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0 { feed() }
      let code = inflate(stream, Z_NO_FLUSH)
      switch code {
      case Z_OK: continue
      case Z_STREAM_END: try startNextMember()
      case Z_BUF_ERROR where stream.pointee.avail_in == 0 && !rest.isEmpty: continue
      default:
        guard ignoresTrailer, isPastFirstMember, stream.pointee.total_out == 0 else {
          throw code == Z_BUF_ERROR ? .truncated : failure()
        }
        isAtEnd = true
      }
    }
    return UnsafeBufferPointer(start: buffer.baseAddress, count: buffer.count - Int(stream.pointee.avail_out))
  }

  private func feed() {
    let piece = min(rest.count, 1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
    stream.pointee.avail_in = UInt32(piece)
    consumed += piece
    rest = UnsafeBufferPointer(rebasing: rest[piece...])
  }

  private func startNextMember() throws(ArchiveError) {
    if stream.pointee.avail_in == 0 { feed() }
    if stream.pointee.avail_in == 0 {
      isAtEnd = true
      return
    }
    isPastFirstMember = true
    guard inflateReset(stream) == Z_OK else { throw .notGzip }
  }

  private func failure() -> ArchiveError {
    switch stream.pointee.msg.map({ String(cString: $0) }) ?? "" {
    case "incorrect header check", "unknown compression method", "unknown header flags set", "header crc mismatch":
      .notGzip
    case "incorrect data check", "incorrect length check": .wrongChecksum
    default: .corrupt(offset: consumed - Int(stream.pointee.avail_in))
    }
  }
}
