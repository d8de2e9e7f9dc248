import Archives
import ArgumentParser
import Charts
import Platform
import Repositories

/// `chart pull CHART …`: brings packages from repositories and registries.
struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Bring a chart from a repository or registry.", aliases: ["fetch"])

  @Argument(help: "The charts: REPOSITORY/CHART, an address, or oci://HOST/PATH/CHART.")
  var charts: [String]

  @OptionGroup var source: ChartSourceOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  @Option(name: [.customShort("d"), .long], help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var destination = "."

  @Flag(help: "Unpack the chart.")
  var untar = false

  @Option(help: ArgumentHelp("With --untar: the folder, below the destination, to unpack in.", valueName: "folder"))
  var untardir = "."

  @Flag(name: .customLong("prov"), help: "Bring the provenance file too.")
  var provenance = false

  func run() async throws {
    let invocation = Invocation.current
    let finder = try RepositoryWorld(invocation, common.folders).finder(source.server)
    var demand = source.demand(invocation)
    if provenance { demand.wantsProvenance = true }
    for word in charts {
      let (chart, reference, digest) = try await finder.find(word, demand)
      if let reference { invocation.console.print("Pulled: \(reference)\nDigest: \(digest)") }
      if source.verification.verify { try source.verification.check(chart, invocation) }
      try keep(chart, invocation)
    }
  }

  private func keep(_ chart: DownloadedChart, _ invocation: Invocation) throws {
    let folder = Path.clean(invocation.path(destination))
    if untar {
      let target = Path.clean(Path.join(folder, untardir))
      try LargeStack.run { () throws(ErasedError) in
        do { try Self.unpack(chart, into: target) } catch { throw ErasedError(error) }
      }
      return
    }
    try FileSystem.createFolder(folder)
    try FileSystem.write(chart.bytes, to: Path.join(folder, chart.fileName), isReproducible: true)
    if let provenance = chart.provenance {
      try FileSystem.write(provenance, to: Path.join(folder, chart.fileName + ".prov"), isReproducible: true)
    }
  }

  /// Writes the chart's files below a folder of the chart's name, which may not be there yet.
  private static func unpack(_ package: DownloadedChart, into folder: String) throws {
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(packageBytes: package.bytes, name: package.fileName, warnings: &warnings)
    let target = Path.join(folder, chart.name)
    if FileSystem.kind(target) != nil {
      throw CommandError(
        "failed to untar: a file or directory with the name \(target) already exists",
        hint: "Remove it, or name --untardir.")
    }
    try FileSystem.createFolder(folder)
    // Unpacked beside its place and then moved there: what is there is whole.
    let temporary = Path.join(folder, ".\(chart.name).pull")
    try FileSystem.remove(temporary)
    do {
      for file in try Archive.read(package.bytes, limits: Archive.Limits()) {
        let path = Path.join(temporary, file.path)
        try FileSystem.createFolder(Path.parent(path))
        try FileSystem.write(file.content, to: path, isReproducible: true)
      }
      try FileSystem.move(temporary, to: target)
    } catch {
      try? FileSystem.remove(temporary)
      throw error
    }
  }
}
