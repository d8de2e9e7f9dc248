import ArgumentParser
import Platform
import Releases
import Values

/// `chart history RELEASE` shows the revisions of a release.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show a release's revisions.", aliases: ["hist"])

  @Argument(help: "The release's name.")
  var name: String

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("max"), parsing: .unconditional,
    help: ArgumentHelp("The most revisions that are shown.", valueName: "count"))
  var maximum = 256

  @Flag(name: .customLong("show-rollback-revision"), help: "Show which revision a rollback went back to.")
  var showRollbackRevision = false

  func run() async throws {
    let invocation = Invocation.current
    let connection = try ClusterConnection(cluster, invocation)
    let releases = try await History(connection.actions).run(name, maximum: maximum)
    try invocation.console.emit(releases.map(Self.record), as: output.format) { table(releases) }
  }

  private static func record(_ release: Release) -> OutputRecord {
    var record = OutputRecord(fields: [
      ("revision", .int(release.revision)),
      ("updated", release.info.lastDeployed.map { .string($0.description) } ?? .null),
      ("status", .string(release.info.status.rawValue)), ("chart", .string(ReleaseText.chart(release))),
      ("app_version", .string(release.chart.appVersion)),
    ])
    if release.info.rollbackRevision > 0 {
      record.fields.append(("rollback_revision", .int(release.info.rollbackRevision)))
    }
    record.fields.append(("description", .string(release.info.description)))
    return record
  }

  private func table(_ releases: [Release]) -> String {
    var header = ["REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION"]
    if showRollbackRevision { header.append("ROLLBACK") }
    var table = Table(header + ["DESCRIPTION"])
    for release in releases {
      var cells = [
        "\(release.revision)", ReleaseText.date(release.info.lastDeployed), release.info.status.rawValue,
        ReleaseText.chart(release), release.chart.appVersion,
      ]
      if showRollbackRevision {
        cells.append(release.info.rollbackRevision > 0 ? "\(release.info.rollbackRevision)" : "")
      }
      table.add(cells + [release.info.description])
    }
    return table.text
  }
}
