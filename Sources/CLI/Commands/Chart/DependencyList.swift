import ArgumentParser
import Charts
import Platform

/// `chart dependency list [CHART]`: what is declared, and whether it is there.
struct DependencyListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the declared dependencies and whether they are there.", aliases: ["ls"])

  @Argument(help: "The chart's folder.")
  var chart = "."

  @Option(
    name: .customLong("max-col-width"), parsing: .unconditional,
    help: ArgumentHelp("The widest a column may be.", valueName: "characters"))
  var width: UInt = 80

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    let console = invocation.console
    let folder = Path.clean(chart)
    let path = invocation.path(chart)
    let (parent, strays) = try LargeStack.run { () throws(ErasedError) in
      do {
        let parent = try ChartReference(local: chart, invocation).load(invocation, checksVersion: false)
        return (
          parent, parent.metadata.declaredDependencies == nil ? [] : DependencyStatus.strays(of: parent, in: path)
        )
      } catch {
        throw ErasedError(error)
      }
    }
    guard parent.metadata.declaredDependencies != nil else {
      console.print("WARNING: no dependencies at \(Path.join(folder, "charts"))")
      return
    }
    var table = Table(["NAME", "VERSION", "REPOSITORY", "STATUS"], maximumWidth: Int(clamping: width))
    for dependency in parent.metadata.dependencies {
      let status = LargeStack.run { DependencyStatus(of: dependency, in: parent, folder: path) }
      table.add([dependency.name, dependency.version, dependency.repository, status.rawValue])
    }
    console.print(table.text)
    for stray in strays {
      let file = Path.join(folder, "charts/" + stray.file)
      console.print(
        stray.isChart ? "WARNING: \"\(file)\" is not in Chart.yaml." : "WARNING: \"\(file)\" is not a chart.")
    }
  }
}
