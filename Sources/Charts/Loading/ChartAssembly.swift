internal import Archives
internal import Values

/// Makes charts out of files in memory, as pkg/chart/v2/loader LoadFiles.
struct ChartAssembly {
  /// What Helm notes on the way.
  private(set) var warnings: [ChartWarning] = []
  /// How many bytes nested packages may still unpack to.
  var budget = PackageReader.Budget()

  /// The chart whose files these are, as the root of its tree.
  mutating func root(of files: [LoadedFile]) throws(ChartError) -> Chart {
    var chart = try chart(of: files, depth: 0)
    chart.place()
    return chart
  }

  private mutating func chart(of files: [LoadedFile], depth: Int) throws(ChartError) -> Chart {
    if depth > ChartLimits.depth {
      throw ChartError(.loading, "charts lie more than \(ChartLimits.depth) deep in charts")
    }
    var parts = Parts()
    for file in files where file.name == "Chart.yaml" { try parts.readChartFile(file.data) }
    for file in files { try read(file, into: &parts) }
    guard parts.hasMetadata else { throw ChartError(.loading, "Chart.yaml file is missing", file: "Chart.yaml") }
    try parts.metadata.validate()

    var dependencies: [Chart] = []
    for folder in parts.nested.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let files = parts.nested[folder], !folder.hasPrefix("_"), !folder.hasPrefix(".") else { continue }
      do throws(ChartError) {
        dependencies.append(try nested(folder, files, in: parts.metadata.name, depth: depth + 1))
      } catch {
        throw error.wrapped("error unpacking subchart \(folder) in \(parts.metadata.name): ")
      }
    }
    return Chart(
      metadata: parts.metadata, raw: parts.raw, templates: parts.templates, files: parts.files, values: parts.values,
      schema: parts.schema, lock: parts.lock, dependencies: dependencies)
  }

  private mutating func nested(
    _ folder: Substring, _ files: [LoadedFile], in parent: String, depth: Int
  ) throws(ChartError) -> Chart {
    if folder.hasSuffix(".tgz") {
      let package = files[0]
      if package.name != folder {
        throw ChartError(
          .loading, "error unpacking subchart tar in \(parent): expected \(folder), got \(package.name)")
      }
      budget.depth += 1
      defer { budget.depth -= 1 }
      let inner: [LoadedFile]
      do throws(ArchiveError) {
        inner = try PackageReader.files(of: package.data, budget: &budget)
      } catch {
        throw ChartError(.loading, error.description, file: "charts/\(folder)")
      }
      return try chart(of: inner, depth: depth)
    }
    // A file that lies in charts/ itself belongs to no chart.
    var inner: [LoadedFile] = []
    inner.reserveCapacity(files.count)
    for file in files {
      guard let slash = file.name.utf8.firstIndex(of: UInt8(ascii: "/")) else { continue }
      inner.append(LoadedFile(name: file.name[file.name.utf8.index(after: slash)...], data: file.data))
    }
    return try chart(of: inner, depth: depth)
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
    var lock: ChartLock?
    /// The files under charts/, by the name of the folder or package there.
    var nested: [Substring: [LoadedFile]] = [:]

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
    if name.hasPrefix("charts/") {
      let inner = name.dropFirst("charts/".utf8.count)
      if !name.hasSuffix(".prov") {
        let folder = inner.utf8.firstIndex(of: UInt8(ascii: "/")).map { inner[..<$0] } ?? inner
        parts.nested[folder, default: []].append(LoadedFile(name: inner, data: file.data))
        return
      }
    }
    let whole = ChartFile(name: String(name), data: file.data)
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
    case "values.schema.json": parts.schema = file.data
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
