import ArgumentParser
import Charts
import Kubernetes
import Platform
import Releases
import Rendering
import Values

/// `chart get …`: what a release's record holds.
struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Show what the record of a release holds.",
    subcommands: [
      GetAllCommand.self, GetHooksCommand.self, GetManifestCommand.self, GetMetadataCommand.self,
      GetNotesCommand.self, GetValuesCommand.self,
    ])
}

/// Which release and revision a `get` command is about.
struct ReleaseArguments: ParsableArguments {
  @Argument(help: "The release's name.")
  var name: String

  @Option(help: ArgumentHelp("The revision; without one, the newest.", valueName: "number"))
  var revision = 0

  @OptionGroup var cluster: ClusterOptions

  /// The record.
  func release(_ invocation: Invocation) async throws -> Release {
    let connection = try ClusterConnection(cluster, invocation)
    return try await Get(connection.actions).release(name, revision: revision)
  }
}

/// `chart get all RELEASE` shows all that a record holds.
struct GetAllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all", abstract: "Show everything.")
  @OptionGroup var arguments: ReleaseArguments

  @Option(
    help: ArgumentHelp("Print what this Go template writes, such as {{.Release.Name}}.", valueName: "template"))
  var template: String?

  func run() async throws {
    let invocation = Invocation.current
    if let template, !template.isEmpty {
      let release = try await arguments.release(invocation)
      return invocation.console.write(try ReleaseTemplate.expand(template, release, invocation.context))
    }
    var printer = ReleasePrinter(invocation)
    printer.showsChart = true
    printer.showsEverything = true
    try printer.print(try await arguments.release(invocation), as: .table)
  }
}

/// `chart get hooks RELEASE` shows the hooks.
struct GetHooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hooks", abstract: "Show the hooks.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    var text: [UInt8] = []
    for hook in try await arguments.release(invocation).hooks { Rendered.append(hook.path, hook.manifest, to: &text) }
    invocation.console.write(text)
  }
}

/// `chart get manifest RELEASE` shows the manifest.
struct GetManifestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "manifest", abstract: "Show the manifest.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    invocation.console.write(try await arguments.release(invocation).manifest.storage + [UInt8(ascii: "\n")])
  }
}

/// `chart get notes RELEASE` shows the notes.
struct GetNotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "notes", abstract: "Show the notes.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    let notes = try await arguments.release(invocation).info.notes
    if notes.isEmpty { return }
    invocation.console.write(Array("NOTES:\n".utf8) + notes.storage + [UInt8(ascii: "\n")])
  }
}

/// `chart get values RELEASE` shows the values.
struct GetValuesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "values", abstract: "Show the values.")
  @OptionGroup var arguments: ReleaseArguments
  @OptionGroup var output: OutputOptions

  @Flag(name: [.customShort("a"), .long], help: "Show the chart's defaults too.")
  var all = false

  func run() async throws {
    let invocation = Invocation.current
    let release = try await arguments.release(invocation)
    let values: Value
    if all {
      values = .map(Get.computedValues(of: release))
    } else {
      values = release.config.map { .map($0) } ?? .null
    }
    if output.format == .table {
      invocation.console.print(all ? "COMPUTED VALUES:" : "USER-SUPPLIED VALUES:")
    }
    try invocation.console.emit(values, as: output.format == .table ? .yaml : output.format) { "" }
  }
}

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
