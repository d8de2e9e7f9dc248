/// A file that comes to be whole or not at all: its bytes go to a neighbour, which takes the file's name at the end.
package final class AtomicFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - mode: the new file's permissions, less what the process's umask takes away; 0o600 for anything that holds
  ///     credentials.
  ///   - followsLink: whether a link at the path stays one, and what it leads to is written.
  package init(_ path: String, mode: mode_t = 0o644, followsLink: Bool = false) throws(FileError) {
    self.path = followsLink && FileSystem.kind(path) != nil ? try FileSystem.realPath(path) : path
    var dice = SystemRandomNumberGenerator()
    while true {
      let name = "\(self.path).\(String(UInt32.random(in: 0...UInt32.max, using: &dice), radix: 36))"
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 {
        temporary = name
        return
      }
      if errno != EEXIST { throw FileError("create", path) }
    }
  }

  deinit { discard() }

  /// Adds bytes.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    let code = FileSystem.writeAll(bytes[...], to: descriptor)
    if code != 0 { throw FileError("write", path, code) }
  }

  /// Gives the file its name.
  ///
  /// - Parameter isReproducible: whether the content can be made or fetched again, so that nobody need wait until it is
  ///   on the disk. All else outlives a loss of power.
  package func finish(isReproducible: Bool = false) throws(FileError) {
    var code: Int32 = 0
    if !isReproducible, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    descriptor = -1
    if code == 0, rename(temporary, path) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw FileError("write", path, code)
    }
  }

  /// Leaves no trace of a file that was not finished.
  package func discard() {
    if descriptor < 0 { return }
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }
}
