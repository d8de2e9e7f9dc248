internal import Archives
internal import Platform
internal import Values

/// Makes charts out of files in memory, as pkg/chart/v2/loader LoadFiles.
struct ChartAssembly {
  /// What Helm notes on the way.
  private(set) var warnings: [ChartWarning] = []
  /// How many bytes nested packages may still unpack to.
  var budget = PackageReader.Budget()

  /// The chart whose files these are, as the root of its tree.
  mutating func root(of files: [LoadedFile]) throws(ChartError) -> Chart {
    var chart = try chart(of: ChartFolder(files), depth: 0)
    chart.place()
    return chart
  }

  /// A chart whose place in its tree is yet to be told.
  private mutating func chart(of folder: ChartFolder, depth: Int) throws(ChartError) -> Chart {
    if depth > ChartLimits.depth {
      throw ChartError(.loading, "charts lie more than \(ChartLimits.depth) deep in charts")
    }
    var parts = Parts()
    for file in folder.files where file.name == "Chart.yaml" { try parts.readChartFile(file.data) }
    for file in folder.files { try read(file, into: &parts) }
    guard parts.hasMetadata else { throw ChartError(.loading, "Chart.yaml file is missing", file: "Chart.yaml") }
    try parts.metadata.validate()

    var chart = Chart(
      metadata: parts.metadata, raw: parts.raw, templates: parts.templates, files: parts.files, values: parts.values,
      schema: parts.schema, schemaModified: parts.schemaModified, lock: parts.lock)
    for (name, nested) in folder.nested.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      if name.hasPrefix("_") || name.hasPrefix(".") { continue }
      do throws(ChartError) {
        chart.dependencies.append(try self.nested(name, nested, in: parts.metadata.name, depth: depth + 1))
      } catch {
        throw error.wrapped("error unpacking subchart \(name) in \(parts.metadata.name): ")
      }
    }
    return chart
  }

  private mutating func nested(
    _ name: String, _ folder: ChartFolder, in parent: String, depth: Int
  ) throws(ChartError) -> Chart {
    guard name.hasSuffix(".tgz"), let package = folder.files.first else { return try chart(of: folder, depth: depth) }
    if package.name != name {
      throw ChartError(.loading, "error unpacking subchart tar in \(parent): expected \(name), got \(package.name)")
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    let inner: [LoadedFile]
    do throws(ArchiveError) {
      inner = try PackageReader.files(of: package.data, budget: &budget)
    } catch {
      throw ChartError(.loading, error.description, file: "charts/\(name)")
    }
    return try chart(of: ChartFolder(inner), depth: depth)
  }

  /// What has been gathered of one chart.
  private struct Parts {
    var metadata = Metadata()
    var hasMetadata = false
    var raw: [ChartFile] = []
    var templates: [ChartFile] = []
    var files: [ChartFile] = []
    var values = ValueMap()
    var schema: [UInt8]?
    var schemaModified: Moment?
    var lock: ChartLock?

    mutating func readChartFile(_ data: [UInt8]) throws(ChartError) {
      try merge(data, named: "Chart.yaml")
      if metadata.apiVersion.isEmpty { metadata.apiVersion = "v1" }
    }

    mutating func merge(_ data: [UInt8], named name: String) throws(ChartError) {
      let document = try ChartDocument.decode(data, named: name)
      var result = metadata
      try ChartDocument.reading(name) { () throws(GoDecodingError) in try result.merge(document) }
      metadata = result
      hasMetadata = true
    }

    mutating func readLock(_ data: [UInt8], named name: String) throws(ChartError) {
      let document = try ChartDocument.decode(data, named: name)
      lock = try ChartDocument.reading(name) { () throws(GoDecodingError) in try ChartLock(document) }
    }
  }

  private mutating func read(_ file: LoadedFile, into parts: inout Parts) throws(ChartError) {
    let name = file.name
    let whole = ChartFile(name: String(name), data: file.data, modified: file.modified)
    parts.raw.append(whole)
    switch name {
    case "Chart.yaml": break
    case "Chart.lock": try parts.readLock(file.data, named: "Chart.lock")
    case "values.yaml":
      do throws(ValuesError) {
        parts.values = try ValuesDocuments.decode(file.data)
      } catch {
        throw ChartError(.values, "cannot load values.yaml: \(error.description)", file: "values.yaml")
      }
    case "values.schema.json":
      parts.schema = file.data
      parts.schemaModified = file.modified
    case "requirements.yaml":
      if parts.metadata.apiVersion != "v1" { warn(dependenciesMoved) }
      try parts.merge(file.data, named: "requirements.yaml")
      if parts.metadata.apiVersion == "v1" { parts.files.append(whole) }
    case "requirements.lock":
      try parts.readLock(file.data, named: "requirements.lock")
      if parts.metadata.apiVersion != "v1" { warn(lockMoved) }
      if parts.metadata.apiVersion == "v1" { parts.files.append(whole) }
    default:
      if name.hasPrefix("templates/") { parts.templates.append(whole) } else { parts.files.append(whole) }
    }
  }

  private mutating func warn(_ text: String) { warnings.append(ChartWarning(.info, text)) }

  private let dependenciesMoved = """
    Warning: Dependencies are handled in Chart.yaml since apiVersion "v2". We recommend migrating dependencies to \
    Chart.yaml.
    """
  private let lockMoved =
    "Warning: Dependency locking is handled in Chart.lock since apiVersion \"v2\". We recommend migrating to Chart.lock."
}
