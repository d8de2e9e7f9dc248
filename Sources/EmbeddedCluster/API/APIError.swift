import Values

/// A request that is not fulfilled, with all that a metav1.Status says about it.
struct APIError: Error, Sendable {
  /// One of several reasons.
  struct Cause: Sendable {
    /// What sort of reason, such as `FieldManagerConflict`.
    let reason: String
    /// In words.
    let message: String
    /// Where, such as `spec.replicas`.
    let field: String
  }

  /// The HTTP status.
  let code: Int
  /// The reason in one word, such as `NotFound`.
  let reason: String
  /// In words, as kube-apiserver has them.
  let message: String
  /// The name in `details`.
  var name = ""
  /// The group in `details`.
  var group = ""
  /// The kind (or, as API servers do it, mostly the resource) in `details`.
  var kind = ""
  /// The causes in `details`.
  var causes: [Cause] = []
  /// The seconds in `details` after which to try again.
  var retryAfter = 0

  /// The error as a metav1.Status.
  var status: Value {
    let details = ValueMap()
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !kind.isEmpty { details["kind"] = .string(kind) }
    if !causes.isEmpty {
      details["causes"] = .list(
        causes.map { cause in
          let map = ValueMap([("message", .string(cause.message)), ("reason", .string(cause.reason))])
          if !cause.field.isEmpty { map["field"] = .string(cause.field) }
          return .map(map)
        })
    }
    if retryAfter > 0 { details["retryAfterSeconds"] = .int(retryAfter) }
    let status = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Status")), ("metadata", .map(ValueMap())),
      ("status", .string("Failure")), ("message", .string(message)), ("code", .int(code)),
    ])
    if !reason.isEmpty { status["reason"] = .string(reason) }
    if !details.isEmpty { status["details"] = .map(details) }
    return .map(status)
  }
}

// The errors of apimachinery's api/errors, in its words.
extension APIError {
  static func notFound(_ resource: Resource, _ name: String) -> APIError {
    APIError(
      code: 404, reason: "NotFound", message: "\(resource.qualified) \"\(name)\" not found", name: name,
      group: resource.group, kind: resource.plural)
  }

  static func alreadyExists(_ resource: Resource, _ name: String) -> APIError {
    APIError(
      code: 409, reason: "AlreadyExists", message: "\(resource.qualified) \"\(name)\" already exists", name: name,
      group: resource.group, kind: resource.plural)
  }

  static func conflict(_ resource: Resource, _ name: String, _ why: String) -> APIError {
    APIError(
      code: 409, reason: "Conflict",
      message: "Operation cannot be fulfilled on \(resource.qualified) \"\(name)\": \(why)", name: name,
      group: resource.group, kind: resource.plural)
  }

  /// The conflict of a deletion with its preconditions, which names the kind in the resource's place.
  static func failedPrecondition(_ resource: Resource, _ name: String, _ why: String) -> APIError {
    let kind = resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
    return APIError(
      code: 409, reason: "Conflict", message: "Operation cannot be fulfilled on \(kind) \"\(name)\": \(why)",
      name: name, group: resource.group, kind: resource.kind)
  }

  static func modified(_ resource: Resource, _ name: String) -> APIError {
    conflict(
      resource, name,
      "the object has been modified; please apply your changes to the latest version and try again")
  }

  static func forbidden(_ resource: Resource, _ name: String, _ why: String) -> APIError {
    APIError(
      code: 403, reason: "Forbidden", message: "\(resource.qualified) \"\(name)\" is forbidden: \(why)", name: name,
      group: resource.group, kind: resource.plural)
  }

  static func badRequest(_ message: String) -> APIError {
    APIError(code: 400, reason: "BadRequest", message: message)
  }

  static func invalidListOptions(_ field: String, _ why: String) -> APIError {
    APIError(
      code: 422, reason: "Invalid", message: "ListOptions.meta.k8s.io \"\" is invalid: \(field): \(why)",
      group: "meta.k8s.io", kind: "ListOptions",
      causes: [Cause(reason: "FieldValueInvalid", message: why, field: field)])
  }

  static func methodNotAllowed(_ resource: Resource) -> APIError {
    APIError(
      code: 405, reason: "MethodNotAllowed", message: "the server does not allow this method on the requested resource",
      group: resource.group, kind: resource.plural)
  }

  static func unsupportedMediaType(_ type: String, _ supported: String) -> APIError {
    APIError(
      code: 415, reason: "UnsupportedMediaType",
      message: "the body of the request was in an unknown format - accepted media types include: \(supported)")
  }

  /// What an API server answers where no resource is served at a path.
  static let noResource = APIError(
    code: 404, reason: "NotFound", message: "the server could not find the requested resource")

  static func internalError(_ message: String) -> APIError {
    APIError(
      code: 500, reason: "InternalError", message: "Internal error occurred: \(message)",
      causes: [Cause(reason: "", message: message, field: "")])
  }

  static func unavailable(_ message: String) -> APIError {
    APIError(code: 503, reason: "ServiceUnavailable", message: message, retryAfter: 1)
  }

  static func tooLarge(_ message: String) -> APIError {
    APIError(code: 413, reason: "RequestEntityTooLarge", message: message)
  }

  /// 422 with one or more things that are wrong with an object.
  static func invalid(_ resource: Resource, _ name: String, _ problems: [Problem]) -> APIError {
    let texts = problems.map(\.text)
    let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    let kind = resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
    return APIError(
      code: 422, reason: "Invalid", message: "\(kind) \"\(name)\" is invalid: \(list)", name: name,
      group: resource.group, kind: resource.kind,
      causes: problems.map { Cause(reason: $0.type.rawValue, message: $0.detailText, field: $0.field) })
  }
}
