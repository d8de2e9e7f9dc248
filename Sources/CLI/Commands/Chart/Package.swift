import ArgumentParser
import Charts
import Platform

/// `chart package CHART …`: packs charts for distribution, the same tree always into the same bytes.
struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Pack charts into packages (.tgz).")

  @Argument(help: "The charts' folders.")
  var charts: [String]

  @Option(
    name: [.customShort("d"), .long], help: ArgumentHelp("The folder for the packages.", valueName: "folder"))
  var destination = "."

  @Option(help: ArgumentHelp("The version that the package says, in place of Chart.yaml's.", valueName: "version"))
  var version: String?

  @Option(
    name: .customLong("app-version"),
    help: ArgumentHelp("The appVersion that the package says, in place of Chart.yaml's.", valueName: "version"))
  var appVersion: String?

  func run() throws {
    let invocation = Invocation.current
    var options = Packager.Options()
    options.version = version
    options.appVersion = appVersion
    for chart in charts {
      var warnings: [ChartWarning] = []
      defer { for warning in warnings { invocation.console.note(warning.line) } }
      let package = try LargeStack.run { () throws(ChartError) in
        try Packager.package(folder: invocation.path(chart), options: options, warnings: &warnings)
      }
      let folder = invocation.path(destination)
      try FileSystem.createFolder(folder)
      let path = Path.join(folder, package.fileName)
      try FileSystem.write(package.bytes, to: path)
      invocation.console.print("Successfully packaged chart and saved it to: \(path)")
    }
  }
}
