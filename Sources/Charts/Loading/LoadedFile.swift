/// A file on its way into a chart; its name is cut from the front as nested charts are taken apart.
struct LoadedFile {
  var name: Substring
  let data: [UInt8]
}

/// The sizes past which a chart is refused.
package enum ChartLimits {
  /// The largest file of a chart, as Helm's MaxDecompressedFileSize.
  package static let fileSize = 5 * 1024 * 1024
  /// All files of one archive together, as Helm's MaxDecompressedChartSize.
  package static let archiveSize = 100 * 1024 * 1024
  /// All files of an archive and of the archives inside it.
  static let totalSize = 512 * 1024 * 1024
  /// The most files in an archive.
  static let fileCount = 100_000
  /// How deep charts may lie in charts.
  static let depth = 1000
  /// How deep archives may lie in archives.
  static let archiveDepth = 32
}

extension ChartFile {
  /// The bytes after the mark that some editors put at the start of UTF-8 files.
  static func withoutByteOrderMark(_ data: [UInt8]) -> [UInt8] {
    data.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(data.dropFirst(3)) : data
  }
}
