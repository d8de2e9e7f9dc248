import Platform

/// Where this checkout's own files are, for tests that read charts and golden answers.
package enum Repository {
  /// The folder that holds Package.swift.
  package static let root: String = {
    var folder = Path.parent(#filePath)
    while folder != "/", FileSystem.kind(folder + "/Package.swift") != .file { folder = Path.parent(folder) }
    return folder
  }()
}
