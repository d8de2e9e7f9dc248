/// Files and folders, in the few calls that charts and releases need.
///
/// Nothing here keeps state: a path goes in as text, and every refusal comes out as a `FileError` that names it.
package enum FileSystem {
  /// What a path leads to.
  package enum Kind: Sendable {
    case file, folder, link, other
  }

  /// One name in a folder.
  package struct Entry: Sendable {
    /// The name, without the folder.
    package let name: String
    /// What it is, links not followed.
    package let kind: Kind
  }

  /// What stands at a path, links followed; nil where nothing does.
  package static func kind(_ path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return kind(ofMode: status.st_mode)
  }

  /// What stands at a path, a link being told as a link; nil where nothing does.
  package static func kindOfLink(_ path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return kind(ofMode: status.st_mode)
  }

  private static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// The size of a file in bytes.
  package static func size(_ path: String) throws(FileError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError("stat", path) }
    return Int(status.st_size)
  }

  /// The whole content of a file.
  ///
  /// - Parameter limit: the most bytes that are accepted; a larger file is refused with EFBIG.
  package static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, named: path, limit: limit)
  }

  /// All that an open descriptor still has to give, such as standard input's.
  package static func read(descriptor: Int32, named path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("stat", path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError("read", path, EISDIR) }
    if Int(status.st_size) > limit { throw FileError("read", path, EFBIG) }
    var content: [UInt8] = []
    var chunk = max(4096, Int(status.st_size) + 1)
    while true {
      let start = content.count
      var failure: Int32 = 0
      // Appending through an uninitialised buffer avoids clearing what read(2) fills anyway.
      let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        while true {
          #if canImport(Darwin)
          let n = Darwin.read(descriptor, buffer.baseAddress, chunk)
          #elseif canImport(Musl)
          let n = Musl.read(descriptor, buffer.baseAddress, chunk)
          #else
          let n = Glibc.read(descriptor, buffer.baseAddress, chunk)
          #endif
          if n >= 0 {
            count = n
            return
          }
          if errno == EINTR { continue }
          failure = errno
          return
        }
      }
      if failure != 0 { throw FileError("read", path, failure) }
      if part.isEmpty { return content }
      if start == 0 { content = part } else { content.append(contentsOf: part) }
      if content.count > limit { throw FileError("read", path, EFBIG) }
      chunk = max(4096, min(1 << 20, content.count))
    }
  }

  /// The names in a folder, in bytewise order.
  package static func list(_ path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw FileError("open", path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while true {
      // Its end and an error look the same but for this.
      errno = 0
      guard let entry = readdir(folder) else {
        if errno != 0 { throw FileError("read", path) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let kind: Kind
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): kind = .file
      case Int32(DT_DIR): kind = .folder
      case Int32(DT_LNK): kind = .link
      default: kind = kindOfLink(path + "/" + name) ?? .other
      }
      entries.append(Entry(name: name, kind: kind))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Writes a file whole or not at all, with the permissions, the link and the disk as `AtomicFile` takes them.
  package static func write(
    _ content: [UInt8], to path: String, mode: mode_t = 0o644, followsLink: Bool = false, isReproducible: Bool = false
  ) throws(FileError) {
    let file = try AtomicFile(path, mode: mode, followsLink: followsLink)
    do throws(FileError) {
      try file.append(content)
      try file.finish(isReproducible: isReproducible)
    } catch {
      file.discard()
      throw error
    }
  }

  /// Writes all bytes to a descriptor; the answer is 0 or the system's error number.
  package static func writeAll(_ content: ArraySlice<UInt8>, to descriptor: Int32) -> Int32 {
    content.withUnsafeBytes { buffer -> Int32 in
      var offset = 0
      while offset < buffer.count {
        #if canImport(Darwin)
        let n = Darwin.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #elseif canImport(Musl)
        let n = Musl.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #else
        let n = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #endif
        if n < 0 {
          if errno == EINTR { continue }
          return errno
        }
        offset += n
      }
      return 0
    }
  }

  /// Makes a folder and those above it; one that is there already is fine.
  package static func createFolder(_ path: String, mode: mode_t = 0o755) throws(FileError) {
    if path.isEmpty || kind(path) == .folder { return }
    let parent = Path.parent(path)
    if parent != path, !parent.isEmpty { try createFolder(parent, mode: mode) }
    if mkdir(path, mode) != 0, errno != EEXIST { throw FileError("mkdir", path) }
    if kind(path) != .folder { throw FileError("mkdir", path, ENOTDIR) }
  }

  /// Removes a file, or a folder with all in it; links are removed, never followed.
  package static func remove(_ path: String) throws(FileError) {
    switch kindOfLink(path) {
    case nil: return
    case .folder:
      for entry in try list(path) { try remove(path + "/" + entry.name) }
      if rmdir(path) != 0 { throw FileError("remove", path) }
    default:
      if unlink(path) != 0 { throw FileError("remove", path) }
    }
  }

  /// Gives a file or folder another name on the same file system, replacing a file of that name at once.
  package static func move(_ from: String, to path: String) throws(FileError) {
    if rename(from, path) != 0 { throw FileError("rename", from) }
  }

  /// A new, empty folder of this process's own under the system's temporary folder.
  package static func createTemporaryFolder(prefix: String) throws(FileError) -> String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let base = named.isEmpty ? "/tmp" : named
    var template = Array((base + "/" + prefix + ".XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError("mkdir", base) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The ends of a new pipe, which no program that is started from here inherits; nil, with errno set, where there is none.
  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    if Platform.pipe(&ends) != 0 { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// The working folder.
  package static var workingFolder: String {
    // Whoever works in a folder that is gone may still ask what needs none.
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// The absolute path with every link resolved.
  package static func realPath(_ path: String) throws(FileError) -> String {
    guard let real = realpath(path, nil) else { throw FileError("stat", path) }
    defer { free(real) }
    return String(cString: real)
  }
}
