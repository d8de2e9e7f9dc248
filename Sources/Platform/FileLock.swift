/// A lock that one process at a time holds, on a file of its own; the system lets go of it when its holder dies.
package final class FileLock {
  private let descriptor: Int32

  /// Waits until the lock on the file is this process's; the file is made where it is missing.
  package init(_ path: String) throws(FileError) {
    descriptor = try Self.openFile(path)
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw FileError("lock", path) }
    }
  }

  /// Takes the lock on a file if nobody has it; nil where somebody does.
  ///
  /// - Parameter patience: how long it is tried, for a holder that needs a moment only.
  package init?(ifFree path: String, patience: Duration = .zero) throws(FileError) {
    descriptor = try Self.openFile(path)
    let end = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK where ContinuousClock.now < end: usleep(5000)
      case EWOULDBLOCK: return nil
      default: throw FileError("lock", path)
      }
    }
  }

  /// An initialiser that ends early comes here too, once the descriptor is set: none closes it by itself, as the number
  /// may be somebody else's file by then.
  deinit { close(descriptor) }

  private static func openFile(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("open", path) }
    return descriptor
  }
}
