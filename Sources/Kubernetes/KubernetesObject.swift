package import Values

/// A Kubernetes object of any kind, as the API serves it.
///
/// Wraps the object's map: a copy of the struct still names the same map, `copy()` makes another object.
package struct KubernetesObject {
  /// The object's fields.
  package let root: ValueMap

  /// Wraps an object's fields.
  package init(_ root: ValueMap) {
    self.root = root
  }

  /// An object with its identity and nothing else.
  package init(_ gvk: GroupVersionKind, namespace: String = "", name: String) {
    root = ValueMap([
      ("apiVersion", .string(gvk.apiVersion)), ("kind", .string(gvk.kind)),
      ("metadata", .map(ValueMap([("name", .string(name))]))),
    ])
    if !namespace.isEmpty { self.namespace = namespace }
  }

  /// An object that shares nothing with this one.
  package func copy() -> KubernetesObject { KubernetesObject(root.deepCopy()) }

  /// `apiVersion`, empty where missing.
  package var apiVersion: String { text("apiVersion") }
  /// `kind`, empty where missing.
  package var kind: String { text("kind") }
  /// The kind of the object.
  package var gvk: GroupVersionKind { GroupVersionKind(apiVersion: apiVersion, kind: kind) }
  /// `metadata.name`, empty where missing.
  package var name: String { text("metadata", "name") }
  /// `metadata.generateName`, empty where missing.
  package var generateName: String { text("metadata", "generateName") }
  /// `metadata.uid`, empty before the server gave one.
  package var uid: String { text("metadata", "uid") }
  /// `metadata.resourceVersion`, empty before the server gave one.
  package var resourceVersion: String { text("metadata", "resourceVersion") }
  /// `metadata.generation`.
  package var generation: Int? { integer("metadata", "generation") }
  /// Whether the object waits for its finalizers to end.
  package var isTerminating: Bool { !text("metadata", "deletionTimestamp").isEmpty }

  /// `metadata.namespace`, empty where missing.
  package var namespace: String {
    get { text("metadata", "namespace") }
    nonmutating set { metadata["namespace"] = newValue.isEmpty ? nil : .string(newValue) }
  }

  /// The object's name in the cluster.
  package var reference: ObjectReference { ObjectReference(gvk, namespace: namespace, name: name) }

  /// The `metadata` map, made where there is none.
  package var metadata: ValueMap {
    if let map = root["metadata"]?.asMap { return map }
    let map = ValueMap()
    root["metadata"] = .map(map)
    return map
  }

  /// The labels whose values are strings.
  package var labels: [String: String] { strings("metadata", "labels") }
  /// The annotations whose values are strings.
  package var annotations: [String: String] { strings("metadata", "annotations") }

  /// Sets a label.
  package func setLabel(_ name: String, _ value: String) { set(value, of: name, in: "labels") }
  /// Sets an annotation.
  package func setAnnotation(_ name: String, _ value: String) { set(value, of: name, in: "annotations") }

  private func set(_ value: String, of name: String, in field: Bytes) {
    let metadata = metadata
    let map = metadata[field]?.asMap ?? ValueMap()
    map[Bytes(name)] = .string(value)
    metadata[field] = .map(map)
  }

  /// The value at a path of keys, or nil where one is missing.
  package func value(_ path: Bytes...) -> Value? { value(at: path) }

  /// The text at a path of keys, empty where it is missing or no string.
  package func text(_ path: Bytes...) -> String { value(at: path)?.asString.map(String.init) ?? "" }

  /// The whole number at a path of keys, nil where it is missing or none.
  package func integer(_ path: Bytes...) -> Int? {
    switch value(at: path) {
    case .integer(let n, _): Int(n)
    case .float(let d): Int(exactly: d)
    case .number(let digits): Int(String(digits))
    default: nil
    }
  }

  private func value(at path: [Bytes]) -> Value? {
    var value = Value.map(root)
    for key in path {
      guard let next = value.asMap?[key] else { return nil }
      value = next
    }
    return value
  }

  /// The map of strings at a path of keys; other values are left out.
  package func strings(_ path: Bytes...) -> [String: String] {
    var result: [String: String] = [:]
    for entry in value(at: path)?.asMap?.entries ?? [] {
      if let text = entry.value.asString { result[String(entry.key)] = String(text) }
    }
    return result
  }
}

extension String {
  /// The bytes as text.
  init(_ bytes: Bytes) { self = bytes.description }
}
