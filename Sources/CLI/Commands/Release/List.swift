import ArgumentParser
import Functions
import Kubernetes
import Platform
import RegularExpressions
import Releases
import Values

/// `chart list` lists the releases of a namespace.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the releases of a namespace.", aliases: ["ls"])

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var output: OutputOptions

  @Flag(name: [.customShort("A"), .customLong("all-namespaces")], help: "List the releases of every namespace.")
  var allNamespaces = false

  @Flag(name: [.customShort("a"), .long], help: "List releases in any state (the default).")
  var all = false

  @Flag(help: "List deployed releases.")
  var deployed = false
  @Flag(help: "List failed releases.")
  var failed = false
  @Flag(help: "List releases with an operation under way.")
  var pending = false
  @Flag(help: "List superseded revisions.")
  var superseded = false
  @Flag(help: "List uninstalled releases whose history was kept.")
  var uninstalled = false
  @Flag(help: "List releases that are being uninstalled.")
  var uninstalling = false

  @Option(
    name: [.customShort("f"), .long], parsing: .unconditional,
    help: ArgumentHelp("List releases whose name matches.", valueName: "regex"))
  var filter = ""

  @Option(
    name: [.customShort("l"), .long], help: ArgumentHelp("List releases with these labels.", valueName: "selector"))
  var selector = ""

  @Flag(name: [.customShort("d"), .long], help: "Sort by date.")
  var date = false

  @Flag(name: [.customShort("r"), .long], help: "Reverse the order.")
  var reverse = false

  @Option(
    name: [.customShort("m"), .customLong("max")], parsing: .unconditional,
    help: ArgumentHelp("The most releases.", valueName: "count"))
  var maximum = 256

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The first release that is listed, from 0.", valueName: "index"))
  var offset = 0

  @Flag(name: [.customShort("q"), .long], help: "Print names only.")
  var short = false

  @Flag(name: .customLong("no-headers"), help: "Leave out the table's first line.")
  var noHeaders = false

  @Option(
    name: .customLong("time-format"),
    help: ArgumentHelp("A layout of Go's time package for the dates: 2006-01-02 15:04:05Z0700.", valueName: "layout"))
  var timeFormat = ""

  func run() async throws {
    let invocation = Invocation.current
    let connection = try ClusterConnection(cluster, invocation, allNamespaces: allNamespaces)
    let releases = try await List(connection.actions, options: try options()).run()
    if short {
      let names = Value.list(releases.map { .string($0.name) })
      try invocation.console.emit(names, as: output.format) { releases.map { $0.name + "\n" }.joined() }
    } else {
      try invocation.console.emit(releases.map(record), as: output.format) { table(releases) }
    }
  }

  private func options() throws -> List.Options {
    var options = List.Options()
    if deployed { options.statuses.insert(.deployed) }
    if failed { options.statuses.insert(.failed) }
    if pending { options.statuses.formUnion([.pendingInstall, .pendingUpgrade, .pendingRollback]) }
    if superseded { options.statuses.insert(.superseded) }
    if uninstalled { options.statuses.insert(.uninstalled) }
    if uninstalling { options.statuses.insert(.uninstalling) }
    if all { options.statuses = Set(ReleaseStatus.allCases) }
    if !filter.isEmpty {
      let pattern = try RegularExpression(Array(filter.utf8))
      options.isNameSelected = { pattern.matches(Array($0.utf8)) }
    }
    if !selector.isEmpty { options.selector = try LabelSelector(selector) }
    options.sortsByDate = date
    options.isReversed = reverse
    options.limit = maximum
    options.offset = offset
    return options
  }

  private func updated(_ release: Release) -> String {
    guard !timeFormat.isEmpty, let time = release.info.lastDeployed else {
      return ReleaseText.moment(release.info.lastDeployed)
    }
    return TimeText.format(time, layout: timeFormat)
  }

  private func record(_ release: Release) -> OutputRecord {
    OutputRecord(fields: [
      ("name", .string(release.name)), ("namespace", .string(release.namespace)),
      ("revision", .string("\(release.revision)")), ("updated", .string(updated(release))),
      ("status", .string(release.info.status.rawValue)), ("chart", .string(ReleaseText.chart(release))),
      ("app_version", .string(release.chart.appVersion)),
    ])
  }

  private func table(_ releases: [Release]) -> String {
    var table = Table(noHeaders ? [] : ["NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION"])
    for release in releases {
      table.add([
        release.name, release.namespace, "\(release.revision)", updated(release),
        release.info.status.rawValue, ReleaseText.chart(release), release.chart.appVersion,
      ])
    }
    return table.text
  }
}
