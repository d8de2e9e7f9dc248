import Kubernetes
import Values

/// Server-side apply: PATCH with application/apply-patch+yaml.
struct ApplyHandler {
  private let write: WriteRequest

  init(_ write: WriteRequest) {
    self.write = write
  }

  func answer() throws(APIError) -> HTTPResponse {
    guard write.options.namesFieldManager else {
      throw APIError(
        code: 422, reason: "Invalid",
        message: "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
        group: "meta.k8s.io", kind: "PatchOptions",
        causes: [
          APIError.Cause(
            reason: "FieldValueRequired", message: "Required value: is required for apply patch", field: "fieldManager")
        ])
    }
    let applied = try write.body.appliedObject()
    try write.check(applied: applied)
    try UpdateHandler(write).checkIdentity(applied)
    if let managed = applied.metadata["managedFields"], !managed.isNil {
      throw .badRequest("metadata.managedFields must be nil")
    }
    Conversion.toStorage(applied, write.resource)
    let isStatus = write.path.subresource == "status"
    if write.resource.hasStatus {
      if isStatus {
        for key in applied.keys where !["apiVersion", "kind", "metadata", "status"].contains(key) { applied[key] = nil }
      } else {
        applied["status"] = nil
      }
    }
    let schema = MergeSchema(write.resource)
    if let duplicate = AppliedMerge.duplicate(in: .map(applied), schema) {
      throw write.untyped(applied, duplicate)
    }
    let fields = FieldSet(of: .map(ManagedFields.managed(applied)), schema, .itemsOnly)
    guard let live = try write.session.object(write.key) else {
      if isStatus { throw .notFound(write.resource, write.name) }
      return try create(applied, fields)
    }
    return try update(live, applied, fields, schema)
  }

  private func create(_ applied: ValueMap, _ fields: FieldSet) throws(APIError) -> HTTPResponse {
    if !applied.uid.isEmpty {
      throw .conflict(
        write.resource, write.name,
        "uid mismatch: the provided object specified uid \(applied.uid), and no existing object was found")
    }
    return try CreateHandler(write).create(applied.deepCopy()) { object, session in
      var managers = ManagedFields(of: object)
      managers.entries = [entry(fields, at: session.timestamp)]
      managers.store(in: object)
    }
  }

  private func entry(_ fields: FieldSet, at time: Value) -> ManagedFields.Entry {
    ManagedFields.Entry(
      manager: write.options.fieldManager, operation: "Apply", apiVersion: write.apiVersion,
      subresource: write.path.subresource ?? "", time: time, fields: fields)
  }

  private func update(
    _ live: ValueMap, _ applied: ValueMap, _ fields: FieldSet, _ schema: MergeSchema
  ) throws(APIError) -> HTTPResponse {
    var managers = ManagedFields(of: live)
    var mine = entry(fields, at: write.session.timestamp)
    let place = managers.entries.firstIndex { $0.isSameManager(mine) }
    let before = place.map { managers.entries[$0].fields } ?? FieldSet()
    var kept = fields
    for (index, other) in managers.entries.enumerated() where index != place { kept = kept.union(other.fields) }

    let merged = AppliedMerge.merge(.map(live.deepCopy()), .map(applied), schema)
    let pruned = AppliedMerge.prune(merged, dropped: before.subtracting(fields), kept: kept, schema)
    guard let object = pruned?.asMap else { throw .internalError("nothing is left of the applied object") }
    for field: Bytes in ["apiVersion", "kind"] { object.set(field, live[field]) }
    let metadata = object.child("metadata")
    metadata.set("managedFields", nil)
    metadata.set("resourceVersion", applied.metadata["resourceVersion"] ?? live.metadata["resourceVersion"])
    metadata.set("uid", applied.metadata["uid"] ?? live.metadata["uid"])

    let comparison = Comparison(.map(ManagedFields.managed(live)), .map(ManagedFields.managed(object)), schema)
    let changed = comparison.changed
    var conflicts: [(manager: ManagedFields.Entry, paths: [String])] = []
    for (index, other) in managers.entries.enumerated() where index != place {
      let common = other.fields.intersection(changed)
      if common.isEmpty { continue }
      conflicts.append((other, common.paths))
      managers.entries[index].fields = other.fields.subtracting(common)
    }
    if !conflicts.isEmpty, !write.options.force { throw Self.conflictError(conflicts) }
    for index in managers.entries.indices where index != place {
      managers.entries[index].fields = managers.entries[index].fields.subtractingRecursively(comparison.removed)
    }
    if let place {
      let isSame = before.isSame(as: fields) && managers.entries[place].apiVersion == mine.apiVersion
      if isSame { mine.time = managers.entries[place].time }
      managers.entries[place] = mine
    } else {
      managers.entries.append(mine)
    }
    return try UpdateHandler(write).update(live, to: object) { object, _ in managers.store(in: object) }
  }

  /// 409 with one cause a field, as apimachinery's NewConflictError.
  private static func conflictError(_ conflicts: [(manager: ManagedFields.Entry, paths: [String])]) -> APIError {
    let all = conflicts.flatMap { conflict in conflict.paths.map { (conflict.manager.description, $0) } }
    let message: String
    if all.count == 1, let only = all.first {
      message = "Apply failed with 1 conflict: conflict with \(only.0): \(only.1)"
    } else {
      let lines = conflicts.sorted { $0.manager.description < $1.manager.description }.flatMap { conflict in
        ["conflicts with \(conflict.manager.description):"] + conflict.paths.map { "- \($0)" }
      }
      message = "Apply failed with \(all.count) conflicts: " + lines.joined(separator: "\n")
    }
    return APIError(
      code: 409, reason: "Conflict", message: message,
      causes: all.map {
        APIError.Cause(reason: "FieldManagerConflict", message: "conflict with \($0.0)", field: $0.1)
      })
  }
}
