package import Platform

/// A folder for one test, removed with all in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
  /// The folder's absolute path, links resolved.
  package let path: String

  /// A new folder with the given files in it, by their paths inside the folder.
  package init(_ files: KeyValuePairs<String, String> = [:]) throws(FileError) {
    path = try FileSystem.realPath(FileSystem.createTemporaryFolder(prefix: "chart-test"))
    for (name, content) in files { try write(name, content) }
  }

  deinit {
    try? FileSystem.remove(path)
  }

  /// The path of a file or folder inside.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a text file and the folders above it.
  package func write(_ name: String, _ content: String) throws(FileError) {
    try write(name, bytes: Array(content.utf8))
  }

  /// Writes a file of any bytes and the folders above it.
  package func write(_ name: String, bytes: [UInt8]) throws(FileError) {
    try FileSystem.createFolder(Path.parent(path(name)))
    try FileSystem.write(bytes, to: path(name))
  }

  /// Makes a symbolic link.
  package func link(_ name: String, to target: String) throws(FileError) {
    try FileSystem.createFolder(Path.parent(path(name)))
    if symlink(target, path(name)) != 0 { throw FileError("symlink", path(name)) }
  }
}
