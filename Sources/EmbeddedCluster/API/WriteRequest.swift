import Kubernetes
import Platform
import Values

/// A writing request with everything that its verb's handler needs.
struct WriteRequest {
  let session: Session
  let resource: Resource
  let path: RequestTarget.ObjectsPath
  let options: RequestOptions
  let body: RequestBody

  /// The name in the path; empty for a collection.
  var name: String { path.name ?? "" }

  /// The key of the object in the path.
  var key: ObjectKey { resource.key(path.namespace ?? "", name) }

  /// The `apiVersion` that the request speaks.
  var apiVersion: String { resource.apiVersion(path.version) }

  /// The object in the path, or the error that there is none.
  func existing() throws(APIError) -> ValueMap {
    guard let object = try session.object(key) else { throw .notFound(resource, name) }
    return object
  }

  /// Refuses an object in the body that is not what the path says, and settles its namespace; built-in kinds lose the
  /// fields that they do not have.
  func check(_ object: ValueMap) throws(APIError) {
    try checkType(object)
    try checkFields(object)
    if resource.isCustom { try MetadataShape.check(object, resource) }
    try settleNamespace(object)
  }

  /// The same for an applied configuration, whose problems are told in other words.
  func check(applied: ValueMap) throws(APIError) {
    try checkType(applied)
    try checkTyped(applied)
    if resource.isCustom { try MetadataShape.check(applied, resource) }
    try settleNamespace(applied)
  }

  /// Checks that an object in the body says the version and kind that the path says.
  private func checkType(_ object: ValueMap) throws(APIError) {
    guard let kind = object.text("kind"), !kind.isEmpty else {
      throw .badRequest("Object 'Kind' is missing in '\(Self.excerpt(object))'")
    }
    guard let version = object.text("apiVersion"), !version.isEmpty else {
      throw .badRequest("Object 'apiVersion' is missing in '\(Self.excerpt(object))'")
    }
    guard version == apiVersion else {
      throw .badRequest(
        "the API version in the data (\(version)) does not match the expected API version (\(apiVersion))")
    }
    guard kind == resource.kind else {
      throw .badRequest("\(kind) in version \"\(version)\" cannot be handled as a \(resource.kind)")
    }
  }

  /// Refuses values of a type that a built-in kind's fields have not; takes the fields away that it does not have, and
  /// warns of them or refuses them.
  private func checkFields(_ object: ValueMap) throws(APIError) {
    guard let check = fieldCheck(of: object) else { return }
    if let mismatch = check.mismatch { throw unfit(mismatch) }
    if check.unknown.isEmpty { return }
    let unknown = check.unknown.map { "unknown field \"\($0)\"" }
    switch options.fieldValidation {
    case .ignore: break
    case .warn: session.warnings += unknown
    case .strict: throw unfit("strict decoding error: \(unknown.joined(separator: ", "))")
    }
  }

  /// Refuses an applied configuration that does not fit its built-in kind.
  private func checkTyped(_ applied: ValueMap) throws(APIError) {
    guard let check = fieldCheck(of: applied) else { return }
    let problems = check.typedProblems
    if !problems.isEmpty {
      throw untyped(
        applied, problems.count == 1 ? problems[0] : "errors:\n" + problems.map { "  \($0)" }.joined(separator: "\n"))
    }
    if let problem = check.conversionProblem {
      throw APIError(
        code: 500, reason: "",
        message: "failed to convert new object (\(applied.namespace)/\(applied.name); \(groupVersionKind)) to proper "
          + "version: unable to convert unstructured object to \(groupVersionKind): \(problem)")
    }
  }

  /// The error of an applied configuration that its kind's schema does not allow.
  func untyped(_ applied: ValueMap, _ why: String) -> APIError {
    APIError(
      code: 500, reason: "",
      message: "failed to create typed patch object (\(applied.namespace)/\(applied.name); \(groupVersionKind)): \(why)"
    )
  }

  /// The kind as Go prints it.
  private var groupVersionKind: String { "\(resource.group)/\(path.version), Kind=\(resource.kind)" }

  private func unfit(_ why: String) -> APIError {
    .badRequest("\(resource.kind) in version \"\(path.version)\" cannot be handled as a \(resource.kind): \(why)")
  }

  /// The object held against its kind, without the unknown fields from here on; nil for a custom resource.
  private func fieldCheck(of object: ValueMap) -> FieldCheck? {
    TypeSchema.message(resource, version: path.version).map { FieldCheck(pruning: object, $0) }
  }

  private static func excerpt(_ object: ValueMap) -> String {
    let bytes: [UInt8]
    do throws(APIError) { bytes = try WireJSON.encode(.map(object)) } catch { return "" }
    return String(decoding: bytes.prefix(200), as: UTF8.self)
  }

  /// Gives an object the namespace of the path, or finds that it names another.
  private func settleNamespace(_ object: ValueMap) throws(APIError) {
    let metadata = object.child("metadata")
    guard resource.isNamespaced else {
      metadata["namespace"] = nil
      return
    }
    let namespace = object.namespace
    if namespace.isEmpty {
      metadata["namespace"] = .string(path.namespace ?? "")
    } else if namespace != path.namespace {
      throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
    }
  }

  /// The answer that shows an object as it is now, in the request's version.
  func reply(_ status: Int, _ object: ValueMap) throws(APIError) -> HTTPResponse {
    let form = AnswerForm(
      resource: resource, version: path.version, accept: options.accept, includedObject: options.includedObject,
      now: session.now.seconds)
    return Reply.bytes(status, try form.document(object))
  }
}
