import ArgumentParser
import Charts
import Platform
import Releases
import Values

/// `chart get metadata RELEASE` shows the metadata.
struct GetMetadataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "metadata", abstract: "Show the metadata.")
  @OptionGroup var arguments: ReleaseArguments
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let invocation = Invocation.current
    let release = try await arguments.release(invocation)
    let metadata = release.chart.metadata
    let annotations = metadata?["annotations"]?.asMap ?? ValueMap()
    // As in Helm, the newest record is told with all its labels, and one that is asked for by its number with the user's.
    let told = arguments.revision > 0 ? release.labels : release.recordLabels
    let labels = ValueMap(told.map { (Bytes($0.key), .string($0.value)) })
    let dependencies = metadata?["dependencies"]?.asList ?? []
    let method = release.applyMethod?.rawValue ?? ""
    let deployed = release.info.lastDeployed?.toTheSecond ?? "0001-01-01T00:00:00Z"
    var record = OutputRecord(fields: [
      ("name", .string(release.name)), ("chart", .string(release.chart.name)),
      ("version", .string(release.chart.version)), ("appVersion", .string(release.chart.appVersion)),
    ])
    if !annotations.isEmpty { record.fields.append(("annotations", .map(annotations))) }
    if !labels.isEmpty { record.fields.append(("labels", .map(labels))) }
    if !dependencies.isEmpty {
      record.fields.append(("dependencies", .list(dependencies)))
      record.ordered["dependencies"] = MetadataJSON.dependencies(plain: dependencies)
    }
    record.fields += [
      ("namespace", .string(release.namespace)), ("revision", .int(release.revision)),
      ("status", .string(release.info.status.rawValue)), ("deployedAt", .string(deployed)),
    ]
    if !method.isEmpty { record.fields.append(("applyMethod", .string(method))) }
    try invocation.console.emit(record, as: output.format) {
      let names = dependencies.compactMap { $0.at("name")?.asString?.description }.sorted()
      return """
        NAME: \(release.name)
        CHART: \(release.chart.name)
        VERSION: \(release.chart.version)
        APP_VERSION: \(release.chart.appVersion)
        ANNOTATIONS: \(Self.pairs(annotations))
        LABELS: \(Self.pairs(labels))
        DEPENDENCIES: \(names.joined(separator: ","))
        NAMESPACE: \(release.namespace)
        REVISION: \(release.revision)
        STATUS: \(release.info.status.rawValue)
        DEPLOYED_AT: \(deployed)
        APPLY_METHOD: \(Self.words(method))

        """
    }
  }

  private static func pairs(_ map: ValueMap) -> String {
    map.entries.map { "\($0.key)=\($0.value.asString?.description ?? "")" }.joined(separator: ",")
  }

  private static func words(_ method: String) -> String {
    switch method {
    case "": "client-side apply (defaulted)"
    case "csa": "client-side apply"
    case "ssa": "server-side apply"
    default: "unknown (\"\(method)\")"
    }
  }
}
