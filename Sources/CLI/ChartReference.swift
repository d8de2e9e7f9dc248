import Charts
import Platform
import Repositories
import Values

/// A chart that a word on the command line means, found but not yet loaded.
enum ChartReference {
  /// A folder or a package on this machine.
  case local(path: String)
  /// A package that a repository or registry has sent.
  case fetched(DownloadedChart)

  /// The chart in a folder or package; nothing else is looked at.
  init(local word: String, _ invocation: Invocation) throws(CommandError) {
    let path = Path.clean(invocation.path(word))
    guard FileSystem.kind(path) != nil else { throw Self.missing(word, path) }
    self = .local(path: path)
  }

  /// The chart that a word means, as pkg/action LocateChart: what is here goes before what a server has, unless `--repo`
  /// says where to look.
  init(
    finding word: String, _ source: ChartSourceOptions, _ folders: FolderOptions, _ invocation: Invocation
  ) async throws {
    let word = GoSpace.trimming(word)
    if source.repo ?? "" == "" {
      let path = Path.clean(invocation.path(word))
      if FileSystem.kind(path) != nil {
        if source.verification.verify {
          _ = try source.verification.verification(of: path, named: path, invocation)
        }
        self = .local(path: path)
        return
      }
      if word.hasPrefix("/") || word.hasPrefix(".") { throw CommandError("path \"\(word)\" not found") }
    }
    let world = RepositoryWorld(invocation, folders)
    let (chart, reference, digest) = try await world.finder(source.server).find(word, source.demand(invocation))
    // Standard output is for what the command prints.
    if let reference { invocation.console.note("Pulled: \(reference)\nDigest: \(digest)") }
    if source.verification.verify { _ = try source.verification.verification(of: chart, invocation) }
    self = .fetched(chart)
  }

  /// The chart, loaded; what Helm would note about it goes to standard error.
  ///
  /// - Parameter checksVersion: whether its apiVersion must be one that is known.
  func load(_ invocation: Invocation, checksVersion: Bool = true) throws -> Chart {
    var warnings: [ChartWarning] = []
    defer { for warning in warnings { invocation.console.note(warning.line) } }
    switch self {
    case .local(let path):
      return try ChartLoader.load(path: path, checksVersion: checksVersion, warnings: &warnings)
    case .fetched(let package):
      return try ChartLoader.load(
        packageBytes: package.bytes, name: package.source, checksVersion: checksVersion, warnings: &warnings)
    }
  }

  /// What `text` makes of the chart, on a stack that is large enough for how deep charts and values may nest.
  func text(
    _ invocation: Invocation, checksVersion: Bool = true, _ text: (Chart) throws -> [UInt8]
  ) throws -> [UInt8] {
    try LargeStack.run { () throws(ErasedError) in
      do { return try text(try load(invocation, checksVersion: checksVersion)) } catch { throw ErasedError(error) }
    }
  }

  /// Helm's words: with nothing at the path, it would look for a repository of that name.
  private static func missing(_ word: String, _ path: String) -> CommandError {
    if word.contains("://") {
      return CommandError(
        "\(word): this command reads folders and packages only", hint: "Bring it first: chart pull \(word)")
    }
    if word.hasPrefix(".") || word.hasPrefix("/") { return CommandError("path \"\(word)\" not found") }
    let message =
      word.firstIndex(of: "/").map { "repo \(word[..<$0]) not found" }
      ?? "non-absolute URLs should be in form of repo_name/path_to_chart, got: \(word)"
    return CommandError(message, hint: "There is nothing at \(path); name a chart's folder or package.")
  }
}
