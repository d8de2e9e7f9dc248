internal import Synchronization
internal import Values

/// One line of an API resource list.
struct APIResource: Sendable, Equatable {
  /// The plural, such as `deployments`; a subresource's has a slash.
  let name: String
  let kind: String
  let isNamespaced: Bool
}

/// Remembers which kinds the cluster serves: for this process's life, and between processes where there is a cache.
final class Discovery: Sendable {
  /// The resources by `apiVersion`; an empty list where the cluster has no such version.
  private let known = Mutex<[String: [APIResource]]>([:])
  private let cache: DiscoveryCache?
  private let hasReadCache = Mutex(false)

  init(cache: DiscoveryCache?) { self.cache = cache }

  /// The mapping of a kind if its group and version are known.
  func mapping(_ gvk: GroupVersionKind) -> ResourceMapping? {
    readCache()
    return known.withLock { known in
      let found = known[gvk.apiVersion]?.first { $0.kind == gvk.kind && !$0.name.contains("/") }
      return found.map { ResourceMapping(gvk, plural: $0.name, isNamespaced: $0.isNamespaced) }
    }
  }

  /// The resources of a group and version if this process has asked for them.
  func resources(_ apiVersion: String) -> [APIResource]? { known.withLock { $0[apiVersion] } }

  /// Remembers what the cluster answered for a group and version.
  func remember(_ resources: [APIResource], of apiVersion: String) { remember([apiVersion: resources]) }

  /// Remembers what the cluster answered for several.
  func remember(_ lists: [String: [APIResource]]) {
    let (all, isNew) = known.withLock { known in
      let old = known
      known.merge(lists) { _, new in new }
      return (known, known != old)
    }
    if isNew { cache?.store(JSONCodec.encode(Self.document(all))) }
  }

  /// Forgets everything: kinds have come or gone.
  func invalidate() {
    hasReadCache.withLock { $0 = true }
    known.withLock { $0 = [:] }
    cache?.remove()
  }

  /// The path that lists a group and version's resources.
  static func path(_ apiVersion: String) -> String {
    apiVersion.contains("/") ? "/apis/\(apiVersion)" : "/api/\(apiVersion)"
  }

  /// Reads an APIResourceList.
  static func resources(in list: Value) -> [APIResource] {
    (list.at("resources")?.asList ?? []).compactMap { item in
      guard let map = item.asMap else { return nil }
      let entry = KubernetesObject(map)
      let name = entry.text("name")
      if name.isEmpty { return nil }
      return APIResource(name: name, kind: entry.kind, isNamespaced: map["namespaced"]?.asBool ?? false)
    }
  }

  // MARK: - Aggregated

  /// The header that asks `/api` and `/apis` for all resources at once; a server that cannot answers as ever.
  static let acceptAggregated = (
    name: "Accept",
    value: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
      + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"
  )

  /// Everything that a cluster serves.
  struct Everything: Sendable {
    /// The resources by `apiVersion`.
    var resources: [String: [APIResource]] = [:]
    /// The versions whose own server is down, so that their resources are not known.
    var stale: [String] = []
  }

  /// Reads an APIGroupDiscoveryList; nil for anything else.
  static func aggregated(_ list: Value) -> Everything? {
    guard list.at("kind")?.asString == "APIGroupDiscoveryList" else { return nil }
    var result = Everything()
    for group in list.at("items")?.asList ?? [] {
      let name = group.at("metadata", "name")?.asString.map(String.init) ?? ""
      for version in group.at("versions")?.asList ?? [] {
        guard let text = version.at("version")?.asString.map(String.init) else { continue }
        let apiVersion = name.isEmpty ? text : "\(name)/\(text)"
        if version.at("freshness")?.asString == "Stale" {
          result.stale.append(apiVersion)
        } else {
          result.resources[apiVersion] = resources(ofVersion: version)
        }
      }
    }
    return result
  }

  private static func resources(ofVersion version: Value) -> [APIResource] {
    var resources: [APIResource] = []
    for resource in version.at("resources")?.asList ?? [] {
      guard let name = resource.at("resource")?.asString.map(String.init) else { continue }
      let kind = resource.at("responseKind", "kind")?.asString.map(String.init) ?? ""
      let isNamespaced = resource.at("scope")?.asString == "Namespaced"
      resources.append(APIResource(name: name, kind: kind, isNamespaced: isNamespaced))
      for part in resource.at("subresources")?.asList ?? [] {
        guard let partName = part.at("subresource")?.asString.map(String.init),
          let kind = part.at("responseKind", "kind")?.asString.map(String.init)
        else { continue }
        resources.append(APIResource(name: "\(name)/\(partName)", kind: kind, isNamespaced: isNamespaced))
      }
    }
    return resources
  }

  // MARK: - The cache

  private func readCache() {
    let isFirst = hasReadCache.withLock { hasRead in
      defer { hasRead = true }
      return !hasRead
    }
    guard isFirst, let bytes = cache?.load(), let document = JSONCodec.decode(bytes)?.asMap else { return }
    var lists: [String: [APIResource]] = [:]
    for entry in document.entries {
      var resources: [APIResource] = []
      for item in entry.value.asList ?? [] {
        guard let fields = item.asList, fields.count == 3, let name = fields[0].asString, let kind = fields[1].asString,
          let isNamespaced = fields[2].asBool
        else { continue }
        resources.append(APIResource(name: String(name), kind: String(kind), isNamespaced: isNamespaced))
      }
      lists[String(entry.key)] = resources
    }
    known.withLock { $0.merge(lists) { fresh, _ in fresh } }
  }

  private static func document(_ lists: [String: [APIResource]]) -> Value {
    let map = ValueMap()
    // A version without resources may have some in a moment: that is nothing to keep.
    for (version, resources) in lists where !resources.isEmpty {
      map[Bytes(version)] = .list(
        resources.filter { !$0.name.contains("/") }
          .map { .list([.string($0.name), .string($0.kind), .bool($0.isNamespaced)]) })
    }
    return .map(map)
  }
}

/// Where what a cluster serves is kept between processes; what is kept has no Secret in it, and may be lost at any time.
package struct DiscoveryCache: Sendable {
  /// What was kept, nil where there is nothing or it is too old.
  package let load: @Sendable () -> [UInt8]?
  /// Keeps it.
  package let store: @Sendable ([UInt8]) -> Void
  /// Forgets it.
  package let remove: @Sendable () -> Void

  /// A cache by what it does.
  package init(
    load: @escaping @Sendable () -> [UInt8]?, store: @escaping @Sendable ([UInt8]) -> Void,
    remove: @escaping @Sendable () -> Void
  ) {
    self.load = load
    self.store = store
    self.remove = remove
  }
}
