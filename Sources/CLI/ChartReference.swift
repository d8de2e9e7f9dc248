import Charts
import Platform

/// Finds the chart that a word on the command line means: a folder or a package.
enum ChartReference {
  /// The chart, loaded; what Helm would note about it goes to standard error.
  static func load(_ word: String, _ invocation: Invocation) throws -> Chart {
    let path = invocation.path(word)
    guard FileSystem.kind(path) != nil else { throw missing(word, path) }
    var warnings: [ChartWarning] = []
    defer { for warning in warnings { invocation.console.note(warning.line) } }
    return try ChartLoader.load(path: path, warnings: &warnings)
  }

  /// What `text` makes of the chart, on a stack that is large enough for how deep charts and values may nest.
  static func text(
    of word: String, _ invocation: Invocation, _ text: (Chart) throws -> [UInt8]
  ) throws -> [UInt8] {
    try LargeStack.run { () throws(ErasedError) in
      do { return try text(try load(word, invocation)) } catch { throw ErasedError(error) }
    }
  }

  /// Helm's words: with nothing at the path, it would look for a repository of that name.
  private static func missing(_ word: String, _ path: String) -> CommandError {
    if word.contains("://") {
      return CommandError("\(word): charts are read from folders and packages only", hint: "Download it first.")
    }
    if word.hasPrefix(".") || word.hasPrefix("/") { return CommandError("path \"\(word)\" not found") }
    let message =
      word.firstIndex(of: "/").map { "repo \(word[..<$0]) not found" }
      ?? "non-absolute URLs should be in form of repo_name/path_to_chart, got: \(word)"
    return CommandError(
      message, hint: "There is nothing at \(path); name a chart's folder or package, repositories are not read.")
  }
}
