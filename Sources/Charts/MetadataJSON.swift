package import Values

/// Metadata as Go writes Helm's structs: digests are taken of these bytes, so that the order of fields counts.
package enum MetadataJSON {
  private static let metadataOrder = [
    "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion", "condition",
    "tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
  ]
  private static let maintainerOrder = ["name", "email", "url"]
  private static let dependencyOrder = [
    "name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias",
  ]
  private static let lockOrder = ["generated", "digest", "dependencies"]

  /// The JSON of a chart's metadata, as pkg/chart/v2 Metadata.
  ///
  /// - Parameter plain: what `Metadata.plain` has, or a record's part of that form.
  package static func metadata(_ plain: ValueMap) -> [UInt8] {
    OrderedJSON.text(of: plain, order: metadataOrder, nested: nested)
  }

  /// The JSON of a chart's lock, as pkg/chart/v2 Lock.
  package static func lock(_ plain: ValueMap) -> [UInt8] {
    OrderedJSON.text(of: plain, order: lockOrder, nested: nested)
  }

  /// The JSON of a list of dependencies, as pkg/chart/v2 Dependency.
  package static func dependencies(_ dependencies: [Dependency]) -> [UInt8] {
    self.dependencies(plain: dependencies.map(\.plain))
  }

  /// The same of dependencies as a record keeps them.
  package static func dependencies(plain: [Value]) -> [UInt8] { list(plain, dependencyOrder) }

  private static func nested(_ key: Bytes, _ value: Value) -> [UInt8]? {
    guard let items = value.asList else { return nil }
    switch key {
    case "maintainers": return list(items, maintainerOrder)
    case "dependencies": return list(items, dependencyOrder)
    default: return nil
    }
  }

  private static func list(_ items: [Value], _ order: [String]) -> [UInt8] {
    OrderedJSON.array(items.map { $0.asMap.map { OrderedJSON.text(of: $0, order: order) } ?? OrderedJSON.text(of: $0) })
  }
}
