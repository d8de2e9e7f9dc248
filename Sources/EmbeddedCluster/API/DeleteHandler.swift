import Kubernetes
import Values

/// delete and deletecollection.
struct DeleteHandler {
  private let write: WriteRequest

  init(_ write: WriteRequest) {
    self.write = write
  }

  /// The DeleteOptions of the body, with those of the query over them.
  private struct Options {
    var propagation: Session.Propagation
    var uid: String?
    var resourceVersion: String?
  }

  func answer() throws(APIError) -> HTTPResponse {
    if write.path.subresource != nil { throw .methodNotAllowed(write.resource) }
    let options = try deleteOptions()
    let object = try write.existing()
    try check(options, object)
    if write.resource.isBuiltIn("namespaces"), Self.lasting.contains(write.name) {
      throw .forbidden(write.resource, write.name, "this namespace may not be deleted")
    }
    let uid = object.uid
    if let waiting = try write.session.delete(write.key, object, write.resource, options.propagation) {
      return try write.reply(200, waiting)
    }
    let details = ValueMap([
      ("name", .string(write.name)), ("kind", .string(write.resource.plural)), ("uid", .string(uid)),
    ])
    if !write.resource.group.isEmpty { details["group"] = .string(write.resource.group) }
    return try Reply.json(
      200,
      .map([
        "apiVersion": .string("v1"), "kind": .string("Status"), "metadata": .map([:]), "status": .string("Success"),
        "details": .map(details),
      ]))
  }

  /// eviction: deletes a pod; no disruption budget stands in the way here.
  func answerEviction() throws(APIError) -> HTTPResponse {
    let object = try write.existing()
    try write.session.delete(write.key, object, write.resource)
    return try Reply.json(
      201,
      .map([
        "apiVersion": .string("v1"), "kind": .string("Status"), "metadata": .map([:]), "status": .string("Success"),
      ]))
  }

  /// Deletes all objects that the selectors choose.
  func answerForCollection() throws(APIError) -> HTTPResponse {
    if write.resource.isNamespaced, write.path.namespace == nil { throw .methodNotAllowed(write.resource) }
    if write.resource.isBuiltIn("namespaces") { throw .methodNotAllowed(write.resource) }
    let options = try deleteOptions()
    let labels = try LabelSelector(query: write.options.labelSelector)
    let fields = try FieldSelector(write.options.fieldSelector, write.resource)
    var chosen: [(ObjectKey, ValueMap)] = []
    try write.session.store.forEach(
      write.resource.storage, namespace: write.path.namespace,
      matching: { labels.matches($1.values) && fields.matches($0) }
    ) { key, body throws(APIError) in
      let object = try WireJSON.object(body)
      if fields.matches(object) { chosen.append((key, object)) }
      return true
    }
    var items: [Value] = []
    for (key, object) in chosen {
      items.append(.map(Conversion.fromStorage(object.deepCopy(), write.resource, version: write.path.version)))
      try write.session.delete(key, object, write.resource, options.propagation)
    }
    return try Reply.json(
      200,
      .map([
        "apiVersion": .string(write.apiVersion), "kind": .string(write.resource.kind + "List"),
        "metadata": .map(["resourceVersion": .string(String(try write.session.store.version()))]),
        "items": .list(items),
      ]))
  }

  private static let lasting: Set<String> = ["default", "kube-system", "kube-public"]

  private func deleteOptions() throws(APIError) -> Options {
    // Jobs keep their pods unless told otherwise, as ever since batch/v1.
    let usual: Session.Propagation =
      ["jobs.batch", "replicationcontrollers"].contains(write.resource.qualified) ? .orphan : .background
    var options = Options(propagation: usual)
    let body = write.body.isEmpty ? ValueMap() : try write.body.object()
    if body.bool("orphanDependents") ?? false { options.propagation = .orphan }
    if let policy = write.options.propagationPolicy ?? body.text("propagationPolicy") {
      guard let propagation = Session.Propagation(rawValue: policy) else {
        throw APIError(
          code: 422, reason: "Invalid",
          message: "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"\(policy)\": "
            + "supported values: \"Background\", \"Foreground\", \"Orphan\"", group: "meta.k8s.io",
          kind: "DeleteOptions")
      }
      options.propagation = propagation
    }
    let preconditions = body.map("preconditions")
    options.uid = preconditions?.text("uid")
    options.resourceVersion = preconditions?.text("resourceVersion")
    return options
  }

  private func check(_ options: Options, _ object: ValueMap) throws(APIError) {
    if let uid = options.uid, uid != object.uid {
      throw .failedPrecondition(
        write.resource, write.name,
        "the UID in the precondition (\(uid)) does not match the UID in record (\(object.uid)). "
          + "The object might have been deleted and then recreated")
    }
    let version = object.text("metadata", "resourceVersion") ?? ""
    if let wanted = options.resourceVersion, wanted != version {
      throw .failedPrecondition(
        write.resource, write.name,
        "the ResourceVersion in the precondition (\(wanted)) does not match the ResourceVersion in record "
          + "(\(version)). The object might have been modified")
    }
  }
}
