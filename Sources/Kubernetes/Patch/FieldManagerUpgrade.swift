package import Values

/// Hands the fields that a manager wrote by updates over to its server-side apply, as client-go's csaupgrade.
///
/// Without it, fields that a release once wrote client-side would stay owned by its updates: server-side apply could
/// never remove them again.
package enum FieldManagerUpgrade {
  /// The JSON patch that does it; nil where the manager owns nothing by updates.
  ///
  /// The patch names the object's version, so that nothing is lost where the object has changed meanwhile.
  package static func patch(for object: KubernetesObject, manager: String) -> Value? {
    let entries = (object.metadata["managedFields"]?.asList ?? []).compactMap(\.asMap)
    let updates = entries.indices.filter { isEntry(entries[$0], manager, "Update") }
    // The entries are sorted, the newest first.
    guard let newest = updates.first else { return nil }
    let target = entries.firstIndex { isEntry($0, manager, "Apply") } ?? newest
    let upgraded = entries[target].shallowCopy()
    upgraded["operation"] = .string("Apply")
    let sameVersion = updates.first {
      $0 != target && entries[$0]["apiVersion"]?.asString == upgraded["apiVersion"]?.asString
    }
    if let sameVersion {
      let fields = union(
        upgraded["fieldsV1"]?.asMap ?? ValueMap(), entries[sameVersion]["fieldsV1"]?.asMap ?? ValueMap())
      upgraded["fieldsV1"] = .map(fields)
    }
    let kept = entries.indices.filter { $0 == target || !updates.contains($0) }
    let managedFields = kept.map { Value.map($0 == target ? upgraded : entries[$0]) }
    return .list([
      replacement("/metadata/managedFields", .list(managedFields)),
      replacement("/metadata/resourceVersion", .string(object.resourceVersion)),
    ])
  }

  private static func isEntry(_ entry: ValueMap, _ manager: String, _ operation: Bytes) -> Bool {
    entry["manager"]?.asString == Bytes(manager) && entry["operation"]?.asString == operation
      && (entry["subresource"]?.asString ?? "").isEmpty
  }

  private static func replacement(_ path: Bytes, _ value: Value) -> Value {
    .map(ValueMap([("op", .string("replace")), ("path", .string(path)), ("value", value)]))
  }

  /// The fields of two sets in the form fieldsV1.
  ///
  /// A field without fields below it is a member of its set; one with some is a member where they have "." among them.
  private static func union(_ a: ValueMap, _ b: ValueMap) -> ValueMap {
    let result = a.shallowCopy()
    for entry in b.entries {
      let (mine, theirs) = (result[entry.key]?.asMap, entry.value.asMap)
      guard let mine, let theirs else {
        result[entry.key] = entry.value
        continue
      }
      let united = union(mine, theirs)
      if mine.isEmpty != theirs.isEmpty { united["."] = .map(ValueMap()) }
      result[entry.key] = .map(united)
    }
    return result
  }
}
