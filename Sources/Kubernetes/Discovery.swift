internal import Synchronization
internal import Values

/// One line of an API resource list.
struct APIResource: Sendable {
  let name: String
  let kind: String
  let isNamespaced: Bool
}

/// Remembers, for one process's life, which kinds the cluster serves; each group and version is asked for when it is
/// first needed.
final class Discovery: Sendable {
  /// The resources by `apiVersion`; an empty list where the cluster has no such version.
  private let known = Mutex<[String: [APIResource]]>([:])

  /// The mapping of a kind if its group and version have been asked for.
  func mapping(_ gvk: GroupVersionKind) -> ResourceMapping? {
    known.withLock { known in
      guard let resource = known[gvk.apiVersion]?.first(where: { $0.kind == gvk.kind }) else { return nil }
      return ResourceMapping(gvk, plural: resource.name, isNamespaced: resource.isNamespaced)
    }
  }

  /// The resources of a group and version if they have been asked for.
  func resources(_ apiVersion: String) -> [APIResource]? { known.withLock { $0[apiVersion] } }

  /// Remembers what the cluster answered for a group and version.
  func remember(_ resources: [APIResource], of apiVersion: String) { known.withLock { $0[apiVersion] = resources } }

  /// Forgets everything: kinds have come or gone.
  func invalidate() { known.withLock { $0 = [:] } }

  /// The path that lists a group and version's resources.
  static func path(_ apiVersion: String) -> String {
    apiVersion.contains("/") ? "/apis/\(apiVersion)" : "/api/\(apiVersion)"
  }

  /// Reads an APIResourceList; subresources, whose names have a slash, are left out.
  static func resources(in list: Value) -> [APIResource] {
    (list.at("resources")?.asList ?? []).compactMap { item in
      guard let map = item.asMap else { return nil }
      let entry = KubernetesObject(map)
      let name = entry.text("name")
      if name.isEmpty || name.contains("/") { return nil }
      return APIResource(name: name, kind: entry.kind, isNamespaced: map["namespaced"]?.asBool ?? false)
    }
  }
}
