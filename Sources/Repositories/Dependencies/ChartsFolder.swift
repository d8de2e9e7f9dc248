internal import Charts
internal import Platform

/// A chart's charts/ folder, changed as a whole: whoever looks, at whatever moment, finds the old state or the new one.
struct ChartsFolder {
  private let path: String

  /// The folder of the chart in `chart`; made where it is missing.
  init(chart: String) throws(RepositoryError) {
    let path = Path.join(chart, "charts")
    let kind = FileSystem.kind(path)
    if let kind, kind != .folder { throw RepositoryError("\"\(path)\" is not a directory") }
    do throws(FileError) {
      if kind == nil { try FileSystem.createFolder(path) }
      // Where charts/ is a link, it is the folder behind it that is replaced.
      self.path = try FileSystem.realPath(path)
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  /// Puts packages in, in place of all packages that are there; folders, other files, and packages of charts in `kept`
  /// stay.
  func replace(with packages: [DownloadedChart], keeping kept: Set<String>) throws(RepositoryError) {
    let next = Path.join(Path.parent(path), ".charts-update")
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
      try FileSystem.exchange(next, path)
      try FileSystem.remove(next)
    } catch {
      // The old state is still in its place; what could not be finished goes.
      try? FileSystem.remove(next)
      throw RepositoryError("cannot renew \(path): \(error)", hint: "Nothing in it has changed.")
    }
  }

  /// The name of the chart in a package; nil for what is no chart, which is not ours to remove.
  private static func chartName(_ path: String) -> String? {
    var warnings: [ChartWarning] = []
    return LargeStack.run { (try? ChartLoader.load(path: path, warnings: &warnings))?.name }
  }
}
