import ArgumentParser
import Platform
import Releases
import Values

/// `chart rollback RELEASE [REVISION]` brings a release back to an earlier revision.
struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Bring a release back to an earlier revision.")

  @Argument(help: "The release's name.")
  var name: String

  @Argument(help: "The revision to go back to; without one, the one before the newest.")
  var revision: String?

  /// What comes after the revision is ignored, as in Helm.
  @Argument(help: .hidden)
  var rest: [String] = []

  @OptionGroup var applying: ApplyArguments
  @OptionGroup var waiting: WaitArguments
  @OptionGroup var dryRun: DryRunArguments
  @OptionGroup var lock: LockArguments
  @OptionGroup var cluster: ClusterOptions

  @Flag(name: .customLong("no-hooks"), help: "Do not run the chart's hooks.")
  var noHooks = false

  @Flag(name: .customLong("cleanup-on-fail"), help: "Delete the new objects of a rollback that fails.")
  var cleanupOnFail = false

  @Option(
    name: .customLong("history-max"), parsing: .unconditional,
    help: ArgumentHelp(
      "The most revisions that are kept; 0 keeps all (default: HELM_MAX_HISTORY, or 10).", valueName: "count"))
  var historyMaximum: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("What the history says about this revision.", valueName: "text"))
  var description = ""

  func run() async throws {
    let invocation = Invocation.current
    var options = Rollback.Options()
    if let revision {
      do throws(GoNumberError) {
        options.revision = Int(try GoNumber.parseInt(Bytes(revision)))
      } catch {
        let reason = error.description.dropFirst("strconv.ParseInt".count)
        throw CommandError("could not convert revision to a number: strconv.Atoi\(reason)")
      }
    }
    options.dryRun = try dryRun.options()
    options.apply = try applying.options()
    options.wait = try waiting.options()
    options.runsHooks = !noHooks
    options.cleansUpOnFailure = cleanupOnFail
    options.historyMaximum = historyMaximum ?? invocation.historyMaximum
    options.description = description
    var actions = try ClusterConnection(cluster, invocation).actions
    lock.fill(&actions)
    let result = try await Rollback(actions, options: options).run(name)
    if dryRun.diff { return try PlanPrinter(invocation).print(result.plan) }
    invocation.console.print("Rollback was a success! Happy Helming!")
  }
}
