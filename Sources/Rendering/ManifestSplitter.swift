package import Values

/// Splits a rendered file into its YAML documents the way Helm does, which is not quite YAML's way.
///
/// Every line that starts with `---` separates, whatever follows on it: charts have come to rely on `---apiVersion: v1`.
package enum ManifestSplitter {
  /// The documents that are not blank, without the white space before each (as Helm's releaseutil.SplitManifests).
  package static func split(_ file: Bytes) -> [Bytes] {
    let bytes = GoSpace.trimmingStart(file.storage[...])
    var documents: [Bytes] = []
    var start = bytes.startIndex
    var line = bytes.startIndex
    func take(_ end: Int) {
      let document = GoSpace.trimmingStart(bytes[start..<end])
      if !document.isEmpty { documents.append(Bytes(document)) }
    }
    while line < bytes.endIndex {
      if bytes[line...].starts(with: [0x2d, 0x2d, 0x2d]) {
        take(line)
        start = line + 3
        while start < bytes.endIndex, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
      }
      guard let newline = bytes[line...].firstIndex(of: 0x0a) else { break }
      line = newline + 1
    }
    take(bytes.endIndex)
    return documents
  }
}
