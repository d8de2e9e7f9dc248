package import Kubernetes

/// What an operation on a release failed with.
package struct ReleaseError: Error, CustomStringConvertible {
  /// The kind of failure, for callers that go on from one.
  package enum Code: Sendable, Equatable {
    /// A name, revision or option that cannot be.
    case invalidInput
    /// There is no such release or revision.
    case notFound
    /// The name is taken.
    case nameInUse
    /// The record exists already.
    case alreadyExists
    /// There is no revision to go on from.
    case noDeployedRelease
    /// Somebody else is changing the release.
    case operationInProgress
    /// The chart could not be rendered; `cause` says why.
    case rendering
    /// The rendered text is no list of objects that the cluster knows.
    case invalidManifest
    /// An object belongs to somebody else.
    case notOwned
    /// The cluster refused a change.
    case apply
    /// Objects did not become ready.
    case notReady
    /// A hook failed.
    case hook
    /// The record could not be read or written.
    case storage
    /// The cluster could not be asked.
    case cluster
    /// Removing objects failed.
    case delete
    /// The lock was lost, or the task was cancelled.
    case interrupted
  }

  /// Which operation it was.
  package enum Operation: String, Sendable {
    case install, upgrade, rollback, uninstall, test, recover
    /// The install that `upgrade --install` makes of itself; Helm reports its failure without a prefix.
    case upgradeInstall = "upgrade --install"
  }

  /// The kind of failure.
  package var code: Code
  /// What happened, in Helm's words where Helm has some.
  package var message: String
  /// The operation that failed.
  package var operation: Operation?
  /// The object at fault.
  package var object: ObjectReference?
  /// What to do about it.
  package var hint: String?
  /// What was found out about the objects at fault: their pods' trouble, events, the ends of logs.
  package var details: String?
  /// The error behind this one.
  package var cause: (any Error)?

  /// A failure by its parts.
  package init(
    _ code: Code, _ message: String, object: ObjectReference? = nil, hint: String? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.object = object
    self.hint = hint
    self.cause = cause
  }

  /// The cluster's refusal, with words before it; that it cannot be reached at all needs none.
  init(_ code: Code, _ prefix: String, _ error: KubernetesError, object: ObjectReference? = nil) {
    let saysItself = prefix.isEmpty || (error.isUnreachable && (code == .storage || code == .cluster))
    self.init(code, saysItself ? error.description : "\(prefix): \(error)", object: object, cause: error)
  }

  /// Helm's line: `INSTALLATION FAILED: …`, `UPGRADE FAILED: …`, or the message alone.
  package var description: String {
    switch operation {
    case .install: "INSTALLATION FAILED: \(message)"
    case .upgrade: "UPGRADE FAILED: \(message)"
    default: message
    }
  }

  /// The same failure under more words.
  func wrapped(_ prefix: String) -> ReleaseError {
    var error = self
    error.message = "\(prefix): \(message)"
    return error
  }

  func during(_ operation: Operation) -> ReleaseError {
    var error = self
    if error.operation == nil { error.operation = operation }
    return error
  }

  /// A record that is not there.
  static let notFound = ReleaseError(.notFound, "release: not found")

  /// A release that is not there in any revision.
  static let noSuchRelease = ReleaseError(
    .notFound, "release: not found", hint: "`chart list --all-namespaces` shows the releases that there are")
}
