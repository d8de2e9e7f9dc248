import ArgumentParser
import Charts
import Platform
import Repositories
import Values

/// The options that give a chart its values.
struct ValuesArguments: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("values")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Values from a YAML file, or - for standard input (several may be given).", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set values: key1=val1,key2=val2 (several may be given).", valueName: "values"))
  var set: [String] = []

  @Option(
    name: .customLong("set-string"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set values that stay text: key1=val1,key2=val2.", valueName: "values"))
  var setString: [String] = []

  @Option(
    name: .customLong("set-json"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set JSON values: key1=jsonval1, or a whole JSON object.", valueName: "values"))
  var setJSON: [String] = []

  @Option(
    name: .customLong("set-file"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set values to the content of files: key1=path1.", valueName: "values"))
  var setFile: [String] = []

  @Option(
    name: .customLong("set-literal"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a value to the text as it stands: key=text.", valueName: "value"))
  var setLiteral: [String] = []

  /// The same without the parser's wrappers.
  var given: ValuesOptions {
    var options = ValuesOptions()
    options.files = ValuesOptions.names(files)
    options.set = set
    options.setString = setString
    options.setJSON = setJSON
    options.setFile = setFile
    options.setLiteral = setLiteral
    return options
  }
}

extension ValuesOptions {
  /// The files that `--values` names, given several times or between commas, as Go's flag library reads such a list.
  static func names(_ files: [String]) -> [String] { files.flatMap { $0.split(separator: ",").map(String.init) } }

  /// All values that were given, merged in Helm's order over the overlay that they select from the chart.
  ///
  /// Files may be at an http or https address: the calling thread waits for them, so it must be none of a task's.
  func merge(for chart: Chart, _ invocation: Invocation) throws -> ValueMap {
    try merge(for: chart) { name throws(ValuesError) in
      if name == "-" { return try ValuesOptions.read(name) }
      if Self.isAddress(name) { return try Self.fetch(name, invocation) }
      do throws(FileError) {
        return try FileSystem.read(invocation.path(name), limit: ValuesOptions.maximumFileSize)
      } catch {
        // The user's own word for the file, as Helm has it.
        throw ValuesError("\(FileError(error.operation, name, error.code))")
      }
    }
  }

  /// Whether Helm's getters would ask a server; any other scheme is a part of a file's name.
  private static func isAddress(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("http://") || name.hasPrefix("https://")
  }

  private static func fetch(_ address: String, _ invocation: Invocation) throws(ValuesError) -> [UInt8] {
    do throws(RepositoryError) {
      let request = FetchRequest(address, limit: ValuesOptions.maximumFileSize)
      return try NetworkFetching(invocation.context).fetchWaiting(request).content(of: address)
    } catch {
      throw ValuesError(error.description)
    }
  }
}
