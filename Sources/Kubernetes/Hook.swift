package import Platform
package import Values

/// A manifest that runs at a point of a release's life instead of being part of it.
package struct Hook: Sendable, Equatable {
  /// When hooks run.
  package enum Event: String, Sendable, CaseIterable {
    case preInstall = "pre-install"
    case postInstall = "post-install"
    case preDelete = "pre-delete"
    case postDelete = "post-delete"
    case preUpgrade = "pre-upgrade"
    case postUpgrade = "post-upgrade"
    case preRollback = "pre-rollback"
    case postRollback = "post-rollback"
    case test
  }

  /// When a hook's object is removed again.
  package enum DeletePolicy: String, Sendable, CaseIterable {
    case succeeded = "hook-succeeded"
    case failed = "hook-failed"
    case beforeHookCreation = "before-hook-creation"
  }

  /// When a hook's log is shown.
  package enum OutputLogPolicy: String, Sendable, CaseIterable {
    case succeeded = "hook-succeeded"
    case failed = "hook-failed"
  }

  /// How far a hook's last run came; the raw value is what a record says.
  package enum Phase: String, Sendable {
    case never = ""
    case unknown = "Unknown"
    case running = "Running"
    case succeeded = "Succeeded"
    case failed = "Failed"
  }

  /// A hook's last run.
  package struct Execution: Sendable, Equatable {
    /// When its object was created.
    package var startedAt: Moment?
    /// When it was seen to have ended.
    package var completedAt: Moment?
    /// How it ended.
    package var phase: Phase

    /// A run by its parts; without any, one that never was.
    package init(startedAt: Moment? = nil, completedAt: Moment? = nil, phase: Phase = .never) {
      self.startedAt = startedAt
      self.completedAt = completedAt
      self.phase = phase
    }
  }

  /// The object's name.
  package var name: String
  /// The object's kind.
  package var kind: String
  /// The template it came from: `chart/templates/job.yaml`.
  package var path: String
  /// The object as YAML.
  package var manifest: Bytes
  /// When it runs.
  package var events: [Event]
  /// Lower weights run first.
  package var weight: Int
  /// When its object is removed; none means before the next one is created.
  package var deletePolicies: [DeletePolicy]
  /// When its log is shown.
  package var outputLogPolicies: [OutputLogPolicy]
  /// Its last run.
  package var lastRun: Execution

  /// A hook by its parts.
  package init(
    name: String, kind: String, path: String, manifest: Bytes, events: [Event], weight: Int = 0,
    deletePolicies: [DeletePolicy] = [], outputLogPolicies: [OutputLogPolicy] = [], lastRun: Execution = Execution()
  ) {
    self.name = name
    self.kind = kind
    self.path = path
    self.manifest = manifest
    self.events = events
    self.weight = weight
    self.deletePolicies = deletePolicies
    self.outputLogPolicies = outputLogPolicies
    self.lastRun = lastRun
  }

  /// The annotation that makes a manifest a hook.
  package static let annotation = "helm.sh/hook"
  /// The annotation with the weight.
  package static let weightAnnotation = "helm.sh/hook-weight"
  /// The annotation with the delete policies.
  package static let deletePolicyAnnotation = "helm.sh/hook-delete-policy"
  /// The annotation with the output log policies.
  package static let outputLogPolicyAnnotation = "helm.sh/hook-output-log-policy"
}
