internal import Platform

/// A file on its way into a chart; its name is cut from the front as nested charts are taken apart.
struct LoadedFile {
  var name: Substring
  let data: [UInt8]
  var modified: Moment?
}

extension ChartFile {
  /// The bytes after the mark that some editors put at the start of UTF-8 files.
  static func withoutByteOrderMark(_ data: [UInt8]) -> [UInt8] {
    data.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(data.dropFirst(3)) : data
  }
}
