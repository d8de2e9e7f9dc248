internal import Kubernetes
package import Platform
internal import Synchronization
internal import Values

/// Keeps records in this process only: for tests and for `HELM_DRIVER=memory`.
package final class MemoryStorage: ReleaseStorage {
  private struct Entry {
    let record: [UInt8]
    let labels: [String: String]
  }

  package let namespace: String
  private let clock: WallClock
  private let entries = Mutex<[ReleaseKey: Entry]>([:])

  /// An empty storage.
  package init(namespace: String, clock: WallClock = .system) {
    self.namespace = namespace
    self.clock = clock
  }

  package func list(_ query: ReleaseQuery) async throws(ReleaseError) -> [ReleaseSummary] {
    let summaries = entries.withLock { entries in
      entries.compactMap { RecordLabels.summary($1.labels, namespace: $0.namespace) }
    }
    return summaries.filter { (namespace.isEmpty || $0.key.namespace == namespace) && query.selects($0) }
      .sorted(by: ReleaseSummary.newestFirst)
  }

  package func get(_ key: ReleaseKey) async throws(ReleaseError) -> Release {
    guard let entry = entries.withLock({ $0[key] }) else { throw .notFound }
    do throws(RecordError) {
      var release = try ReleaseCodec.decode(entry.record)
      release.labels = RecordLabels.custom(entry.labels)
      return release
    } catch {
      throw ReleaseError(.storage, "get: failed to decode data \"\(key.recordName)\": \(error)", cause: error)
    }
  }

  package func create(_ release: Release) async throws(ReleaseError) {
    let entry = entry(release, stampedAs: "createdAt")
    let key = release.key
    let isNew = entries.withLock { entries in
      if entries[key] != nil { return false }
      entries[key] = entry
      return true
    }
    if !isNew { throw ReleaseError(.alreadyExists, "release: already exists") }
  }

  package func update(_ release: Release) async throws(ReleaseError) {
    let entry = entry(release, stampedAs: "modifiedAt")
    let key = release.key
    let exists = entries.withLock { entries in
      if entries[key] == nil { return false }
      entries[key] = entry
      return true
    }
    if !exists { throw .notFound }
  }

  package func delete(_ key: ReleaseKey) async throws(ReleaseError) {
    if entries.withLock({ $0.removeValue(forKey: key) }) == nil { throw .notFound }
  }

  private func entry(_ release: Release, stampedAs stamp: String) -> Entry {
    Entry(
      record: ReleaseCodec.encode(release),
      labels: RecordLabels.of(release, stampedAs: stamp, at: clock.now().seconds))
  }
}
