import Charts
import Platform

/// What `chart package` is asked for.
struct PackageRequest: PlainRequest {
  /// The charts' folders.
  var charts: [String] = []
  /// The folder for the packages.
  var destination = "."
  /// What is changed on the way in.
  var options = Packager.Options()
  /// Makes a package's provenance, where one is wanted.
  var sign: ((Packager.Package) throws -> [UInt8])?

  /// A request for packages of some charts.
  init(charts: [String] = [], destination: String = ".") {
    self.charts = charts
    self.destination = destination
  }

  /// What a line asks for that has `package`, folders, and where the packages go.
  ///
  /// - Returns: nil for any other line.
  init?(plain arguments: [String]) {
    guard arguments.first == "package" else { return nil }
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument.utf8.first != UInt8(ascii: "-") {
        charts.append(argument)
        continue
      }
      guard argument == "-d" || argument == "--destination", let value = rest.popFirst(),
        value.utf8.first != UInt8(ascii: "-")
      else { return nil }
      destination = value
    }
    if charts.isEmpty { return nil }
  }

  func run(_ invocation: Invocation) throws {
    for chart in charts { try pack(chart, invocation) }
  }

  /// Packs one chart, and says where its package is.
  func pack(_ chart: String, _ invocation: Invocation) throws {
    var warnings: [ChartWarning] = []
    defer { for warning in warnings { invocation.console.note(warning.line) } }
    let package = try LargeStack.run { () throws(ChartError) in
      try Packager.package(folder: Path.clean(invocation.path(chart)), options: options, warnings: &warnings)
    }
    let provenance = try sign?(package)
    let folder = Path.clean(invocation.path(destination))
    try FileSystem.createFolder(folder)
    let path = Path.join(folder, package.fileName)
    try FileSystem.write(package.bytes, to: path, isReproducible: true)
    if let provenance { try FileSystem.write(provenance, to: path + ".prov", isReproducible: true) }
    // As Helm: the folder as it was given, but the one that is here by its whole path.
    let told = destination == "." ? path : Path.join(Path.clean(destination), package.fileName)
    invocation.console.print("Successfully packaged chart and saved it to: \(told)")
  }
}
