internal import Platform
package import Values

/// Splits a rendered file into its YAML documents the way Helm does, which is not quite YAML's way.
///
/// Every line that starts with `---` separates, whatever follows on it: charts have come to rely on `---apiVersion: v1`.
package enum ManifestSplitter {
  /// The documents that are not blank, without the white space before each (as Helm's releaseutil.SplitManifests).
  package static func split(_ file: Bytes) -> [Bytes] {
    var documents: [Bytes] = []
    var start = 0
    func take(_ end: Int) {
      let document = GoSpace.trimmingStart(file.storage[start..<end])
      if !document.isEmpty { documents.append(Bytes(document)) }
    }
    file.storage.withUnsafeBufferPointer { bytes in
      var line = bytes.count - GoSpace.trimmingStart(file.storage[...]).count
      while line < bytes.count, let base = bytes.baseAddress {
        if line + 3 <= bytes.count, bytes[line] == 0x2D, bytes[line + 1] == 0x2D, bytes[line + 2] == 0x2D {
          take(line)
          start = line + 3
          while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        }
        guard let newline = memchr(base + line, 0x0A, bytes.count - line) else { break }
        line = UnsafeRawPointer(newline) - UnsafeRawPointer(base) + 1
      }
    }
    take(file.count)
    return documents
  }
}
