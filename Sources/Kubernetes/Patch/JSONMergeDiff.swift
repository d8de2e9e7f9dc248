package import Values

/// Makes the JSON merge patch (RFC 7386) that brings an object from what it is to what it shall be, as kubectl's
/// CreateThreeWayJSONMergePatch does for kinds without a schema.
package enum JSONMergeDiff {
  /// The patch, empty where nothing is to be done.
  ///
  /// A field that the revision before had and this one has not is removed; a field that neither has is somebody else's
  /// and stays. Lists are taken as a whole.
  package static func patch(previous: ValueMap?, desired: ValueMap, live: ValueMap) -> ValueMap {
    let patch = ValueMap()
    for entry in desired.entries {
      let current = live[entry.key]
      if let wanted = entry.value.asMap, let current = current?.asMap {
        let inner = self.patch(previous: previous?[entry.key]?.asMap, desired: wanted, live: current)
        if !inner.isEmpty { patch[entry.key] = .map(inner) }
      } else if current == nil || !entry.value.isSameJSON(as: current ?? .null) {
        // In a merge patch null means "remove": a null that is already absent needs nothing.
        if entry.value.isNil, current == nil { continue }
        patch[entry.key] = entry.value
      }
    }
    for entry in previous?.entries ?? [] where desired[entry.key] == nil && live[entry.key] != nil {
      patch[entry.key] = .null
    }
    return patch
  }
}
