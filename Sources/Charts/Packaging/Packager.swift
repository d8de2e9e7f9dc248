internal import Archives
internal import Platform
internal import SemanticVersions
internal import Values
internal import YAML

/// Packs a chart's folder into the package that is shared: `NAME-VERSION.tgz`.
///
/// The same folder gives the same bytes on any machine and any day. Files go in as they are, comments and all (Helm
/// writes Chart.yaml anew and loses them); only a changed version makes Chart.yaml be written from what it says. Charts
/// under `charts/` go in unpacked, as Helm packs them.
package enum Packager {
  /// What is changed on the way in.
  package struct Options: Sendable {
    /// The version to write into Chart.yaml.
    package var version: String?
    /// The version of the application to write into Chart.yaml.
    package var appVersion: String?
    /// Whether charts that are declared may be missing under charts/.
    package var allowsMissingDependencies = false

    /// Nothing is changed.
    package init() {}
  }

  /// A package.
  package struct Package: Sendable {
    /// The name of its file.
    package let fileName: String
    /// Its content.
    package let bytes: [UInt8]
  }

  /// Packs the chart in a folder.
  ///
  /// - Parameter warnings: takes what Helm would note on standard error.
  package static func package(
    folder: String, options: Options = Options(), warnings: inout [ChartWarning]
  ) throws(ChartError) -> Package {
    if FileSystem.kind(folder) == .file {
      throw ChartError(.packaging, "\(folder) is a file: only a chart's folder can be packed", file: folder)
    }
    var chart = try ChartLoader.load(path: folder, warnings: &warnings)
    if let version = options.version { chart.metadata.version = version }
    if let appVersion = options.appVersion { chart.metadata.appVersion = appVersion }
    do throws(SemanticVersionError) {
      _ = try SemanticVersion(chart.metadata.version)
    } catch {
      throw ChartError(.packaging, error.description, file: "Chart.yaml")
    }
    if !options.allowsMissingDependencies { try chart.checkDependencies() }
    let isChanged = options.version != nil || options.appVersion != nil
    let entries = try entries(of: chart, in: chart.name, writesMetadata: isChanged)
    return Package(fileName: "\(chart.name)-\(chart.metadata.version).tgz", bytes: Archive.pack(entries))
  }

  private static func entries(
    of chart: Chart, in folder: String, writesMetadata: Bool
  ) throws(ChartError) -> [ArchiveEntry] {
    if let schema = chart.schema, !JSON.isValid(schema) {
      throw ChartError(.packaging, "failed to save: invalid JSON in values.schema.json", file: "values.schema.json")
    }
    var entries: [ArchiveEntry] = []
    for file in chart.raw {
      let content = writesMetadata && file.name == "Chart.yaml" ? try document(chart.metadata) : file.data
      entries.append(ArchiveEntry(path: "\(folder)/\(file.name)", content: content))
    }
    for dependency in chart.dependencies {
      entries += try self.entries(of: dependency, in: "\(folder)/charts/\(dependency.name)", writesMetadata: false)
    }
    return entries
  }

  /// Chart.yaml of the metadata, as Helm writes it; a chart of version 1 keeps its dependencies in requirements.yaml.
  private static func document(_ metadata: Metadata) throws(ChartError) -> [UInt8] {
    var metadata = metadata
    if metadata.apiVersion == "v1" { metadata.declaredDependencies = nil }
    do throws(YAMLError) {
      return try YAML.encode(metadata.plain)
    } catch {
      throw ChartError(.packaging, error.description, file: "Chart.yaml")
    }
  }
}
