internal import Platform

/// The paths that a chart archive may have, as Helm's LoadArchiveFiles checks them.
enum ChartPath {
  /// The path inside the chart's folder, which is the first element of a name in the archive.
  static func inside(_ name: String) throws(ArchiveError) -> String {
    // An archive made on Windows may have back slashes.
    let delimiter: Character = name.contains("\\") ? "\\" : "/"
    let parts = name.split(separator: delimiter, maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    let path = delimiter == "/" ? rest : String(rest.map { $0 == "\\" ? "/" : $0 })
    if path.hasPrefix("/") { throw .absolutePath }
    let clean = Path.clean(path)
    if clean == "." { throw .outsideBaseDirectory(name: name) }
    if clean.hasPrefix("..") { throw .parentReference }
    if hasDrive(clean) { throw .illegalName }
    if parts.first == "Chart.yaml" { throw .chartFileOutsideBaseDirectory }
    return clean
  }

  /// Whether a path starts as one on Windows does, such as `c:/`.
  private static func hasDrive(_ path: String) -> Bool {
    let start = Array(path.utf8.prefix(3))
    return start.count == 3 && (start[0] | 0x20) &- UInt8(ascii: "a") < 26 && start[1] == UInt8(ascii: ":")
      && start[2] == UInt8(ascii: "/")
  }
}
