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

  @Option(parsing: .unconditional, help: ArgumentHelp("The time for the tests, such as 5m0s.", valueName: "duration"))
  var timeout = GoDuration.seconds(300)

  @Flag(help: "Print the logs of the tests' pods once all tests are done.")
  var logs = false

  func run() async throws {
    let invocation = Invocation.current
    var options = TestRelease.Options()
    options.timeout = .nanoseconds(timeout.nanoseconds)
    for entry in filter.flatMap({ $0.split(separator: ",") }) {
      if entry.hasPrefix("name=") {
        options.names.insert(String(entry.dropFirst(5)))
      } else if let prefix = ["!name=", "! name="].first(where: { entry.hasPrefix($0) }) {
        options.excludedNames.insert(String(entry.dropFirst(prefix.count)))
      } else {
        throw CommandError("the filter \(entry) is neither name=TEST nor !name=TEST")
      }
    }
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    // What failed is shown as well, and the logs before anything is cleaned up.
    let console = invocation.console
    let printer = ReleasePrinter(invocation, hidesNotes: true)
    let printsLogs = logs
    try await TestRelease(actions, options: options).run(name) { outcome in
      try printer.print(outcome.release, as: .table)
      if !printsLogs { return }
      console.print("")
      for log in await outcome.logs() {
        console.print("POD LOGS: \(log.pod) (\(log.container))")
        console.write(log.text + [UInt8(ascii: "\n")])
      }
    }
  }
}
