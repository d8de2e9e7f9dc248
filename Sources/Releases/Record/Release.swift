package import Kubernetes
package import Platform
package import Values

/// One revision of a release, as its record holds it.
package struct Release {
  /// How a release's objects are written to the cluster.
  package enum ApplyMethod: String, Sendable {
    case clientSide = "csa"
    case serverSide = "ssa"
  }

  /// What happened to the revision.
  package struct Info {
    /// When the release was first installed.
    package var firstDeployed: Timestamp?
    /// When this revision was made.
    package var lastDeployed: Timestamp?
    /// When it was uninstalled.
    package var deleted: Timestamp?
    /// In words, how the last operation went.
    package var description: String
    /// Where the revision stands.
    package var status: ReleaseStatus
    /// The revision that this one was rolled back to, 0 for none.
    package var rollbackRevision: Int
    /// The rendered notes.
    package var notes: Bytes

    /// The facts by their parts.
    package init(
      firstDeployed: Timestamp? = nil, lastDeployed: Timestamp? = nil, deleted: Timestamp? = nil,
      description: String = "", status: ReleaseStatus = .unknown, rollbackRevision: Int = 0, notes: Bytes = Bytes()
    ) {
      self.firstDeployed = firstDeployed
      self.lastDeployed = lastDeployed
      self.deleted = deleted
      self.description = description
      self.status = status
      self.rollbackRevision = rollbackRevision
      self.notes = notes
    }
  }

  /// The release's name.
  package var name: String
  /// The namespace of its record and of objects that name none.
  package var namespace: String
  /// The revision, from 1.
  package var revision: Int
  /// What happened to it.
  package var info: Info
  /// The chart it was made from.
  package var chart: RecordedChart
  /// The user's values, nil where none were given.
  package var config: ValueMap?
  /// The rendered objects without the hooks.
  package var manifest: Bytes
  /// The rendered hooks.
  package var hooks: [Hook]
  /// The user's labels on the record.
  package var labels: [String: String]
  /// All labels of the record that it was read from, Helm's own too.
  package internal(set) var recordLabels: [String: String] = [:]
  /// How the objects are written; nil in records of Helm 3.
  package var applyMethod: ApplyMethod?
  /// Where the bulk of its record lies, once it is stored and does not fit one object.
  ///
  /// From then on only `info`, `labels` and the runs of hooks may change: the rest is not written again.
  package internal(set) var parts: RecordParts?

  /// A revision by its parts.
  package init(
    name: String, namespace: String, revision: Int, info: Info, chart: RecordedChart, config: ValueMap?,
    manifest: Bytes, hooks: [Hook] = [], labels: [String: String] = [:], applyMethod: ApplyMethod? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.revision = revision
    self.info = info
    self.chart = chart
    self.config = config
    self.manifest = manifest
    self.hooks = hooks
    self.labels = labels
    self.applyMethod = applyMethod
  }

  /// Where the record lies.
  package var key: ReleaseKey { ReleaseKey(namespace: namespace, name: name, revision: revision) }

  mutating func set(_ status: ReleaseStatus, _ description: String) {
    info.status = status
    info.description = description
  }

  /// What lists and histories tell of a revision: all but its bulk.
  package var outline: Release {
    var outline = Release(
      name: name, namespace: namespace, revision: revision, info: info,
      chart: RecordedChart(metadata: chart.metadata), config: nil, manifest: Bytes(), labels: labels,
      applyMethod: applyMethod)
    outline.info.notes = Bytes()
    outline.parts = parts
    return outline
  }
}

/// Where a revision stands; the raw value is what records and output say.
package enum ReleaseStatus: String, Sendable, CaseIterable {
  case unknown
  case deployed
  case uninstalled
  case superseded
  case failed
  case uninstalling
  case pendingInstall = "pending-install"
  case pendingUpgrade = "pending-upgrade"
  case pendingRollback = "pending-rollback"

  /// Whether an operation has begun and not ended.
  package var isPending: Bool {
    self == .pendingInstall || self == .pendingUpgrade || self == .pendingRollback
  }
}

/// Names one revision's record.
package struct ReleaseKey: Hashable, Sendable {
  /// The record's namespace.
  package var namespace: String
  /// The release's name.
  package var name: String
  /// The revision.
  package var revision: Int

  /// A key by its parts.
  package init(namespace: String, name: String, revision: Int) {
    self.namespace = namespace
    self.name = name
    self.revision = revision
  }

  /// The name of the object that holds the record, as Helm's makeKey.
  package var recordName: String { "sh.helm.release.v1.\(name).v\(revision)" }
}
