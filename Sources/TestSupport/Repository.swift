import Platform

/// Where this checkout's own files are, for tests that read charts and golden answers.
package enum Repository {
  /// The folder that holds Package.swift.
  package static let root: String = {
    var folder = Path.parent(#filePath)
    while folder != "/", FileSystem.kind(folder + "/Package.swift") != .file { folder = Path.parent(folder) }
    return folder
  }()

  /// The real Helm or kubectl that `make peers` brings; nil where they are not here, and the test says so.
  package static func peer(_ name: String) -> String? {
    let environment = Environment.variables()
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    let path = (environment["PEERS_HOME"] ?? cache + "/chart-peers") + "/bin/" + name
    return FileSystem.kind(path) == .file ? path : nil
  }
}
