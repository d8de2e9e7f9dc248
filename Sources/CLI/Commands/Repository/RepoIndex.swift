import ArgumentParser
import Platform
import Repositories

/// `chart repo index FOLDER`: writes the index of a folder of packages.
struct RepoIndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Write the index of a folder of packages.")

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: ArgumentHelp("The address below which the folder will be served.", valueName: "url"))
  var url = ""

  @Option(help: ArgumentHelp("Keep what this index has and the folder has not.", valueName: "index.yaml"))
  var merge: String?

  @Flag(name: .customLong("json"), help: "Write JSON, which is YAML too.")
  var asJSON = false

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    let folder = invocation.path(folder)
    let merge = merge.map(invocation.path)
    let text = try LargeStack.run { () throws(RepositoryError) in
      var index = IndexBuilder(clock: invocation.context.clock)
      try index.add(folder: folder, url: url)
      // As in Helm, an index to merge that is not there yet is an empty one.
      if let merge, FileSystem.kind(merge) != nil { try index.merge(try RepositoryIndex(path: merge)) }
      return try index.document(asJSON: asJSON)
    }
    try FileSystem.write(text, to: Path.join(folder, "index.yaml"))
  }
}
