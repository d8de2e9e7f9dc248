/// A call to the file system that the system refused.
package struct FileError: Error, CustomStringConvertible {
  /// What was tried, as Go names it: `open`, `read`, `stat`, `mkdir`, ….
  package let operation: String
  /// The path it was tried on.
  package let path: String
  /// The system's error number.
  package let code: Int32

  /// An error of one call.
  package init(_ operation: String, _ path: String, _ code: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or folder does not exist.
  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }

  /// The error as Go prints an *fs.PathError, such as `open x: no such file or directory`.
  package var description: String { "\(operation) \(path): \(FileError.reason(code))" }

  /// The system's words for an error number, with Go's small first letter.
  package static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    guard let first = text.first else { return "error \(code)" }
    return first.lowercased() + text.dropFirst()
  }
}
