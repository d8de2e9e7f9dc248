/// Which kind of object: API group, version and kind.
package struct GroupVersionKind: Hashable, Sendable, CustomStringConvertible {
  /// The API group, empty for the core group.
  package var group: String
  /// The version within the group: `v1`, `v1beta1`, ….
  package var version: String
  /// The kind: `Deployment`.
  package var kind: String

  /// A kind by its three parts.
  package init(group: String, version: String, kind: String) {
    self.group = group
    self.version = version
    self.kind = kind
  }

  /// A kind as an object names it: `apps/v1` and `Deployment`.
  package init(apiVersion: String, kind: String) {
    if let slash = apiVersion.firstIndex(of: "/") {
      self.init(
        group: String(apiVersion[..<slash]), version: String(apiVersion[apiVersion.index(after: slash)...]), kind: kind)
    } else {
      self.init(group: "", version: apiVersion, kind: kind)
    }
  }

  /// Group and version as an object writes them: `v1`, `apps/v1`.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// The form that error messages use: `apps/v1, Kind=Deployment`.
  package var description: String { "\(group)/\(version), Kind=\(kind)" }
}

/// Names one object in a cluster.
package struct ObjectReference: Hashable, Sendable, CustomStringConvertible {
  /// The kind of the object.
  package var gvk: GroupVersionKind
  /// The namespace, empty for a cluster-scoped object.
  package var namespace: String
  /// The object's name.
  package var name: String

  /// A reference by its parts.
  package init(_ gvk: GroupVersionKind, namespace: String, name: String) {
    self.gvk = gvk
    self.namespace = namespace
    self.name = name
  }

  /// The form that Helm's messages use: `Deployment "web" in namespace "shop"`.
  package var description: String { "\(gvk.kind) \"\(name)\" in namespace \"\(namespace)\"" }

  /// `Kind/namespace/name`, as Helm's wait messages name an object.
  package var path: String { "\(gvk.kind)/\(namespace)/\(name)" }

  /// What identifies the object over API versions.
  package var identity: Identity {
    Identity(group: gvk.group, kind: gvk.kind, namespace: namespace, name: name)
  }

  /// A reference without the API version.
  package struct Identity: Hashable, Sendable {
    let group: String
    let kind: String
    let namespace: String
    let name: String
  }
}

/// How the API serves a kind: under which plural name, and whether inside namespaces.
package struct ResourceMapping: Hashable, Sendable {
  /// The kind.
  package let gvk: GroupVersionKind
  /// The resource's name in paths: `deployments`.
  package let plural: String
  /// Whether the objects lie in namespaces.
  package let isNamespaced: Bool

  /// A mapping by its parts.
  package init(_ gvk: GroupVersionKind, plural: String, isNamespaced: Bool) {
    self.gvk = gvk
    self.plural = plural
    self.isNamespaced = isNamespaced
  }

  /// The path of the collection (no name) or of one object.
  ///
  /// - Parameter namespace: left out of the path where empty (all namespaces) or where the kind is cluster-scoped.
  package func path(namespace: String, name: String? = nil) -> String {
    var path = gvk.group.isEmpty ? "/api/\(gvk.version)" : "/apis/\(gvk.group)/\(gvk.version)"
    if isNamespaced, !namespace.isEmpty { path += "/namespaces/\(PathEncoding.encode(namespace))" }
    path += "/\(plural)"
    if let name { path += "/\(PathEncoding.encode(name))" }
    return path
  }
}

/// Percent-encoding of one path segment.
enum PathEncoding {
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  static func encode(_ segment: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(segment.utf8.count)
    for byte in segment.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: ":"):
        result.append(byte)
      default:
        result += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
