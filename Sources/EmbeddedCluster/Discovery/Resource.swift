import Values

/// A kind of object that the server serves under a plural name.
struct Resource: Sendable {
  /// The API group, empty for the core one.
  let group: String
  /// The versions it is served in, the preferred one first.
  let versions: [String]
  /// `Deployment`.
  let kind: String
  /// `deployments`.
  let plural: String
  /// `deployment`.
  var singular: String
  /// `deploy`.
  var shortNames: [String] = []
  /// Whether its objects live in namespaces.
  var isNamespaced = true
  /// Whether `…/status` is served.
  var hasStatus = false
  /// Whether `…/scale` is served.
  var hasScale = false
  /// `all` and other words that kubectl knows several resources by.
  var categories: [String] = []
  /// Whether it comes from a CustomResourceDefinition.
  var isCustom = false
  /// Whether it is only asked and never stored.
  var isReview = false
  /// The JSON of the schemas in a CustomResourceDefinition, by version.
  var schemas: [String: [UInt8]] = [:]
  /// The columns that a CustomResourceDefinition asks for, by version.
  var printerColumns: [String: [PrinterColumn]] = [:]
  /// What it is stored under where that is not its own name: events are the same in two groups.
  var storedAs: String?

  /// `deployments.apps`, as errors name it; `secrets` in the core group.
  var qualified: String { group.isEmpty ? plural : "\(plural).\(group)" }

  /// The name under which its objects are stored, which no version changes.
  var storage: String { storedAs ?? qualified }

  /// `apps/v1`, the `apiVersion` of its objects in one version.
  func apiVersion(_ version: String) -> String { group.isEmpty ? version : "\(group)/\(version)" }

  /// The key of one of its objects.
  func key(_ namespace: String, _ name: String) -> ObjectKey {
    ObjectKey(resource: storage, namespace: isNamespaced ? namespace : "", name: name)
  }

  /// The schema of a custom resource in a version; nil where the definition has none.
  func schema(_ version: String) -> ValueMap? {
    guard let bytes = schemas[version] else { return nil }
    do throws(APIError) { return try WireJSON.object(bytes) } catch { return nil }
  }

  /// What can be done with its objects.
  var verbs: [Bytes] {
    if isReview { return ["create"] }
    if isBuiltIn("namespaces") { return ["create", "delete", "get", "list", "patch", "update", "watch"] }
    return ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
  }

  /// Whether this is the built-in resource of that qualified name.
  func isBuiltIn(_ name: String) -> Bool { !isCustom && qualified == name }
}
