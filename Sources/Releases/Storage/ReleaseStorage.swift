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
  func get(_ key: ReleaseKey, _ extent: RecordExtent) async throws(ReleaseError) -> Release
  /// What lists and histories tell of several revisions, in the order of their keys: all but objects, hooks, values
  /// and the chart's content. Not to be handed to `update`.
  func outlines(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>]
  /// Adds a revision; `release: already exists` where another one of its number is there.
  ///
  /// - Returns: the revision as it is stored, which is what `update` wants.
  @discardableResult
  func create(_ release: Release) async throws(ReleaseError) -> Release
  /// Replaces a revision that `create` or `get` has given.
  func update(_ release: Release) async throws(ReleaseError)
  /// Removes a revision; `release: not found` where there is none.
  func delete(_ key: ReleaseKey) async throws(ReleaseError)
  /// Removes what interrupted operations on a release have left beside its records.
  func sweep(_ name: String) async throws(ReleaseError)
}

/// How much of a record is read.
package enum RecordExtent: Sendable {
  /// What a change of status needs; of a split record, nothing more than its head.
  case head
  /// What operations need: objects, hooks, values and notes.
  case working
  /// With the chart's templates and files, to be recorded anew.
  case whole

  /// Whether the parts must be read that hold such content.
  func needs(_ content: RecordParts.Content) -> Bool {
    switch self {
    case .head: false
    case .working: content == .everything
    case .whole: true
    }
  }
}

extension ReleaseStorage {
  /// All of a revision that operations need.
  package func get(_ key: ReleaseKey) async throws(ReleaseError) -> Release { try await get(key, .working) }
}

/// Selects records by their labels.
package struct ReleaseQuery: Sendable {
  /// The release's name; nil for all.
  package var name: String?
  /// Where the revisions stand; empty for anywhere.
  package var statuses: Set<ReleaseStatus>
  /// A selector over the labels that users have given.
  package var selector: LabelSelector?
  /// Whether only the newest revision of each release is looked at, and the others are not even kept while listing.
  package var newestOnly: Bool

  /// A query by its parts; without any, it selects every record.
  package init(
    name: String? = nil, statuses: Set<ReleaseStatus> = [], selector: LabelSelector? = nil, newestOnly: Bool = false
  ) {
    self.name = name
    self.statuses = statuses
    self.selector = selector
    self.newestOnly = newestOnly
  }

  /// Collects what a query selects from summaries that come one by one.
  struct Selection {
    private let query: ReleaseQuery
    private var chosen: [ReleaseSummary] = []
    /// By the release's key with revision 0.
    private var newest: [ReleaseKey: ReleaseSummary] = [:]

    init(_ query: ReleaseQuery) { self.query = query }

    /// Whether a revision may yet be one of those: its labels need not be read where it may not.
    func wants(_ key: ReleaseKey) -> Bool {
      guard query.newestOnly else { return true }
      var release = key
      release.revision = 0
      return (newest[release]?.key.revision ?? 0) <= key.revision
    }

    mutating func add(_ summary: ReleaseSummary) {
      guard query.newestOnly else {
        if query.selects(summary) { chosen.append(summary) }
        return
      }
      var release = summary.key
      release.revision = 0
      if let other = newest[release], other.key.revision > summary.key.revision { return }
      newest[release] = summary
    }

    var sorted: [ReleaseSummary] {
      (chosen + newest.values.filter(query.selects)).sorted(by: ReleaseSummary.newestFirst)
    }
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
    guard let name = labels["name"], let revision = labels["version"].flatMap(revision) else { return nil }
    return ReleaseSummary(
      key: ReleaseKey(namespace: namespace, name: name, revision: revision),
      status: labels["status"].flatMap { ReleaseStatus(rawValue: $0) } ?? .unknown, recordLabels: labels)
  }

  /// The revision that a label says; nil for what no release comes to, and another would not fit after.
  static func revision(_ text: String) -> Int? { Int32(text).flatMap { $0 > 0 && $0 < .max ? Int($0) : nil } }

  /// Refuses labels that are Helm's own.
  static func check(_ labels: [String: String]) throws(ReleaseError) {
    guard labels.keys.contains(where: { reserved.contains($0) }) else { return }
    throw ReleaseError(
      .invalidInput,
      "user supplied labels contains system reserved label name. System labels: [\(reserved.joined(separator: " "))]")
  }
}
