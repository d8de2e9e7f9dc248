import Kubernetes
import Platform

/// What a request's path names.
enum RequestTarget {
  /// `/version`.
  case version
  /// `/healthz`, `/livez`, `/readyz` and what is below them
  case health
  /// `/api`.
  case coreVersions
  /// `/apis`.
  case groups
  /// `/apis/GROUP`.
  case group(String)
  /// `/api/v1` or `/apis/GROUP/VERSION`.
  case resources(group: String, version: String)
  /// `/openapi/v2`.
  case oldOpenAPI
  /// `/openapi/v3`.
  case openAPI
  /// `/openapi/v3/api/v1` or `/openapi/v3/apis/GROUP/VERSION`.
  case openAPIOf(group: String, version: String)
  /// A collection or an object.
  case objects(ObjectsPath)
  /// Something that no API server knows.
  case unknown

  /// A path below a group and version.
  struct ObjectsPath: Sendable {
    var group: String
    var version: String
    /// Nil for a path without `/namespaces/…`.
    var namespace: String?
    var plural: String
    /// Nil for the collection.
    var name: String?
    /// `status` or `scale`, nil for the object itself.
    var subresource: String?
  }

  /// Reads a request's path.
  init(path: String) {
    var parts = path.utf8.split(separator: UInt8(ascii: "/")).map { PercentEncoding.decode(String(Substring($0))) }
    switch parts.first {
    case "version" where parts.count == 1: self = .version
    case "healthz", "livez", "readyz": self = .health
    case "openapi" where parts == ["openapi", "v2"]: self = .oldOpenAPI
    case "openapi" where parts.count > 1 && parts[1] == "v3":
      switch (parts.count, parts.count > 2 ? parts[2] : "") {
      case (2, _): self = .openAPI
      case (4, "api"): self = .openAPIOf(group: "", version: parts[3])
      case (5, "apis"): self = .openAPIOf(group: parts[3], version: parts[4])
      default: self = .unknown
      }
    case "api":
      parts.removeFirst()
      guard let version = parts.first else {
        self = .coreVersions
        return
      }
      self = Self.below("", version, Array(parts.dropFirst()))
    case "apis":
      parts.removeFirst()
      guard let group = parts.first else {
        self = .groups
        return
      }
      guard parts.count > 1 else {
        self = .group(group)
        return
      }
      self = Self.below(group, parts[1], Array(parts.dropFirst(2)))
    default: self = .unknown
    }
  }

  private static func below(_ group: String, _ version: String, _ parts: [String]) -> RequestTarget {
    if parts.isEmpty { return .resources(group: group, version: version) }
    var namespace: String?
    var rest = parts[...]
    // `/namespaces/NAME/status` and `/finalize` are the namespace's own; any longer path is of what is in it.
    let isNamespaceItself = parts.count == 3 && ["status", "finalize"].contains(parts[2])
    if parts[0] == "namespaces", parts.count >= 3, !isNamespaceItself {
      namespace = parts[1]
      rest = parts[2...]
    }
    guard rest.count <= 3, let plural = rest.first else { return .unknown }
    let tail = Array(rest.dropFirst())
    return .objects(
      ObjectsPath(
        group: group, version: version, namespace: namespace, plural: plural, name: tail.first,
        subresource: tail.count > 1 ? tail[1] : nil))
  }
}
