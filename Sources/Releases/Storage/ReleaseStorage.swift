package import Kubernetes

/// Where the records of releases are kept.
///
/// Every driver passes the same conformance suite.
package protocol ReleaseStorage: Sendable {
  /// The namespace whose records are kept; empty to list those of all namespaces.
  var namespace: String { get }
  /// The records that the query selects, by what their labels say; bodies are not read.
  func list(_ query: ReleaseQuery) async throws(ReleaseError) -> [ReleaseSummary]
  /// A revision; `release: not found` where there is none.
  func get(_ key: ReleaseKey) async throws(ReleaseError) -> Release
  /// Several revisions, in the order of their keys.
  func get(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>]
  /// Adds a revision; `release: already exists` where one of its number is there.
  func create(_ release: Release) async throws(ReleaseError)
  /// Replaces a revision.
  func update(_ release: Release) async throws(ReleaseError)
  /// Removes a revision; `release: not found` where there is none.
  func delete(_ key: ReleaseKey) async throws(ReleaseError)
}

extension ReleaseStorage {
  package func get(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>] {
    var results: [Result<Release, ReleaseError>] = []
    for key in keys {
      do throws(ReleaseError) {
        results.append(.success(try await get(key)))
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }
}

/// Selects records by their labels.
package struct ReleaseQuery: Sendable {
  /// The release's name; nil for all.
  package var name: String?
  /// Where the revisions stand; empty for anywhere.
  package var statuses: Set<ReleaseStatus>
  /// A selector over the labels that users have given.
  package var selector: LabelSelector?

  /// A query by its parts; without any, it selects every record.
  package init(name: String? = nil, statuses: Set<ReleaseStatus> = [], selector: LabelSelector? = nil) {
    self.name = name
    self.statuses = statuses
    self.selector = selector
  }

  func selects(_ summary: ReleaseSummary) -> Bool {
    if let name, summary.key.name != name { return false }
    if !statuses.isEmpty, !statuses.contains(summary.status) { return false }
    return selector?.matches(summary.recordLabels) ?? true
  }
}

/// What a record's labels say about a revision.
package struct ReleaseSummary: Sendable {
  /// Where the record lies.
  package let key: ReleaseKey
  /// Where the revision stands.
  package let status: ReleaseStatus
  /// All the record's labels, Helm's own too.
  package let recordLabels: [String: String]

  /// A summary by its parts.
  package init(key: ReleaseKey, status: ReleaseStatus, recordLabels: [String: String]) {
    self.key = key
    self.status = status
    self.recordLabels = recordLabels
  }

  /// Newest first: by revision within a release, releases by namespace and name.
  static func newestFirst(_ a: ReleaseSummary, _ b: ReleaseSummary) -> Bool {
    if a.key.name != b.key.name { return a.key.name < b.key.name }
    if a.key.namespace != b.key.namespace { return a.key.namespace < b.key.namespace }
    return a.key.revision > b.key.revision
  }
}

/// The labels that records carry.
package enum RecordLabels {
  /// The labels that users may not set.
  package static let reserved = ["name", "owner", "status", "version", "createdAt", "modifiedAt"]

  /// The labels of a revision's record.
  static func of(_ release: Release, stampedAs stamp: String, at seconds: Int64) -> [String: String] {
    var labels = release.labels
    labels[stamp] = String(seconds)
    labels["name"] = release.name
    labels["owner"] = "helm"
    labels["status"] = release.info.status.rawValue
    labels["version"] = String(release.revision)
    return labels
  }

  /// The labels without Helm's own.
  static func custom(_ labels: [String: String]) -> [String: String] { labels.filter { !reserved.contains($0.key) } }

  /// What the labels say; nil where they are not those of a record.
  static func summary(_ labels: [String: String], namespace: String) -> ReleaseSummary? {
    guard let name = labels["name"], let version = labels["version"].flatMap({ Int($0) }) else { return nil }
    return ReleaseSummary(
      key: ReleaseKey(namespace: namespace, name: name, revision: version),
      status: labels["status"].flatMap { ReleaseStatus(rawValue: $0) } ?? .unknown, recordLabels: labels)
  }

  /// Refuses labels that are Helm's own.
  static func check(_ labels: [String: String]) throws(ReleaseError) {
    guard labels.keys.contains(where: { reserved.contains($0) }) else { return }
    throw ReleaseError(
      .invalidInput,
      "user supplied labels contains system reserved label name. System labels: [\(reserved.joined(separator: " "))]")
  }
}
