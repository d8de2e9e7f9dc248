import ArgumentParser
import Platform
import Releases
import Values

/// `chart test RELEASE` runs a release's tests.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test", abstract: "Run the tests of a release.")

  @Argument(help: "The release's name.")
  var name: String

  @OptionGroup var lock: LockArguments
  @OptionGroup var cluster: ClusterOptions

  @Option(help: ArgumentHelp("Run (name=TEST) or leave out (!name=TEST) these tests.", valueName: "filter"))
  var filter: [String] = []

  @Option(help: ArgumentHelp("The time for the tests, such as 5m0s.", valueName: "duration"))
  var timeout = GoDuration.seconds(300)

  @Flag(name: .customLong("hide-notes"), help: "Do not print the notes.")
  var hideNotes = false

  func run() async throws {
    let invocation = Invocation.current
    var options = TestRelease.Options()
    options.timeout = .nanoseconds(timeout.nanoseconds)
    for entry in filter.flatMap({ $0.split(separator: ",") }) {
      let parts = entry.split(separator: "=", maxSplits: 1)
      switch (parts.first, parts.count) {
      case ("name", 2): options.names.insert(String(parts[1]))
      case ("!name", 2): options.excludedNames.insert(String(parts[1]))
      default: throw CommandError("the filter \(entry) is neither name=TEST nor !name=TEST")
      }
    }
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    let release = try await TestRelease(actions, options: options).run(name)
    try ReleasePrinter(invocation, hidesNotes: hideNotes).print(release, as: .table)
  }
}
