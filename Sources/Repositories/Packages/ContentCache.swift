internal import Platform

/// The folder of downloaded packages, by what is in them: Helm's, with Helm's names.
///
/// What is taken out is checked against its name, so that a damaged file is no package but a miss.
struct ContentCache: Sendable {
  /// The folder.
  let folder: String

  /// What is kept under a digest.
  enum Kind: String {
    case chart = ".chart"
    case provenance = ".prov"
  }

  /// The content of that digest; nil where it is not kept.
  func content(_ digest: String, _ kind: Kind = .chart) -> [UInt8]? {
    guard let path = path(digest, kind),
      let bytes = try? FileSystem.read(path, limit: RepositoryLimits.package), !bytes.isEmpty
    else { return nil }
    return kind == .provenance || Digest.sha256(bytes) == digest ? bytes : nil
  }

  /// Keeps content; a cache that cannot be written is no reason to fail.
  func keep(_ bytes: [UInt8], _ digest: String, _ kind: Kind = .chart) {
    guard let path = path(digest, kind), !bytes.isEmpty else { return }
    do throws(FileError) {
      try FileSystem.createFolder(Path.parent(path))
      try FileSystem.write(bytes, to: path, isReproducible: true)
    } catch {}
  }

  private func path(_ digest: String, _ kind: Kind) -> String? {
    guard digest.utf8.count == 64, digest.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }) else { return nil }
    return Path.join(folder, "\(digest.prefix(2))/\(digest)\(kind.rawValue)")
  }
}
