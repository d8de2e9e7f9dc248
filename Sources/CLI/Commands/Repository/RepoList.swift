import ArgumentParser
import Repositories
import Values

/// `chart repo list`: the repositories that were added.
struct RepoListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the added repositories.", aliases: ["ls"])

  @OptionGroup var output: OutputOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  @Flag(name: .customLong("no-headers"), help: "Leave out the table's head.")
  var noHeaders = false

  func run() throws {
    let invocation = Invocation.current
    let list = try RepositoryList(path: common.folders.resolved(invocation).repositories)
    if list.entries.isEmpty, output.format == .table {
      invocation.console.note("no repositories to show")
      return
    }
    let records = list.entries.map {
      OutputRecord(fields: [("name", .string($0.name)), ("url", .string($0.url))])
    }
    try invocation.console.emit(records, as: output.format) {
      var table = Table(noHeaders ? [] : ["NAME", "URL"])
      for entry in list.entries { table.add([entry.name, entry.url]) }
      return table.text
    }
  }
}
