/// The revisions of one release.
struct ReleaseHistory {
  let storage: any ReleaseStorage
  let name: String

  /// What the records' labels say, newest first.
  func summaries() async throws(ReleaseError) -> [ReleaseSummary] {
    try await storage.list(ReleaseQuery(name: name))
  }

  /// The newest revision; `release: not found` where there is none.
  func last() async throws(ReleaseError) -> Release {
    guard let newest = try await summaries().first else { throw .noSuchRelease }
    return try await storage.get(newest.key)
  }

  /// A revision, or the newest one for 0.
  func revision(_ revision: Int) async throws(ReleaseError) -> Release {
    if revision <= 0 { return try await last() }
    do throws(ReleaseError) {
      return try await storage.get(ReleaseKey(namespace: storage.namespace, name: name, revision: revision))
    } catch {
      guard error.code == .notFound else { throw error }
      let summaries = try await summaries()
      throw summaries.isEmpty
        ? .noSuchRelease : ReleaseError(.notFound, error.message, hint: Self.hint(whatIsKept: summaries))
    }
  }

  /// Which revisions may be asked for.
  static func hint(whatIsKept summaries: [ReleaseSummary]) -> String {
    "revisions that are kept: " + summaries.reversed().map { String($0.key.revision) }.joined(separator: ", ")
  }

  /// Marks all deployed revisions but one as superseded.
  func supersede(except revision: Int) async throws(ReleaseError) {
    for summary in try await storage.list(ReleaseQuery(name: name, statuses: [.deployed]))
    where summary.key.revision != revision {
      var release = try await storage.get(summary.key, .head)
      release.info.status = .superseded
      try await storage.update(release)
    }
  }

  /// Removes the oldest revisions until `maximum` are left, never the one that is deployed.
  ///
  /// - Parameter maximum: 0 and less keep all.
  func prune(to maximum: Int) async throws(ReleaseError) {
    if maximum < 0 { return }
    let all = try await summaries()
    let deployed = all.first { $0.status == .deployed }?.key.revision
    var left = all.count
    for summary in all.reversed() {
      if left <= maximum { return }
      if summary.key.revision == deployed { continue }
      do throws(ReleaseError) {
        try await storage.delete(summary.key)
      } catch {
        // Somebody else has pruned it.
        if error.code != .notFound { throw error }
      }
      left -= 1
    }
  }
}
