import ArgumentParser
import Repositories
import Values

/// `chart search hub [WORD …]`: looks for charts in Artifact Hub, or in another hub.
struct SearchHubCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hub", abstract: "Look for charts in Artifact Hub or another hub.",
    discussion: "Another hub answers as Monocular's search API does: https://github.com/helm/monocular")

  @Argument(help: "The words to look for.")
  var words: [String] = []

  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The hub to ask.", valueName: "url"))
  var endpoint = "https://hub.helm.sh"

  @Flag(name: .customLong("list-repo-url"), help: "Show the addresses of the charts' repositories.")
  var showsRepository = false

  @Option(
    name: .customLong("max-col-width"), parsing: .unconditional,
    help: ArgumentHelp("The widest a column may be.", valueName: "characters"))
  var width: UInt = 50

  @Flag(name: .customLong("fail-on-no-result"), help: "Fail where nothing is found.")
  var failsOnNothing = false

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    let search = try HubSearch(endpoint, fetcher: NetworkFetching(invocation.context))
    let matches = try await search.matches(words.joined(separator: " "))
    if matches.isEmpty, failsOnNothing { throw CommandError("no results found") }
    let records = matches.map { match in
      let repository = OutputRecord(fields: [
        ("url", .string(match.repositoryURL)), ("name", .string(match.repositoryName)),
      ])
      return OutputRecord(
        fields: [
          ("url", .string(match.url)), ("version", .string(match.version)), ("app_version", .string(match.appVersion)),
          ("description", .string(match.description)),
        ], records: [("repository", repository)])
    }
    try invocation.console.emit(records, as: output.format) {
      if matches.isEmpty { return "No results found\n" }
      let header = ["URL", "CHART VERSION", "APP VERSION", "DESCRIPTION"] + (showsRepository ? ["REPO URL"] : [])
      var table = Table(header, maximumWidth: Int(clamping: width))
      for match in matches {
        let cells = [match.url, match.version, match.appVersion, match.description]
        table.add(cells + (showsRepository ? [match.repositoryURL] : []))
      }
      return table.text
    }
  }
}
