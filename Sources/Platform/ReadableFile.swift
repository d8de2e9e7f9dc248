/// A file that stays open, so that parts of it can be read when they are wanted.
///
/// It is read, never mapped: a file that somebody else cuts short is an error here and no trap.
package final class ReadableFile: Sendable {
  private let descriptor: Int32
  private let path: String
  /// How many bytes it had when it was opened.
  package let size: Int

  /// Opens a file.
  ///
  /// - Parameter limit: the most bytes that are accepted; a larger file is refused with EFBIG.
  package init(_ path: String, limit: Int = .max) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      size = 0
      throw FileError("open", path)
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    size = isKnown ? Int(status.st_size) : 0
    if !isKnown { throw FileError("stat", path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError("read", path, EISDIR) }
    if size > limit { throw FileError("read", path, EFBIG) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The bytes of a range; fewer than asked for are an error.
  package func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let n = pread(
          descriptor, buffer.baseAddress?.advanced(by: count), range.count - count, off_t(range.lowerBound + count))
        if n > 0 {
          count += n
        } else if n == 0 {
          failure = EIO
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw FileError("read", path, failure) }
    return bytes
  }

  /// Hands the whole file over, a piece at a time, while `take` wants more.
  package func forEachPiece(_ take: (_ piece: [UInt8]) -> Bool) throws(FileError) {
    var at = 0
    while at < size {
      let piece = try read(at..<min(size, at + 1 << 20))
      at += piece.count
      if !take(piece) { return }
    }
  }
}
