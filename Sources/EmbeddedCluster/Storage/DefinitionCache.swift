/// The resources that CustomResourceDefinitions describe, remembered with the definition's version.
///
/// Definitions carry schemas of hundreds of kilobytes, and every request for a custom resource needs one.
final class DefinitionCache {
  private var entries: [String: (version: Int64, resource: Resource?)] = [:]

  /// The resource of the definition with that name and version; `read` is asked where it is not known yet.
  func resource(
    _ name: String, version: Int64, read: () throws(APIError) -> Resource?
  ) throws(APIError) -> Resource? {
    if let entry = entries[name], entry.version == version { return entry.resource }
    let resource = try read()
    entries[name] = (version, resource)
    return resource
  }

  /// Forgets everything: after a rollback, a version's number comes again with other content.
  func forget() {
    entries = [:]
  }
}
