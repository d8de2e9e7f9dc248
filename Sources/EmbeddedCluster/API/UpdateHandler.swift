import Kubernetes
import Values

/// update: PUT of a whole object, and the last steps of every patch.
struct UpdateHandler {
  private let write: WriteRequest

  init(_ write: WriteRequest) {
    self.write = write
  }

  func answer() throws(APIError) -> HTTPResponse {
    let object = try write.body.object()
    if write.path.subresource == "scale" {
      return try scale(object)
    }
    try write.check(object)
    let old = try write.existing()
    try checkIdentity(object)
    if write.resource.isCustom, (object.text("metadata", "resourceVersion") ?? "").isEmpty {
      throw .invalid(
        write.resource, write.name,
        [.invalid("metadata.resourceVersion", "0", "must be specified for an update")])
    }
    Conversion.toStorage(object, write.resource)
    return try update(old, to: object)
  }

  /// Checks the name that a new state has.
  func checkIdentity(_ object: ValueMap) throws(APIError) {
    if object.name.isEmpty { object.child("metadata")["name"] = .string(write.name) }
    if object.name != write.name {
      throw .badRequest(
        "the name of the object (\(object.name)) does not match the name on the URL (\(write.name))")
    }
  }

  /// Stores an object's new state, which is in the storage version; the managed fields become the request's manager's.
  func update(_ old: ValueMap, to object: ValueMap) throws(APIError) -> HTTPResponse {
    try update(old, to: object) { object, session throws(APIError) in
      try ManagedFields.recordUpdate(
        of: object, from: old, by: write.options.fieldManager, apiVersion: write.apiVersion,
        subresource: write.path.subresource ?? "", at: session.timestamp)
    }
  }

  /// - Parameter manage: gives the complete object its managed fields.
  func update(
    _ old: ValueMap, to object: ValueMap, manage: (ValueMap, Session) throws(APIError) -> Void
  ) throws(APIError) -> HTTPResponse {
    let (session, resource) = (write.session, write.resource)
    try checkPreconditions(object, old)
    carryOver(object, old)
    if write.path.subresource == "status" {
      keepAllButStatus(object, old)
    } else {
      if resource.hasStatus { object["status"] = old["status"]?.deepCopy() }
      try Defaults.apply(object, resource, session: session, old: old)
      let problems = Validation.problems(object, resource) + Immutability.problems(object, old, resource)
      if !problems.isEmpty { throw .invalid(resource, write.name, problems) }
    }
    // Without a difference beyond the managed fields nothing is stored, and their times stay.
    let isUnchanged = Self.isSameButManagers(object, old)
    try manage(object, session)
    if isUnchanged, ManagedFields.areSame(object, old) { return try write.reply(200, old) }
    try session.replace(object, old, resource)
    if write.options.isDryRun { object.child("metadata")["resourceVersion"] = old.metadata["resourceVersion"] }
    return try write.reply(200, object)
  }

  private func checkPreconditions(_ object: ValueMap, _ old: ValueMap) throws(APIError) {
    let version = object.text("metadata", "resourceVersion") ?? ""
    if !version.isEmpty, version != old.text("metadata", "resourceVersion") {
      throw .modified(write.resource, write.name)
    }
    let uid = object.uid
    if !uid.isEmpty, uid != old.uid {
      throw .conflict(
        write.resource, write.name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(old.uid)")
    }
  }

  /// The metadata that only the server writes.
  private func carryOver(_ object: ValueMap, _ old: ValueMap) {
    let metadata = object.child("metadata")
    for field: Bytes in [
      "uid", "creationTimestamp", "generation", "resourceVersion", "deletionTimestamp",
      "deletionGracePeriodSeconds", "generateName",
    ] {
      metadata.set(field, old.metadata[field])
    }
    metadata["selfLink"] = nil
    // Whoever sends no managed fields means to keep them; an empty list resets them.
    if metadata["managedFields"]?.isNil ?? true {
      metadata.set("managedFields", old.metadata["managedFields"]?.deepCopy())
    }
    for field: Bytes in ["labels", "annotations", "finalizers", "ownerReferences"] {
      if metadata[field]?.isNil ?? false { metadata[field] = nil }
      if let map = metadata.map(field), map.isEmpty { metadata[field] = nil }
      if let list = metadata.list(field), list.isEmpty { metadata[field] = nil }
    }
  }

  private func keepAllButStatus(_ object: ValueMap, _ old: ValueMap) {
    for key in object.keys where key != "status" && key != "metadata" { object[key] = nil }
    for entry in old.entries where entry.key != "status" && entry.key != "metadata" {
      object[entry.key] = entry.value.deepCopy()
    }
    let managed = object.metadata["managedFields"]
    let metadata = old.metadata.deepCopy()
    metadata.set("managedFields", managed)
    object["metadata"] = .map(metadata)
  }

  private static func isSameButManagers(_ a: ValueMap, _ b: ValueMap) -> Bool {
    func plain(_ object: ValueMap) -> Value {
      let copy = object.shallowCopy()
      let metadata = object.metadata.shallowCopy()
      metadata["managedFields"] = nil
      copy["metadata"] = .map(metadata)
      return .map(copy)
    }
    return plain(a).isSame(as: plain(b))
  }

  // MARK: Scale

  /// Takes `spec.replicas` of a Scale over.
  func scale(_ scale: ValueMap) throws(APIError) -> HTTPResponse {
    let old = try write.existing()
    guard let replicas = scale.map("spec")?.integer("replicas"), replicas >= 0, replicas <= Int64(Int32.max) else {
      throw .invalid(
        write.resource, write.name, [.invalid("spec.replicas", "-1", "must be greater than or equal to 0")])
    }
    let object = old.deepCopy()
    let version = scale.text("metadata", "resourceVersion") ?? ""
    if !version.isEmpty { object.child("metadata")["resourceVersion"] = .string(version) }
    object.child("spec")["replicas"] = .int64(replicas)
    _ = try update(old, to: object)
    return try Reply.json(200, .map(Scale.of(object, write.resource)))
  }
}
