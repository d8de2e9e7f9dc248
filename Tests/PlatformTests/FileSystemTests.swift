import Platform
import Testing

/// Runs a test in a folder of its own and removes it afterwards.
private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = try FileSystem.createTemporaryFolder(prefix: "platform-tests")
  defer { try? FileSystem.remove(folder) }
  try body(folder)
}

@Suite struct FileSystemTests {
  @Test("What is written is read, with the permissions asked for", arguments: [0, 1, 4095, 4096, 4097, 3_000_000])
  func writesAndReads(count: Int) throws {
    try inTemporaryFolder { folder in
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      let path = Path.join(folder, "file")
      try FileSystem.write(content, to: path, mode: 0o600)
      #expect(try FileSystem.read(path) == content)
      #expect(try FileSystem.size(path) == count)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      // No neighbour is left over from writing.
      #expect(try FileSystem.list(folder).map(\.name) == ["file"])
    }
  }

  @Test("A link stays one where that is asked for, and is replaced elsewhere")
  func writesThroughLinks() throws {
    try inTemporaryFolder { folder in
      let (target, link) = (Path.join(folder, "target"), Path.join(folder, "link"))
      try FileSystem.write([1], to: target)
      #expect(symlink("target", link) == 0)
      try FileSystem.write([2], to: link, followsLink: true)
      #expect(FileSystem.kindOfLink(link) == .link)
      #expect(try FileSystem.read(target) == [2])
      try FileSystem.write([3], to: link)
      #expect(FileSystem.kindOfLink(link) == .file)
      #expect(try FileSystem.read(target) == [2])
    }
  }

  @Test("A lock that somebody has is not waited for where nobody wants to wait")
  func triesLocks() throws {
    try inTemporaryFolder { folder in
      let path = Path.join(folder, "lock")
      do {
        let lock = try #require(try FileLock(ifFree: path))
        #expect(try FileLock(ifFree: path) == nil)
        #expect(try FileLock(ifFree: path, patience: .milliseconds(20)) == nil)
        withExtendedLifetime(lock) {}
      }
      #expect(try FileLock(ifFree: path) != nil)
    }
  }

  @Test("A file larger than the limit is refused")
  func boundsReading() throws {
    try inTemporaryFolder { folder in
      let path = Path.join(folder, "file")
      try FileSystem.write([1, 2, 3], to: path)
      #expect(try FileSystem.read(path, limit: 3) == [1, 2, 3])
      let error = #expect(throws: FileError.self) { try FileSystem.read(path, limit: 2) }
      #expect(error?.code == EFBIG)
    }
  }

  @Test("A file without a size of its own is read to its end")
  func readsFilesOfUnknownSize() throws {
    #expect(try !FileSystem.read("/proc/self/status").isEmpty)
  }

  @Test("Refusals read as Go's path errors")
  func namesRefusals() throws {
    try inTemporaryFolder { folder in
      let missing = Path.join(folder, "missing")
      let error = #expect(throws: FileError.self) { try FileSystem.read(missing) }
      #expect(error?.description == "open \(missing): no such file or directory")
      #expect(error?.isNotFound == true)
      let other = #expect(throws: FileError.self) { try FileSystem.read(folder) }
      #expect(other?.description == "read \(folder): is a directory")
      #expect(other?.isNotFound == false)
    }
  }

  @Test("Folders are made with those above them, and listed in bytewise order")
  func listsFolders() throws {
    try inTemporaryFolder { folder in
      for name in ["b", "B", "a", "é"] { try FileSystem.createFolder(Path.join(folder, "x/y/\(name)")) }
      try FileSystem.createFolder(Path.join(folder, "x/y/a"))
      try FileSystem.write([], to: Path.join(folder, "x/y/f"))
      let entries = try FileSystem.list(Path.join(folder, "x/y"))
      #expect(entries.map(\.name) == ["B", "a", "b", "f", "é"])
      #expect(entries.map(\.kind) == [.folder, .folder, .folder, .file, .folder])
    }
  }

  @Test("A folder cannot be made where a file stands")
  func refusesFolderOverFile() throws {
    try inTemporaryFolder { folder in
      let path = Path.join(folder, "f")
      try FileSystem.write([], to: path)
      #expect(throws: FileError.self) { try FileSystem.createFolder(path) }
      #expect(throws: FileError.self) { try FileSystem.createFolder(path + "/below") }
    }
  }

  @Test("Removing takes a folder with all in it, and a link without what it leads to")
  func removesWithoutFollowingLinks() throws {
    try inTemporaryFolder { folder in
      let kept = Path.join(folder, "kept/file")
      try FileSystem.createFolder(Path.join(folder, "kept"))
      try FileSystem.write([1], to: kept)
      try FileSystem.createFolder(Path.join(folder, "gone/deep"))
      try FileSystem.write([2], to: Path.join(folder, "gone/deep/file"))
      #expect(symlink(Path.join(folder, "kept"), Path.join(folder, "gone/link")) == 0)
      #expect(FileSystem.kind(Path.join(folder, "gone/link")) == .folder)
      #expect(FileSystem.kindOfLink(Path.join(folder, "gone/link")) == .link)
      try FileSystem.remove(Path.join(folder, "gone"))
      #expect(FileSystem.kind(Path.join(folder, "gone")) == nil)
      #expect(try FileSystem.read(kept) == [1])
      // Nothing there is nothing to do.
      try FileSystem.remove(Path.join(folder, "gone"))
    }
  }

  @Test("Moving replaces the file that has the name")
  func moves() throws {
    try inTemporaryFolder { folder in
      let (a, b) = (Path.join(folder, "a"), Path.join(folder, "b"))
      try FileSystem.write([1], to: a)
      try FileSystem.write([2], to: b)
      try FileSystem.move(a, to: b)
      #expect(try FileSystem.read(b) == [1])
      #expect(FileSystem.kind(a) == nil)
    }
  }

  @Test("A real path has its links resolved")
  func resolvesLinks() throws {
    try inTemporaryFolder { folder in
      let real = try FileSystem.realPath(folder)
      try FileSystem.write([1], to: Path.join(folder, "a"))
      #expect(symlink("a", Path.join(folder, "link")) == 0)
      #expect(try FileSystem.realPath(Path.join(folder, "link")) == Path.join(real, "a"))
    }
  }
}
