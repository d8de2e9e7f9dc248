internal import Platform

/// The paths that a chart archive may have, as Helm's LoadArchiveFiles checks them.
enum ChartPath {
  /// The path inside the chart's folder, which is the first element of a name in the archive.
  static func inside(_ name: String) throws(ArchiveError) -> String {
    if let plain = plain(name) { return plain }
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

  /// The path of a name that has nothing to be cleaned or refused: no back slash, no colon, no empty element, and none
  /// that starts with a dot.
  private static func plain(_ name: String) -> String? {
    var name = name
    return name.withUTF8 { bytes in
      guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < bytes.count else { return nil }
      if bytes[..<slash].elementsEqual("Chart.yaml".utf8) { return nil }
      var previous = UInt8(ascii: "/")
      for byte in bytes[(slash + 1)...] {
        if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ":") { return nil }
        if previous == UInt8(ascii: "/"), byte == previous || byte == UInt8(ascii: ".") { return nil }
        previous = byte
      }
      if previous == UInt8(ascii: "/") { return nil }
      return String(decoding: bytes[(slash + 1)...], as: UTF8.self)
    }
  }

  /// Whether a path starts as one on Windows does, such as `c:/`.
  private static func hasDrive(_ path: String) -> Bool {
    let start = Array(path.utf8.prefix(3))
    return start.count == 3 && (start[0] | 0x20) &- UInt8(ascii: "a") < 26 && start[1] == UInt8(ascii: ":")
      && start[2] == UInt8(ascii: "/")
  }
}
