package import Platform
package import Values

/// A chart: its metadata, templates, default values and the charts it depends on.
///
/// A chart is a value: switching dependencies on and off, giving them other names and importing their values happens on
/// a copy, and the chart that was loaded stays what it was. Only `values` is shared between copies; nothing in this
/// module changes a map that belongs to a chart.
package struct Chart {
  /// What Chart.yaml says (and requirements.yaml, for charts of version 1).
  package var metadata: Metadata
  /// The chart's own files as they were read, its dependencies' not among them.
  package let raw: [ChartFile]
  /// The files under `templates/`.
  package let templates: [ChartFile]
  /// Every other file: what `.Files` gives to templates, and `crds/`.
  package let files: [ChartFile]
  /// The default values.
  package var values: ValueMap
  /// The bytes of values.schema.json.
  package let schema: [UInt8]?
  /// When values.schema.json last changed; nil for unknown.
  package let schemaModified: Moment?
  /// What Chart.lock says (or requirements.lock).
  package let lock: ChartLock?
  /// Whether `values` hold the defaults of the charts below too, as they do once imports have been processed.
  var valuesIncludeDependencies = false
  /// The charts under `charts/`.
  package var dependencies: [Chart]
  /// Where the chart stands in its tree, as template names begin: `umbrella/charts/redis`.
  package private(set) var path: String
  /// Whether no other chart depends on this one.
  package private(set) var isRoot: Bool

  /// A chart by its parts, standing alone until `place(under:)`.
  package init(
    metadata: Metadata, raw: [ChartFile] = [], templates: [ChartFile] = [], files: [ChartFile] = [],
    values: ValueMap = ValueMap(), schema: [UInt8]? = nil, schemaModified: Moment? = nil, lock: ChartLock? = nil,
    dependencies: [Chart] = []
  ) {
    self.metadata = metadata
    self.raw = raw
    self.templates = templates
    self.files = files
    self.values = values
    self.schema = schema
    self.schemaModified = schemaModified
    self.lock = lock
    self.dependencies = dependencies
    self.path = metadata.name
    self.isRoot = true
    place()
  }

  /// The name: an alias, where another chart gave it one.
  package var name: String { metadata.name }

  /// Whether the chart only lends its templates to others and is not installed itself.
  package var isLibrary: Bool { metadata.type.lowercased() == "library" }

  /// The manifests under `crds/`, of this chart and then of those it depends on.
  package var customResourceDefinitions: [CustomResourceDefinitionFile] {
    var result = files.filter { $0.name.hasPrefix("crds/") && $0.isManifest }.map {
      CustomResourceDefinitionFile(path: "\(path)/\($0.name)", file: $0)
    }
    for dependency in dependencies { result += dependency.customResourceDefinitions }
    return result
  }

  /// The file of that name as it was read, such as `values.yaml` with its comments.
  package func rawFile(_ name: String) -> ChartFile? { raw.first { $0.name == name } }

  /// Renews `path` and `isRoot` through the tree, after names or dependencies have changed.
  package mutating func place(under parent: String? = nil) {
    isRoot = parent == nil
    path = parent.map { "\($0)/charts/\(name)" } ?? name
    for index in dependencies.indices { dependencies[index].place(under: path) }
  }
}

/// A file of a chart.
package struct ChartFile: Sendable, Hashable {
  /// The path inside the chart, with `/` between its parts.
  package let name: String
  /// The content.
  package let data: [UInt8]
  /// When it last changed, which release records keep; nil for unknown.
  package let modified: Moment?

  /// A file by its path inside the chart.
  package init(name: String, data: [UInt8], modified: Moment? = nil) {
    self.name = name
    self.data = data
    self.modified = modified
  }

  /// Whether the name ends as manifests do: `.yaml`, `.yml` or `.json`, in any case.
  var isManifest: Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
  }
}

/// A file under a chart's `crds/`.
package struct CustomResourceDefinitionFile: Sendable {
  /// The path from the root chart on: `umbrella/charts/redis/crds/x.yaml`.
  package let path: String
  /// The file.
  package let file: ChartFile
}
