internal import Archives
internal import Platform
internal import Values

/// Loads charts from folders and from packages (`.tgz`).
package enum ChartLoader {
  /// The chart in a folder or a package, with those it holds under `charts/`, to any depth.
  ///
  /// As pkg/chart/loader Load; a chart that Helm would load differs in nothing but the order of nested charts, which is
  /// that of their names.
  ///
  /// - Parameters:
  ///   - checksVersion: whether the apiVersion must be one that is known; Helm's `lint`, `show` and `dependency list` do
  ///     not look at it.
  ///   - warnings: takes what Helm would note on standard error.
  package static func load(
    path: String, checksVersion: Bool = true, warnings: inout [ChartWarning]
  ) throws(ChartError) -> Chart {
    switch FileSystem.kind(path) {
    case nil: throw ChartError(.loading, "stat \(path): no such file or directory", file: path)
    case .folder: return try load(folder: path, checksVersion: checksVersion, &warnings)
    default: return try load(package: path, checksVersion: checksVersion, &warnings)
    }
  }

  /// The chart in the bytes of a package, such as a registry sends.
  ///
  /// - Parameters:
  ///   - name: what errors call it.
  ///   - checksVersion: whether the apiVersion must be one that is known.
  package static func load(
    packageBytes: [UInt8], name: String, checksVersion: Bool = true, warnings: inout [ChartWarning]
  ) throws(ChartError) -> Chart {
    var assembly = ChartAssembly()
    defer { warnings += assembly.warnings }
    let files: [LoadedFile]
    do throws(ArchiveError) {
      files = try PackageReader.files(of: packageBytes, budget: &assembly.budget)
    } catch {
      if error == .notGzip {
        let refusal =
          Archive.refusal(of: name, startingWith: Array(packageBytes.prefix(512)))
          ?? "file '\(name)' does not appear to be a valid chart file (details: \(error))"
        throw ChartError(.loading, refusal, file: name)
      }
      // Helm keeps the reason to itself; the hint tells it.
      throw ChartError(.loading, "unable to load chart archive", file: name, hint: error.description)
    }
    if checksVersion {
      guard let chartFile = files.first(where: { $0.name == "Chart.yaml" }) else {
        throw ChartError(.loading, "unable to detect chart version, no Chart.yaml found", file: name)
      }
      try checkVersion(chartFile.data)
    }
    return try assembly.root(of: files)
  }

  private static func load(
    folder path: String, checksVersion: Bool, _ warnings: inout [ChartWarning]
  ) throws(ChartError) -> Chart {
    let folder = Path.clean(path.hasPrefix("/") ? path : Path.join(FileSystem.workingFolder, path))
    if checksVersion {
      // Helm looks at Chart.yaml before it reads anything else, and says so when it is not there.
      let chartFile = folder + "/Chart.yaml"
      let content: [UInt8]
      do throws(FileError) {
        content = try FileSystem.read(chartFile, limit: ChartLimits.archive.total)
      } catch {
        throw ChartError(.loading, "unable to detect chart at \(chartFile): \(error.description)", file: chartFile)
      }
      try checkVersion(content)
    }
    let reader = try FolderReader(folder)
    warnings += reader.warnings
    var assembly = ChartAssembly()
    defer { warnings += assembly.warnings }
    return try assembly.root(of: reader.files)
  }

  private static func load(
    package path: String, checksVersion: Bool, _ warnings: inout [ChartWarning]
  ) throws(ChartError) -> Chart {
    let content: [UInt8]
    do throws(FileError) {
      content = try FileSystem.read(path, limit: ChartLimits.totalSize)
    } catch {
      throw ChartError(.loading, error.description, file: path)
    }
    if let refusal = Archive.refusal(of: path, startingWith: Array(content.prefix(512))) {
      throw ChartError(.loading, refusal, file: path)
    }
    return try load(packageBytes: content, name: path, checksVersion: checksVersion, warnings: &warnings)
  }

  /// Versions 1 and 2 (and none, which is 1) are what Helm and this program read.
  private static func checkVersion(_ chartFile: [UInt8]) throws(ChartError) {
    let document = try ChartDocument.decode(chartFile, named: "Chart.yaml")
    var version = ""
    try ChartDocument.reading("Chart.yaml") { () throws(GoDecodingError) in
      guard let fields = try GoDecoder.object(document, GoDecoder.Place("", of: "loader.chartBase")) else { return }
      for field in fields.entries where GoDecoder.fieldName(field.key, ["apiVersion"]) != nil {
        try GoDecoder.string(field.value, GoDecoder.Place(".\(field.key)", of: "string"), into: &version)
      }
    }
    switch version {
    case "v1", "v2", "": return
    case "v3": throw ChartError(.metadata, "invalid chart apiVersion", file: "Chart.yaml")
    default: throw ChartError(.metadata, "unsupported chart version", file: "Chart.yaml")
    }
  }
}
