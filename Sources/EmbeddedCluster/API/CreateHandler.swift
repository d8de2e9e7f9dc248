import Kubernetes
import Values

/// create: POST to a collection.
struct CreateHandler {
  private let write: WriteRequest

  init(_ write: WriteRequest) {
    self.write = write
  }

  func answer() throws(APIError) -> HTTPResponse {
    if write.resource.isNamespaced, write.path.namespace == nil { throw .methodNotAllowed(write.resource) }
    let object = try write.body.object()
    try write.check(object)
    if !(object.text("metadata", "resourceVersion") ?? "").isEmpty {
      throw .badRequest("resourceVersion should not be set on objects to be created")
    }
    object.child("metadata")["managedFields"] = nil
    return try create(object) { created, session throws(APIError) in
      try ManagedFields.recordUpdate(
        of: created, from: ValueMap([("metadata", .map(ValueMap()))]), by: write.options.fieldManager,
        apiVersion: write.apiVersion, subresource: "", at: session.timestamp)
    }
  }

  /// Stores a new object that is in the request's version and whose namespace is settled.
  ///
  /// - Parameter manage: gives the object its managed fields once it is complete.
  func create(
    _ object: ValueMap, manage: (ValueMap, Session) throws(APIError) -> Void
  ) throws(APIError) -> HTTPResponse {
    let (session, resource) = (write.session, write.resource)
    let metadata = object.child("metadata")
    for field: Bytes in [
      "uid", "creationTimestamp", "resourceVersion", "generation", "selfLink", "deletionTimestamp",
      "deletionGracePeriodSeconds",
    ] {
      metadata[field] = nil
    }
    try checkNamespace(object.namespace)
    if object.name.isEmpty, let prefix = metadata.text("generateName"), !prefix.isEmpty {
      // As apimachinery: the suffix always fits the 63 letters of a label.
      let name = String(decoding: Array(prefix.utf8.prefix(58)), as: UTF8.self) + session.environment.makeNameSuffix()
      metadata["name"] = .string(name)
    }
    if resource.hasStatus { object["status"] = nil }
    Conversion.toStorage(object, resource)
    try Defaults.apply(object, resource, session: session, old: nil)
    let problems = Validation.problems(object, resource)
    if !problems.isEmpty { throw .invalid(resource, object.name, problems) }
    let key = resource.key(object.namespace, object.name)
    if try session.store.contains(key) { throw .alreadyExists(resource, object.name) }
    try manage(object, session)
    try session.insert(object, resource)
    if write.options.isDryRun { object.child("metadata")["resourceVersion"] = nil }
    return try write.reply(201, object)
  }

  private func checkNamespace(_ name: String) throws(APIError) {
    guard write.resource.isNamespaced else { return }
    guard let namespace = try write.session.object(Owners.namespaceKey(name)) else {
      throw APIError(
        code: 404, reason: "NotFound", message: "namespaces \"\(name)\" not found", name: name, kind: "namespaces")
    }
    if namespace.isBeingDeleted {
      var error = APIError.forbidden(
        write.resource, write.name,
        "unable to create new content in namespace \(name) because it is being terminated")
      error.causes = [
        APIError.Cause(
          reason: "NamespaceTerminating", message: "namespace \(name) is being terminated", field: "metadata.namespace")
      ]
      throw error
    }
  }
}
