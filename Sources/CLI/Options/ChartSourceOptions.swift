import ArgumentParser
import Repositories

/// Where a chart is that is no file here, and which version of it is meant; Helm's ChartPathOptions.
struct ChartSourceOptions: ParsableArguments {
  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The chart's version, or a range of versions.", valueName: "version"))
  var version: String?

  @Flag(name: .customLong("devel"), help: "Take prereleases too.")
  var devel = false

  @Option(
    name: .customLong("repo"), help: ArgumentHelp("The address of the repository that has the chart.", valueName: "url")
  )
  var repo: String?

  @OptionGroup var verification: VerificationOptions
  @OptionGroup var server: ServerOptions

  /// The same as `ChartFinder` takes it.
  func demand(_ invocation: Invocation) -> ChartFinder.Demand {
    var demand = ChartFinder.Demand()
    demand.version = version ?? ""
    if demand.version.isEmpty, devel { demand.version = ">0.0.0-0" }
    demand.repository = repo ?? ""
    demand.wantsProvenance = verification.verify
    demand.options = server.fetchOptions(invocation)
    return demand
  }
}
