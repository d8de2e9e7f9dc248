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
    var selection = ReleaseQuery.Selection(query)
    for (key, entry) in entries.withLock({ $0 }) where namespace.isEmpty || key.namespace == namespace {
      if let summary = RecordLabels.summary(entry.labels, namespace: key.namespace) { selection.add(summary) }
    }
    return selection.sorted
  }

  package func outlines(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>] {
    var results: [Result<Release, ReleaseError>] = []
    for key in keys {
      do throws(ReleaseError) {
        results.append(.success(try await get(key, .head).outline))
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }

  package func get(_ key: ReleaseKey, _ extent: RecordExtent) async throws(ReleaseError) -> Release {
    guard let entry = entries.withLock({ $0[key] }) else { throw .notFound }
    do throws(RecordError) {
      var release = try ReleaseCodec.decode(entry.record)
      release.recordLabels = entry.labels
      release.labels = RecordLabels.custom(entry.labels)
      return release
    } catch {
      throw ReleaseError(.storage, "get: failed to decode data \"\(key.recordName)\": \(error)", cause: error)
    }
  }

  @discardableResult
  package func create(_ release: Release) async throws(ReleaseError) -> Release {
    let entry = entry(release, stampedAs: "createdAt")
    let key = release.key
    let isNew = entries.withLock { entries in
      if entries[key] != nil { return false }
      entries[key] = entry
      return true
    }
    if !isNew { throw ReleaseError(.alreadyExists, "release: already exists") }
    return release
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

  package func sweep(_ name: String) async throws(ReleaseError) {}

  private func entry(_ release: Release, stampedAs stamp: String) -> Entry {
    Entry(
      record: ReleaseCodec.encode(release),
      labels: RecordLabels.of(release, stampedAs: stamp, at: clock.now().seconds))
  }
}
