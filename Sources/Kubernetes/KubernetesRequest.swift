internal import Values

/// Builds the requests that an API server understands; nothing here sends them.
package enum KubernetesRequest {
  /// How a PATCH's body is meant.
  package enum Patch: String, Sendable {
    case json = "application/json-patch+json"
    case merge = "application/merge-patch+json"
    case strategicMerge = "application/strategic-merge-patch+json"
    case apply = "application/apply-patch+yaml"
  }

  /// What happens to the objects that a deleted one owns.
  package enum Propagation: String, Sendable, CaseIterable {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  /// What every write may say about itself.
  package struct WriteOptions: Sendable {
    /// Who owns the written fields.
    package var fieldManager: String
    /// What the server does with unknown and doubled fields: `Strict`, `Warn` or `Ignore`; empty for its default.
    package var fieldValidation: String
    /// With server-side apply: whether fields that others own are taken over.
    package var forcesConflicts: Bool

    /// Options by their parts.
    package init(
      fieldManager: String = "helm", fieldValidation: String = "", forcesConflicts: Bool = false
    ) {
      self.fieldManager = fieldManager
      self.fieldValidation = fieldValidation
      self.forcesConflicts = forcesConflicts
    }

    fileprivate var query: [(name: String, value: String)] {
      var query: [(name: String, value: String)] = []
      if !fieldManager.isEmpty { query.append((name: "fieldManager", value: fieldManager)) }
      if !fieldValidation.isEmpty { query.append((name: "fieldValidation", value: fieldValidation)) }
      return query
    }
  }

  private static let accept = (name: "Accept", value: "application/json")

  /// Reads any path.
  package static func get(path: String, query: [(name: String, value: String)] = []) -> HTTPRequest {
    HTTPRequest(method: "GET", path: path, query: query, headers: [accept])
  }

  /// Reads one object.
  package static func get(_ mapping: ResourceMapping, namespace: String, name: String) -> HTTPRequest {
    get(path: mapping.path(namespace: namespace, name: name))
  }

  /// Reads a page of a collection.
  ///
  /// - Parameters:
  ///   - namespace: empty for all namespaces.
  ///   - limit: the most objects of one page; 0 for all at once.
  ///   - continuation: the token that the page before this one gave.
  package static func list(
    _ mapping: ResourceMapping, namespace: String, labelSelector: String = "", fieldSelector: String = "",
    limit: Int = 0, continuation: String = ""
  ) -> HTTPRequest {
    var query: [(name: String, value: String)] = []
    if !labelSelector.isEmpty { query.append((name: "labelSelector", value: labelSelector)) }
    if !fieldSelector.isEmpty { query.append((name: "fieldSelector", value: fieldSelector)) }
    if limit > 0 { query.append((name: "limit", value: String(limit))) }
    if !continuation.isEmpty { query.append((name: "continue", value: continuation)) }
    return get(path: mapping.path(namespace: namespace), query: query)
  }

  /// Follows what happens to a collection, or to one object of it, from a version on.
  ///
  /// - Parameters:
  ///   - name: the one object; empty for all.
  ///   - resourceVersion: the version from which on; empty for what is there now, and all that follows.
  ///   - seconds: after how long the server ends the watch.
  package static func watch(
    _ mapping: ResourceMapping, namespace: String, name: String = "", resourceVersion: String, seconds: Int
  ) -> HTTPRequest {
    var query: [(name: String, value: String)] = [
      (name: "watch", value: "true"), (name: "allowWatchBookmarks", value: "true"),
      (name: "timeoutSeconds", value: String(seconds)),
    ]
    if !name.isEmpty { query.append((name: "fieldSelector", value: "metadata.name=\(name)")) }
    if !resourceVersion.isEmpty { query.append((name: "resourceVersion", value: resourceVersion)) }
    return get(path: mapping.path(namespace: namespace), query: query)
  }

  /// Creates an object; one of the same name is an error.
  package static func create(
    _ object: KubernetesObject, _ mapping: ResourceMapping, options: WriteOptions = WriteOptions()
  ) -> HTTPRequest {
    write("POST", mapping.path(namespace: object.namespace), object, options)
  }

  /// Replaces an object; with a `resourceVersion`, only where it is still that version.
  package static func update(
    _ object: KubernetesObject, _ mapping: ResourceMapping, options: WriteOptions = WriteOptions()
  ) -> HTTPRequest {
    write("PUT", mapping.path(namespace: object.namespace, name: object.name), object, options)
  }

  private static func write(
    _ method: String, _ path: String, _ object: KubernetesObject, _ options: WriteOptions
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, path: path, query: options.query,
      headers: [accept, (name: "Content-Type", value: "application/json")], body: JSONCodec.encode(.map(object.root)))
  }

  /// Applies an object server-side: creates it, or changes the fields that it names.
  package static func apply(
    _ object: KubernetesObject, _ mapping: ResourceMapping, options: WriteOptions
  ) -> HTTPRequest {
    patch(
      .apply, JSONCodec.encode(.map(object.root)), mapping, namespace: object.namespace, name: object.name,
      options: options)
  }

  /// Changes an object by a patch.
  package static func patch(
    _ kind: Patch, _ body: [UInt8], _ mapping: ResourceMapping, namespace: String, name: String,
    options: WriteOptions = WriteOptions()
  ) -> HTTPRequest {
    var query = options.query
    if kind == .apply { query.append((name: "force", value: options.forcesConflicts ? "true" : "false")) }
    return HTTPRequest(
      method: "PATCH", path: mapping.path(namespace: namespace, name: name), query: query,
      headers: [accept, (name: "Content-Type", value: kind.rawValue)], body: body)
  }

  /// Deletes an object.
  ///
  /// - Parameters:
  ///   - uid: deletes only the object with this uid, not another one that has taken its name.
  ///   - resourceVersion: deletes only this version.
  package static func delete(
    _ mapping: ResourceMapping, namespace: String, name: String, propagation: Propagation = .background,
    uid: String = "", resourceVersion: String = ""
  ) -> HTTPRequest {
    let options = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("DeleteOptions")),
      ("propagationPolicy", .string(propagation.rawValue)),
    ])
    let preconditions = ValueMap()
    if !uid.isEmpty { preconditions["uid"] = .string(uid) }
    if !resourceVersion.isEmpty { preconditions["resourceVersion"] = .string(resourceVersion) }
    if !preconditions.isEmpty { options["preconditions"] = .map(preconditions) }
    return HTTPRequest(
      method: "DELETE", path: mapping.path(namespace: namespace, name: name),
      headers: [accept, (name: "Content-Type", value: "application/json")], body: JSONCodec.encode(.map(options)))
  }
}
