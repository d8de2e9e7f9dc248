internal import Charts
internal import Values

/// The digest in Chart.lock, by which a lock that no longer belongs to Chart.yaml is told.
enum LockDigest {
  /// The digest of what Chart.yaml declares and what it was resolved to, as internal/resolver HashReq: the SHA-256 of
  /// Go's JSON of both lists.
  static func digest(_ declared: [Dependency], _ locked: [Dependency]) -> String {
    sha256(OrderedJSON.array([MetadataJSON.dependencies(declared), MetadataJSON.dependencies(locked)]))
  }

  /// The digest of Helm 2's locks, which Helm still takes for charts of version 1, as HashV2Req.
  static func digestOfVersion2(_ declared: [Dependency]) -> String {
    var requirements = OrderedJSON()
    requirements.add("dependencies", json: MetadataJSON.dependencies(declared))
    return sha256(requirements.text)
  }

  private static func sha256(_ text: [UInt8]) -> String { "sha256:" + Digest.sha256(text) }
}
