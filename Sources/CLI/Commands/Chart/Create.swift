import ArgumentParser
import Charts
import Platform

/// `chart create NAME`: lays out a new chart.
struct CreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Create a new chart.",
    discussion: """
      The chart lints clean, renders, and has a schema and a test. Files that are there under the same names are \
      overwritten, others are left alone.
      """)

  @Argument(help: "The chart's folder; its last part is the chart's name.")
  var name: String

  @Option(
    name: [.customShort("p"), .long],
    help: ArgumentHelp("A chart to copy: a path, or a name under Helm's starters folder.", valueName: "starter"))
  var starter: String?

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    let folder = invocation.path(name)
    let chartName = name.isEmpty ? "" : Path.base(Path.clean(folder))
    let files: [ChartFile]
    try Starter.check(name: chartName)
    if let starter {
      let home = HelmFolders(invocation.context).data
      let source = starter.hasPrefix("/") ? starter : Path.join(home, "starters/" + starter)
      files = try LargeStack.run { () throws(ChartError) in try Starter.files(name: chartName, from: source) }
    } else {
      files = Starter.files(name: chartName)
    }
    invocation.console.print("Creating \(name)")
    for file in files {
      let path = Path.join(folder, file.name)
      if FileSystem.kind(path) != nil {
        invocation.console.note("WARNING: File \"\(path)\" already exists. Overwriting.")
      }
      try FileSystem.createFolder(Path.parent(path))
      try FileSystem.write(file.data, to: path, isReproducible: true)
    }
    try FileSystem.createFolder(Path.join(folder, "charts"))
  }
}
