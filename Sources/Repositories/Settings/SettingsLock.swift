import Platform

extension FileLock {
  /// The lock under which a settings file is changed, which takes a moment; who finds it taken for longer is told.
  static func forChange(_ path: String) throws -> FileLock {
    if let lock = try FileLock(ifFree: path, patience: .seconds(30)) { return lock }
    throw RepositoryError("another process has held \(path) for 30 seconds")
  }
}
