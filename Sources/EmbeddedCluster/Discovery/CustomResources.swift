import Values

/// The resources that CustomResourceDefinitions in the cluster add.
enum CustomResources {
  /// The qualified name of the definitions' own resource.
  static let definitions = "customresourcedefinitions.apiextensions.k8s.io"

  /// The resource of a group and plural, where a definition serves it.
  static func resource(_ group: String, _ plural: String, _ store: ObjectStore) throws(APIError) -> Resource? {
    // A definition's name is always PLURAL.GROUP.
    try resource(named: "\(plural).\(group)", store)
  }

  /// All resources that definitions serve.
  static func all(_ store: ObjectStore) throws(APIError) -> [Resource] {
    var found: [Resource] = []
    for key in try store.keys(of: definitions, inNamespace: "") {
      if let resource = try resource(named: key.name, store) { found.append(resource) }
    }
    return found
  }

  private static func resource(named name: String, _ store: ObjectStore) throws(APIError) -> Resource? {
    let key = ObjectKey(resource: definitions, namespace: "", name: name)
    guard let version = try store.version(of: key) else { return nil }
    return try store.definitions.resource(name, version: version) { () throws(APIError) -> Resource? in
      guard let body = try store.body(key) else { return nil }
      return resource(of: try WireJSON.object(body))
    }
  }

  /// The resource that a definition describes; nil while it serves no version.
  static func resource(of definition: ValueMap) -> Resource? {
    let spec = definition.spec
    guard let group = spec.text("group"), let names = spec.map("names"), let plural = names.text("plural"),
      let kind = names.text("kind")
    else { return nil }
    let served = spec.maps("versions").filter { $0.bool("served") ?? false }
    let versions = served.compactMap { $0.text("name") }.sorted(by: VersionPriority.precedes)
    guard !versions.isEmpty else { return nil }
    var columns: [String: [PrinterColumn]] = [:]
    var schemas: [String: [UInt8]] = [:]
    for version in served {
      let name = version.text("name") ?? ""
      columns[name] = PrinterColumn.columns(version)
      guard let schema = version.map("schema")?["openAPIV3Schema"] else { continue }
      do throws(APIError) { schemas[name] = try WireJSON.encode(schema) } catch { continue }
    }
    func words(_ key: Bytes) -> [String] { (names.list(key) ?? []).compactMap { $0.asString?.description } }
    return Resource(
      group: group, versions: versions, kind: kind, plural: plural,
      singular: names.text("singular") ?? kind.lowercased(), shortNames: words("shortNames"),
      isNamespaced: spec.text("scope") != "Cluster",
      hasStatus: served.contains { $0.map("subresources")?["status"] != nil },
      hasScale: served.contains { $0.map("subresources")?["scale"] != nil }, categories: words("categories"),
      isCustom: true, schemas: schemas, printerColumns: columns)
  }
}

/// The order of API versions: stable before beta before alpha, each with the greater numbers first, then other words.
enum VersionPriority {
  /// Whether `a` is preferred to `b`, as apimachinery's version.CompareKubeAwareVersionStrings.
  static func precedes(_ a: String, _ b: String) -> Bool {
    switch (parse(a), parse(b)) {
    case (let a?, let b?):
      a.stability == b.stability ? (a.major, a.minor) > (b.major, b.minor) : a.stability > b.stability
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): a < b
    }
  }

  private static func parse(_ text: String) -> (major: Int, stability: Int, minor: Int)? {
    guard text.first == "v" else { return nil }
    let rest = text.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let major = Int(digits) else { return nil }
    let tail = rest.dropFirst(digits.count)
    if tail.isEmpty { return (major, 2, 0) }
    for (word, stability) in [("beta", 1), ("alpha", 0)] where tail.hasPrefix(word) {
      return Int(tail.dropFirst(word.count)).map { (major, stability, $0) }
    }
    return nil
  }
}
