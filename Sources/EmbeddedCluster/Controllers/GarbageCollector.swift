import Values

/// Deletes what lost its owners.
enum GarbageCollector {
  /// Deletes the objects that an object that is gone owned; one with another living owner only loses the reference.
  static func collectDependents(of uid: String, _ session: Session) throws(APIError) {
    for key in try session.store.dependents(of: uid) {
      guard let object = try session.object(key), let resource = try session.resource(of: key) else { continue }
      var hasOther = false
      for owner in object.ownerReferences {
        if let other = owner.text("uid"), other != uid, try session.store.contains(uid: other) { hasOther = true }
      }
      if hasOther {
        try session.dropOwner(uid, of: key)
      } else if !object.isBeingDeleted {
        try session.delete(key, object, resource)
      }
    }
  }

  /// Deletes the dependents of an object that waits for them, and the object once none is left.
  static func continueForegroundDeletion(
    of key: ObjectKey, _ object: ValueMap, _ session: Session
  ) throws(APIError) {
    var left = 0
    for dependent in try session.store.dependents(of: object.uid) where dependent != key {
      guard let child = try session.object(dependent), let resource = try session.resource(of: dependent) else {
        continue
      }
      if child.isBeingDeleted {
        left += 1
      } else if try session.delete(dependent, child, resource) != nil {
        left += 1
      }
    }
    guard left == 0, let resource = try session.resource(of: key) else { return }
    let old = object.deepCopy()
    let finalizers = object.finalizers.filter { $0 != Finalizers.foreground }
    object.child("metadata").set(
      "finalizers", finalizers.isEmpty ? nil : .list(finalizers.map { .string($0) }))
    try session.replace(object, old, resource)
  }
}
