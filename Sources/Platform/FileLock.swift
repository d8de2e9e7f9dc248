/// A lock that one process at a time holds, on a file of its own; the system lets go of it when its holder dies.
package final class FileLock {
  private let descriptor: Int32

  /// Waits until the lock on the file is this process's; the file is made where it is missing.
  package init(_ path: String) throws(FileError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("open", path) }
    while flock(descriptor, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(descriptor)
      throw FileError("lock", path, code)
    }
  }

  /// Takes the lock on a file if nobody has it; nil where somebody does.
  package init?(ifFree path: String) throws(FileError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("open", path) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { return nil }
      throw FileError("lock", path, code)
    }
  }

  deinit { close(descriptor) }
}
