/// A chart archive or gzip text that cannot be taken, in the words of Helm and of Go's libraries under it.
package enum ArchiveError: Error, Equatable, CustomStringConvertible {
  /// There are no bytes at all.
  case empty
  /// The bytes do not start as gzip does.
  case notGzip
  /// The bytes end before the archive does.
  case truncated
  /// What was decompressed is not what was compressed.
  case wrongChecksum
  /// The compressed data makes no sense, at about so many bytes.
  case corrupt(offset: Int)
  /// What is inside the gzip is no tar archive.
  case notTar(reason: String)
  /// The archive holds no file.
  case noFiles
  /// A file lies beside the chart's folder, not in it.
  case outsideBaseDirectory(name: String)
  case absolutePath
  case parentReference
  case illegalName
  /// `Chart.yaml` lies beside the chart's folder.
  case chartFileOutsideBaseDirectory
  /// All files together are larger than allowed.
  case tooLarge(limit: Int)
  /// There are more files than allowed.
  case tooManyFiles(limit: Int)

  package var description: String {
    switch self {
    case .empty: "EOF"
    case .notGzip: "gzip: invalid header"
    case .truncated: "unexpected EOF"
    case .wrongChecksum: "gzip: invalid checksum"
    case .corrupt(let offset): "flate: corrupt input before offset \(offset)"
    case .notTar: "archive/tar: invalid tar header"
    case .noFiles: "no files in chart archive"
    case .outsideBaseDirectory(let name):
      "chart illegally contains content outside the base directory: \(name.debugDescription)"
    case .absolutePath: "chart illegally contains absolute paths"
    case .parentReference: "chart illegally references parent directory"
    case .illegalName: "chart contains illegally named files"
    case .chartFileOutsideBaseDirectory: "chart yaml not in base directory"
    case .tooLarge(let limit): "decompressed chart is larger than the maximum size \(limit)"
    case .tooManyFiles(let limit): "chart archive contains more than the maximum number of files \(limit)"
    }
  }
}
