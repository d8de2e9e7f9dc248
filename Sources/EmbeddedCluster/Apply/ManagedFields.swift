import Values

/// Who manages which of an object's fields: `metadata.managedFields`.
struct ManagedFields {
  /// One manager's fields.
  struct Entry {
    var manager: String
    /// `Apply` or `Update`.
    var operation: String
    var apiVersion: String
    var subresource: String
    var time: Value?
    var fields: FieldSet

    /// Whether two entries are the same manager's doing the same.
    func isSameManager(_ other: Entry) -> Bool {
      manager == other.manager && operation == other.operation && subresource == other.subresource
        && (apiVersion == other.apiVersion || operation == "Apply")
    }

    /// The manager as conflicts name it, as apimachinery's managedfields printManager.
    var description: String {
      var text = "\"\(manager)\""
      if !subresource.isEmpty { text += " with subresource \"\(subresource)\"" }
      if operation == "Update" { text += " using \(apiVersion)" }
      return text
    }
  }

  var entries: [Entry]

  /// The entries of an object.
  init(of object: ValueMap) {
    entries = object.metadata.maps("managedFields").compactMap { map in
      guard let manager = map.text("manager") else { return nil }
      return Entry(
        manager: manager, operation: map.text("operation") ?? "Update", apiVersion: map.text("apiVersion") ?? "",
        subresource: map.text("subresource") ?? "", time: map["time"],
        fields: FieldSet(json: map.map("fieldsV1") ?? ValueMap()))
    }
  }

  /// Writes the entries into an object.
  func store(in object: ValueMap) {
    let list = entries.filter { !$0.fields.isEmpty }.map { entry -> Value in
      let map = ValueMap([
        ("manager", .string(entry.manager)), ("operation", .string(entry.operation)),
        ("apiVersion", .string(entry.apiVersion)), ("fieldsType", .string("FieldsV1")),
        ("fieldsV1", .map(entry.fields.json)),
      ])
      map.set("time", entry.time)
      if !entry.subresource.isEmpty { map["subresource"] = .string(entry.subresource) }
      return .map(map)
    }
    object.child("metadata").set("managedFields", list.isEmpty ? nil : .list(list))
  }

  /// Whether two states have the same managers with the same fields, times aside.
  static func areSame(_ a: ValueMap, _ b: ValueMap) -> Bool {
    let (left, right) = (ManagedFields(of: a).entries, ManagedFields(of: b).entries)
    return left.count == right.count
      && left.allSatisfy { entry in
        right.contains { $0.isSameManager(entry) && $0.fields.isSame(as: entry.fields) }
      }
  }

  /// Gives the fields in which a new state differs to the manager that sent it, and takes them from all others.
  static func recordUpdate(
    of object: ValueMap, from old: ValueMap, by manager: String, apiVersion: String, subresource: String,
    at time: Value
  ) throws(APIError) {
    guard let resourceSchema = schema(of: object) else { return }
    let comparison = Comparison(.map(managed(old)), .map(managed(object)), resourceSchema)
    var fields = ManagedFields(of: object)
    let update = Entry(
      manager: manager, operation: "Update", apiVersion: apiVersion, subresource: subresource, time: time,
      fields: FieldSet())
    let changed = comparison.changed
    var place = fields.entries.firstIndex { $0.isSameManager(update) }
    for index in fields.entries.indices where index != place {
      fields.entries[index].fields = fields.entries[index].fields.subtracting(changed)
        .subtractingRecursively(comparison.removed)
    }
    if place == nil, !changed.isEmpty {
      fields.entries.append(update)
      place = fields.entries.count - 1
    }
    if let place {
      let before = fields.entries[place].fields
      let after = before.union(changed).subtractingRecursively(comparison.removed)
      if !after.isSame(as: before) { fields.entries[place].time = time }
      fields.entries[place].fields = after
    }
    fields.store(in: object)
  }

  /// The schema by which an object's fields are told apart.
  static func schema(of object: ValueMap) -> MergeSchema? {
    guard let version = object.text("apiVersion"), let kind = object.text("kind") else { return nil }
    let group = version.firstIndex(of: "/").map { String(version[..<$0]) } ?? ""
    if let builtIn = ResourceTable.resource(group: group, kind: kind) { return MergeSchema(builtIn) }
    return MergeSchema(
      Resource(group: group, versions: [], kind: kind, plural: "", singular: "", isCustom: true))
  }

  /// The object without the fields that nobody manages, as apimachinery's managedfields stripFields.
  static func managed(_ object: ValueMap) -> ValueMap {
    let copy = object.shallowCopy()
    copy["apiVersion"] = nil
    copy["kind"] = nil
    let metadata = object.metadata.shallowCopy()
    for field in unmanaged { metadata[field] = nil }
    if metadata.isEmpty { copy["metadata"] = nil } else { copy["metadata"] = .map(metadata) }
    return copy
  }

  private static let unmanaged: [Bytes] = [
    "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion",
    "deletionTimestamp", "deletionGracePeriodSeconds", "generateName",
  ]
}
