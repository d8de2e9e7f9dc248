/// The files of a chart, told apart from those of the charts under its `charts/`, to any depth.
///
/// Every file's path is looked at once: a file goes on where the one before it went, as far as their paths are the same.
final class ChartFolder {
  /// The chart's own files, by their paths in its folder; of a package the package itself, by its name.
  private(set) var files: [LoadedFile] = []
  /// What lies under `charts/`, by the name of the folder or package there.
  private(set) var nested: [String: ChartFolder] = [:]

  /// A chart of files in any order.
  convenience init(_ files: [LoadedFile]) {
    self.init()
    // The charts that the last file lies in, outermost first, and where its path in each of them starts.
    var open: [(folder: ChartFolder, start: Int)] = []
    var previous: [UInt8] = []
    for file in files {
      let path = Array(file.name.utf8)
      if path.ends(with: ".prov") {
        self.files.append(file)
        continue
      }
      var common = 0
      while common < min(path.count, previous.count), path[common] == previous[common] { common += 1 }
      while let last = open.last, last.start > common { open.removeLast() }
      put(file, path, below: &open)
      previous = path
    }
  }

  private init() {}

  private func put(_ file: LoadedFile, _ path: [UInt8], below open: inout [(folder: ChartFolder, start: Int)]) {
    while true {
      let (folder, start) = open.last ?? (self, 0)
      // Nothing is looked for below what is too deep to be loaded.
      guard path[start...].starts(with: "charts/".utf8), open.count <= ChartLimits.depth else {
        return folder.files.append(file.dropping(start))
      }
      let inner = start + "charts/".utf8.count
      let slash = path[inner...].firstIndex(of: UInt8(ascii: "/"))
      let name = path[inner..<(slash ?? path.count)]
      let child = folder.child(String(decoding: name, as: UTF8.self))
      if name.ends(with: ".tgz") { return child.files.append(file.dropping(inner)) }
      // A file that lies in charts/ itself belongs to no chart.
      guard let slash else { return }
      open.append((child, slash + 1))
    }
  }

  private func child(_ name: String) -> ChartFolder {
    if let child = nested[name] { return child }
    let child = ChartFolder()
    nested[name] = child
    return child
  }
}

extension LoadedFile {
  /// The same file by its path without the first bytes.
  fileprivate func dropping(_ count: Int) -> LoadedFile {
    LoadedFile(name: name[name.utf8.index(name.startIndex, offsetBy: count)...], data: data, modified: modified)
  }
}

extension BidirectionalCollection<UInt8> {
  fileprivate func ends(with suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { self.suffix($0.count).elementsEqual($0) }
  }
}
