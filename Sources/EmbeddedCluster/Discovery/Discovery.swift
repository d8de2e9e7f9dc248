import Values

/// The documents by which clients learn what is served: /version, /api, /apis and below, plain and aggregated.
struct Discovery {
  private let custom: [Resource]

  /// Discovery of the built-in resources and these.
  init(custom: [Resource]) {
    self.custom = custom
  }

  /// The Kubernetes version that the cluster answers to, Helm 4.3.1's own default.
  static let gitVersion = "v1.37.0"

  /// `/version`.
  static var version: Value {
    .map([
      "major": .string("1"), "minor": .string("37"), "gitVersion": .string(gitVersion + "+embedded"),
      "gitCommit": .string(""), "gitTreeState": .string("clean"), "buildDate": .string("1970-01-01T00:00:00Z"),
      "goVersion": .string(""), "compiler": .string("swift"), "platform": .string("linux/amd64"),
    ])
  }

  /// `/api`.
  static var coreVersions: Value {
    .map(["kind": .string("APIVersions"), "versions": .list([.string("v1")])])
  }

  /// `/apis`.
  var groupList: Value {
    .map([
      "kind": .string("APIGroupList"), "apiVersion": .string("v1"),
      "groups": .list(groupNames.map { .map(group($0)) }),
    ])
  }

  /// `/apis/GROUP`; nil where there is no such group.
  func groupDocument(_ name: String) -> Value? {
    guard groupNames.contains(name) else { return nil }
    let document = group(name)
    document["kind"] = .string("APIGroup")
    document["apiVersion"] = .string("v1")
    return .map(document)
  }

  /// `/api/v1` and `/apis/GROUP/VERSION`; nil where the version is not served.
  func resourceList(_ group: String, _ version: String) -> Value? {
    let resources = resources(inGroup: group).filter { $0.versions.contains(version) }
    guard !resources.isEmpty else { return nil }
    var list: [Value] = []
    for resource in resources {
      let map = ValueMap([
        ("name", .string(resource.plural)), ("singularName", .string(resource.singular)),
        ("namespaced", .bool(resource.isNamespaced)), ("kind", .string(resource.kind)),
        ("verbs", .strings(resource.verbs)),
      ])
      if !resource.shortNames.isEmpty { map["shortNames"] = .strings(resource.shortNames.map { Bytes($0) }) }
      if !resource.categories.isEmpty { map["categories"] = .strings(resource.categories.map { Bytes($0) }) }
      list.append(.map(map))
      for part in subresources(resource) {
        let map = ValueMap([
          ("name", .string("\(resource.plural)/\(part.name)")), ("singularName", .string("")),
          ("namespaced", .bool(resource.isNamespaced)), ("kind", .string(part.kind)),
          ("verbs", .strings(part.verbs)),
        ])
        if let group = part.group { map["group"] = .string(group) }
        if let version = part.version { map["version"] = .string(version) }
        list.append(.map(map))
      }
    }
    return .map([
      "kind": .string("APIResourceList"), "apiVersion": .string("v1"),
      "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"), "resources": .list(list),
    ])
  }

  /// The aggregated document (apidiscovery.k8s.io/v2 APIGroupDiscoveryList) of `/api` or `/apis`.
  func aggregated(core: Bool, version: String) -> Value {
    let groups = (core ? [""] : groupNames).map { name in
      Value.map([
        "metadata": .map(name.isEmpty ? [:] : ["name": .string(name)]),
        "versions": .list(versions(ofGroup: name).map { aggregatedVersion(name, $0) }),
      ])
    }
    return .map([
      "kind": .string("APIGroupDiscoveryList"), "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
      "metadata": .map([:]), "items": .list(groups),
    ])
  }

  private func aggregatedVersion(_ group: String, _ version: String) -> Value {
    let resources = resources(inGroup: group).filter { $0.versions.contains(version) }.map { resource -> Value in
      let map = ValueMap([
        ("resource", .string(resource.plural)), ("singularResource", .string(resource.singular)),
        ("scope", .string(resource.isNamespaced ? "Namespaced" : "Cluster")), ("verbs", .strings(resource.verbs)),
        ("responseKind", kindReference(group, version, resource.kind)),
      ])
      if !resource.shortNames.isEmpty { map["shortNames"] = .strings(resource.shortNames.map { Bytes($0) }) }
      if !resource.categories.isEmpty { map["categories"] = .strings(resource.categories.map { Bytes($0) }) }
      let parts = subresources(resource).map { part in
        Value.map([
          "subresource": .string(part.name), "verbs": .strings(part.verbs),
          "responseKind": kindReference(part.group ?? group, part.version ?? version, part.kind),
        ])
      }
      if !parts.isEmpty { map["subresources"] = .list(parts) }
      return .map(map)
    }
    return .map([
      "version": .string(version), "freshness": .string("Current"), "resources": .list(resources),
    ])
  }

  private func kindReference(_ group: String, _ version: String, _ kind: String) -> Value {
    .map(["group": .string(group), "version": .string(version), "kind": .string(kind)])
  }

  private struct Subresource {
    let name: String
    let kind: String
    var group: String?
    var version: String?
    var verbs: [Bytes] = ["get", "patch", "update"]
  }

  private func subresources(_ resource: Resource) -> [Subresource] {
    var parts: [Subresource] = []
    if resource.isBuiltIn("pods") {
      parts.append(Subresource(name: "eviction", kind: "Eviction", group: "policy", version: "v1", verbs: ["create"]))
      parts.append(Subresource(name: "log", kind: "Pod", verbs: ["get"]))
    }
    if resource.isBuiltIn("namespaces") {
      parts.append(Subresource(name: "finalize", kind: "Namespace", verbs: ["update"]))
    }
    if resource.hasScale {
      parts.append(Subresource(name: "scale", kind: "Scale", group: "autoscaling", version: "v1"))
    }
    if resource.hasStatus { parts.append(Subresource(name: "status", kind: resource.kind)) }
    return parts
  }

  var groupNames: [String] {
    var names = ResourceTable.groups.filter { !$0.isEmpty }
    for name in custom.map(\.group).sorted() where !names.contains(name) { names.append(name) }
    return names
  }

  func resources(inGroup group: String) -> [Resource] {
    ResourceTable.resources(inGroup: group) + custom.filter { $0.group == group }
  }

  func versions(ofGroup group: String) -> [String] {
    let all = resources(inGroup: group).flatMap(\.versions).sorted(by: VersionPriority.precedes)
    return all.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private func group(_ name: String) -> ValueMap {
    let versions = versions(ofGroup: name).map { version in
      Value.map(["groupVersion": .string("\(name)/\(version)"), "version": .string(version)])
    }
    return ValueMap([
      ("name", .string(name)), ("versions", .list(versions)), ("preferredVersion", versions.first ?? .null),
    ])
  }
}
