internal import Platform
package import Values

/// The values that a user gives: files and flags, merged in Helm's order.
///
/// Files come first, the later over the earlier, then `--set-json`, `--set`, `--set-string`, `--set-file` and
/// `--set-literal`, as pkg/cli/values Options.MergeValues.
package struct ValuesOptions: Sendable {
  /// Reads what a `-f` or `--set-file` names; the error's text is the system's.
  package typealias FileReader = (_ name: String) throws(ValuesError) -> [UInt8]

  /// Values files (`-f`); `-` is standard input.
  package var files: [String] = []
  /// Paths with values (`--set`).
  package var set: [String] = []
  /// Paths with text (`--set-string`).
  package var setString: [String] = []
  /// Paths with names of files (`--set-file`).
  package var setFile: [String] = []
  /// Paths with JSON, or JSON objects (`--set-json`).
  package var setJSON: [String] = []
  /// A path each, all after the sign being text (`--set-literal`).
  package var setLiteral: [String] = []

  /// No values.
  package init() {}

  /// The values in one map.
  ///
  /// - Parameter base: what files and flags change and add to.
  /// - Parameter readFile: gives the content of a file; by default the file system's, and standard input's for `-`.
  package func merge(
    over base: ValueMap = ValueMap(), readFile: @escaping FileReader = ValuesOptions.read
  ) throws(ChartError) -> ValueMap {
    for file in files {
      let content = try Self.during("", file: file) { () throws(ValuesError) in try readFile(file) }
      let values = try Self.during("failed to parse \(file): ", file: file) { () throws(ValuesError) in
        try ValuesDocuments.decode(content)
      }
      ValuesDocuments.merge(values, into: base)
    }
    for text in setJSON { try Self.merge(json: text, into: base) }
    try apply(set, "--set", .typed, to: base)
    try apply(setString, "--set-string", .text, to: base)
    try apply(setFile, "--set-file", .file(readFile), to: base)
    try apply(setLiteral, "--set-literal", .literal, to: base)
    return base
  }

  /// The most bytes of a values file that is read.
  package static let maximumFileSize = ValuesDocuments.maximumSize

  /// The content of a file, or of standard input for `-`.
  package static func read(_ name: String) throws(ValuesError) -> [UInt8] {
    do throws(FileError) {
      return GoSpace.trimming(name) == "-"
        ? try FileSystem.read(descriptor: 0, named: "/dev/stdin", limit: ValuesDocuments.maximumSize)
        : try FileSystem.read(name, limit: ValuesDocuments.maximumSize)
    } catch {
      throw ValuesError(error.description)
    }
  }

  private func apply(
    _ texts: [String], _ flag: String, _ dialect: SetParser.Dialect, to base: ValueMap
  ) throws(ChartError) {
    for text in texts {
      try Self.during("failed parsing \(flag) data: ") { () throws(ValuesError) in
        try SetParser.parse(text, dialect, into: base)
      }
    }
  }

  /// A whole JSON object is merged; anything else is read as `path=json,…`.
  private static func merge(json text: String, into base: ValueMap) throws(ChartError) {
    let trimmed = GoSpace.trimming(text)
    if trimmed.hasPrefix("{") {
      do throws(JSONError) {
        if let map = try JSON.decode(Array(trimmed.utf8)).asMap { ValuesDocuments.merge(map, into: base) }
        return
      } catch {
        throw ChartError(.values, "failed parsing --set-json data JSON: \(text)", hint: error.description)
      }
    }
    do throws(ValuesError) {
      try SetParser.parse(text, .json, into: base)
    } catch {
      throw ChartError(.values, "failed parsing --set-json data \(text)", hint: error.description)
    }
  }

  private static func during<Result>(
    _ prefix: String, file: String? = nil, _ work: () throws(ValuesError) -> Result
  ) throws(ChartError) -> Result {
    do throws(ValuesError) {
      return try work()
    } catch {
      throw ChartError(.values, prefix + error.description, file: file)
    }
  }
}
