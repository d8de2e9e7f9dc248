internal import CFileTree

extension FileSystem {
  /// Makes `to` a folder of the same files as `from`.
  ///
  /// Folders are made anew, files are the same ones under another name, so that it costs no copying. Links stay links.
  package static func linkTree(_ from: String, to path: String) throws(FileError) {
    try createFolder(path)
    for entry in try list(from) {
      let (source, target) = (from + "/" + entry.name, path + "/" + entry.name)
      switch entry.kind {
      case .folder:
        try linkTree(source, to: target)
      case .link:
        try link(try targetOfLink(source), as: target)
      default:
        if hardLink(source, target) != 0 { try write(try read(source), to: target) }
      }
    }
  }

  /// When a file's content last changed.
  package static func modified(_ path: String) throws(FileError) -> Moment {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError("stat", path) }
    #if canImport(Darwin)
    return Moment(seconds: Int64(status.st_mtimespec.tv_sec), nanoseconds: Int32(status.st_mtimespec.tv_nsec))
    #else
    return Moment(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int32(status.st_mtim.tv_nsec))
    #endif
  }

  /// Where a link leads, as it stands in the link.
  package static func targetOfLink(_ path: String) throws(FileError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(path, &buffer, buffer.count)
    guard length >= 0 else { throw FileError("readlink", path) }
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes a link that leads to `target`.
  package static func link(_ target: String, as path: String) throws(FileError) {
    if symlink(target, path) != 0 { throw FileError("symlink", path) }
  }

  /// Gives two files or folders each other's names at once: nobody ever finds one of the names missing.
  package static func exchange(_ a: String, _ b: String) throws(FileError) {
    if chart_exchange(a, b) != 0 { throw FileError("rename", b) }
  }

  private static func hardLink(_ from: String, _ path: String) -> Int32 {
    #if canImport(Darwin)
    Darwin.link(from, path)
    #elseif canImport(Musl)
    Musl.link(from, path)
    #else
    Glibc.link(from, path)
    #endif
  }
}
