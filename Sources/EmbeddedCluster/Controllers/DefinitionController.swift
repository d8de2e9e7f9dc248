import Values

/// CustomResourceDefinitions: established at once, and removed after their objects.
enum DefinitionController {
  static func reconcile(_ key: ObjectKey, _ object: ValueMap, _ session: Session) throws(APIError) {
    guard let resource = ResourceTable.resource(storedAs: key.resource) else { return }
    if object.isBeingDeleted {
      try empty(key, object, session)
      return
    }
    let old = object.deepCopy()
    let status = object.child("status")
    Conditions.set(
      status, "NamesAccepted", "True", reason: "NoConflicts", message: "no conflicts found", at: session.timestamp)
    Conditions.set(
      status, "Established", "True", reason: "InitialNamesAccepted", message: "the initial names have been accepted",
      at: session.timestamp)
    status.set("acceptedNames", object.spec["names"]?.deepCopy())
    let stored = object.spec.maps("versions").first { $0.bool("storage") ?? false }?.text("name")
    var versions = (status.list("storedVersions") ?? []).compactMap { $0.asString?.description }
    if let stored, !versions.contains(stored) { versions.append(stored) }
    status["storedVersions"] = .list(versions.map { .string($0) })
    try session.replace(object, old, resource)
  }

  private static func empty(_ key: ObjectKey, _ object: ValueMap, _ session: Session) throws(APIError) {
    guard let served = CustomResources.resource(of: object) else {
      try session.remove(key, object)
      return
    }
    var children: [(ObjectKey, ValueMap)] = []
    try session.store.forEach(served.storage) { key, body throws(APIError) in
      children.append((key, try WireJSON.object(body)))
      return true
    }
    var left = 0
    for (key, child) in children {
      if child.isBeingDeleted {
        left += 1
      } else if try session.delete(key, child, served) != nil {
        left += 1
      }
    }
    if left == 0, object.finalizers.isEmpty { try session.remove(key, object) }
  }
}
