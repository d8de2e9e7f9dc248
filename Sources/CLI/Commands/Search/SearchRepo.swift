import ArgumentParser
import Platform
import RegularExpressions
import Repositories
import Values

/// `chart search repo [WORD …]`: looks for charts in the added repositories.
struct SearchRepoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo", abstract: "Look for charts in the added repositories.",
    discussion: "The indexes are those that `chart repo update` has brought; no server is asked.")

  @Argument(help: "The words to look for; every chart where there are none.")
  var words: [String] = []

  @OptionGroup var output: OutputOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  @Flag(name: [.customShort("l"), .long], help: "Show every version of a chart.")
  var versions = false

  @Flag(name: [.customShort("r"), .long], help: "Take the words for a regular expression.")
  var regexp = false

  @Flag(help: "Look at prereleases too.")
  var devel = false

  @Option(help: ArgumentHelp("Look at versions in this range.", valueName: "range"))
  var version: String?

  @Option(
    name: .customLong("max-col-width"), parsing: .unconditional,
    help: ArgumentHelp("The widest a column may be.", valueName: "characters"))
  var width: UInt = 50

  @Flag(name: .customLong("fail-on-no-result"), help: "Fail where nothing is found.")
  var failsOnNothing = false

  func run() throws {
    let invocation = Invocation.current
    let folders = common.folders.resolved(invocation)
    let list = try RepositoryList(path: folders.repositories)
    guard !list.entries.isEmpty else {
      throw CommandError("no repositories configured", hint: "chart repo add NAME URL")
    }
    let search = try RepositorySearch(
      try query(), version: version ?? (devel ? ">0.0.0-0" : ""), wantsAllVersions: versions)
    var matches: [RepositorySearch.Match] = []
    for entry in list.entries {
      do throws(RepositoryError) {
        let index = try RepositoryIndex(path: Path.join(folders.repositoryCache, entry.name + "-index.yaml"))
        matches += try search.matches(in: index, named: entry.name)
      } catch {
        invocation.console.note("level=WARN msg=\"repo is corrupt or missing\" repo=\(entry.name) error=\"\(error)\"")
      }
    }
    matches = RepositorySearch.sorted(matches)
    if matches.isEmpty, failsOnNothing { throw CommandError("no results found") }
    let records = matches.map { match in
      OutputRecord(fields: [
        ("name", .string(match.name)), ("version", .string(match.entry.version)),
        ("app_version", .string(match.entry.appVersion)), ("description", .string(match.entry.description)),
      ])
    }
    try invocation.console.emit(records, as: output.format) {
      if matches.isEmpty { return "No results found\n" }
      var table = Table(["NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION"], maximumWidth: Int(clamping: width))
      for match in matches {
        table.add([match.name, match.entry.version, match.entry.appVersion, match.entry.description])
      }
      return table.text
    }
  }

  private func query() throws -> RepositorySearch.Query {
    if words.isEmpty { return .all }
    let text = words.joined(separator: " ")
    guard regexp else { return .text(text) }
    let pattern = try RegularExpression(Array(text.utf8))
    return .pattern { line in pattern.firstMatch(in: Array(line.utf8))?.startIndex }
  }
}
