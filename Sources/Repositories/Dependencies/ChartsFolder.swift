internal import Charts
internal import Platform

/// A chart's charts/ folder and its lock, changed as a whole: whoever looks, at whatever moment, finds the old state or
/// the new one.
struct ChartsFolder {
  /// A lock file that changes with the folder.
  struct Lock {
    /// The file's name, beside charts/.
    let name: String
    /// What it says.
    let bytes: [UInt8]
  }

  private let chart: String
  private let path: String
  /// Whether the folder was made for this change.
  private let isNew: Bool

  /// The folder of the chart in `chart`; made where it is missing.
  init(chart: String) throws(RepositoryError) {
    self.chart = chart
    let path = Path.join(chart, "charts")
    let kind = FileSystem.kind(path)
    if let kind, kind != .folder { throw RepositoryError("\"\(path)\" is not a directory") }
    isNew = kind == nil
    do throws(FileError) {
      if kind == nil { try FileSystem.createFolder(path) }
      // Where charts/ is a link, it is the folder behind it that is replaced.
      self.path = try FileSystem.realPath(path)
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  /// Puts packages in, in place of all packages that are there, and writes the lock where one is given; folders, other
  /// files, and packages of charts in `kept` stay.
  func replace(
    with packages: [DownloadedChart], keeping kept: Set<String>, lock: Lock?
  ) throws(RepositoryError) {
    let next = Path.join(Path.parent(path), ".charts-update")
    let nextLock = lock.map { Path.join(chart, ".\($0.name)-update") }
    do throws(FileError) {
      // What an update that was cut short has left; the lock on the chart keeps others out.
      try FileSystem.remove(next)
      try FileSystem.linkTree(path, to: next)
      for entry in try FileSystem.list(path) where entry.kind != .folder && entry.name.hasSuffix(".tgz") {
        if let name = Self.chartName(path + "/" + entry.name), !kept.contains(name) {
          try FileSystem.remove(next + "/" + entry.name)
        }
      }
      for package in packages { try FileSystem.write(package.bytes, to: next + "/" + package.fileName) }
      // All that takes room is written by now: what is left are changes of names.
      if let lock, let nextLock { try FileSystem.write(lock.bytes, to: nextLock) }
      try FileSystem.exchange(next, path)
      if let lock, let nextLock {
        do throws(FileError) {
          try FileSystem.move(nextLock, to: Path.join(chart, lock.name))
        } catch {
          try FileSystem.exchange(next, path)
          throw error
        }
      }
    } catch {
      // The old state is still in its place; what could not be finished goes.
      for path in [next, nextLock, isNew ? path : nil] {
        if let path { try? FileSystem.remove(path) }
      }
      throw RepositoryError("cannot renew \(path): \(error)", hint: "Nothing in it has changed.")
    }
    try? FileSystem.remove(next)
  }

  /// The name of the chart in a package; nil for what is no chart, which is not ours to remove.
  private static func chartName(_ path: String) -> String? {
    var warnings: [ChartWarning] = []
    return LargeStack.run { (try? ChartLoader.load(path: path, warnings: &warnings))?.name }
  }
}
