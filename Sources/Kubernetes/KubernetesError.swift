package import Values

/// What an API server, or the way to it, answered instead of what was asked for.
package enum KubernetesError: Error, Sendable, CustomStringConvertible {
  /// The server refused, and says why.
  case status(Status)
  /// No answer came.
  case unreachable(TransportError)
  /// The cluster knows no such kind.
  case noMatch(GroupVersionKind, name: String, namespace: String)
  /// The answer was none that an API server gives.
  case malformedAnswer(String)

  /// A `metav1.Status` of a failure.
  package struct Status: Sendable, Equatable {
    /// The HTTP status code.
    package var code: Int
    /// The machine-readable reason: `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, ….
    package var reason: String
    /// The server's words.
    package var message: String
    /// The fields that are at fault, where the server names them.
    package var causes: [Cause]
    /// After how many seconds the server wants to be asked again.
    package var retryAfterSeconds: Int?

    /// One field's fault.
    package struct Cause: Sendable, Equatable {
      /// `FieldValueInvalid`, `FieldManagerConflict`, ….
      package var reason: String
      /// The server's words.
      package var message: String
      /// The field's path.
      package var field: String

      /// A cause by its parts.
      package init(reason: String, message: String, field: String) {
        self.reason = reason
        self.message = message
        self.field = field
      }
    }

    /// A status by its parts.
    package init(
      code: Int, reason: String, message: String, causes: [Cause] = [], retryAfterSeconds: Int? = nil
    ) {
      self.code = code
      self.reason = reason
      self.message = message
      self.causes = causes
      self.retryAfterSeconds = retryAfterSeconds
    }

    /// Reads the body of an answer; a body that is no Status gives one made from the code.
    package init(code: Int, body: Value?) {
      let object = body?.asMap.map { KubernetesObject($0) }
      guard let object, object.kind == "Status" else {
        self.init(
          code: code, reason: Self.reason(code),
          message: "the server answered with status \(code) (\(Self.reason(code)))")
        return
      }
      let causes = (object.value("details", "causes")?.asList ?? []).compactMap { item -> Cause? in
        guard let map = item.asMap else { return nil }
        let cause = KubernetesObject(map)
        return Cause(reason: cause.text("reason"), message: cause.text("message"), field: cause.text("field"))
      }
      let reason = object.text("reason")
      let message = object.text("message")
      self.init(
        code: object.integer("code") ?? code, reason: reason.isEmpty ? Self.reason(code) : reason,
        message: message.isEmpty ? "unknown" : message, causes: causes,
        retryAfterSeconds: object.integer("details", "retryAfterSeconds"))
    }

    private static func reason(_ code: Int) -> String {
      switch code {
      case 400: "BadRequest"
      case 401: "Unauthorized"
      case 403: "Forbidden"
      case 404: "NotFound"
      case 405: "MethodNotAllowed"
      case 406: "NotAcceptable"
      case 409: "Conflict"
      case 410: "Gone"
      case 415: "UnsupportedMediaType"
      case 422: "Invalid"
      case 429: "TooManyRequests"
      case 500: "InternalError"
      case 503: "ServiceUnavailable"
      case 504: "Timeout"
      default: "Unknown"
      }
    }
  }

  /// The server's reason, empty where the server gave none.
  package var reason: String { if case .status(let status) = self { status.reason } else { "" } }
  /// Whether the object, or the collection it lies in, does not exist.
  package var isNotFound: Bool { reason == "NotFound" }
  /// Whether an object of that name exists already.
  package var isAlreadyExists: Bool { reason == "AlreadyExists" }
  /// Whether the object has changed meanwhile, or another manager owns a field.
  package var isConflict: Bool { reason == "Conflict" }
  /// Whether the user may not do this.
  package var isForbidden: Bool { reason == "Forbidden" }
  /// Whether the cluster knows no such kind.
  package var isNoMatch: Bool { if case .noMatch = self { true } else { false } }
  /// Whether the server did not answer at all.
  package var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
  /// Whether the server may have done what it was asked for all the same.
  package var mayHaveActed: Bool { if case .unreachable(let error) = self { error.mayHaveActed } else { false } }

  /// The words that Helm would print.
  package var description: String {
    switch self {
    case .status(let status): status.message
    case .unreachable(let error): "kubernetes cluster unreachable: \(error.message)"
    case .noMatch(let gvk, let name, let namespace):
      "resource mapping not found for name: \"\(name)\" namespace: \"\(namespace)\" from \"\": "
        + "no matches for kind \"\(gvk.kind)\" in version \"\(gvk.apiVersion)\"\nensure CRDs are installed first"
    case .malformedAnswer(let message): message
    }
  }
}
