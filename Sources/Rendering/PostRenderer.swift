import Platform
import Values

/// A program that gets the rendered objects and hooks and answers with what is installed in their place.
///
/// Helm 4 runs plugins only, Helm 3 ran any program; both kinds are told apart by their errors alone.
package struct PostRenderer: Sendable {
  private let program: String
  private let arguments: [String]
  private let environment: [String: String]
  private let folder: String
  /// The plugin's name, where it is one.
  private let plugin: String?

  /// A post-renderer by its program.
  ///
  /// - Parameters:
  ///   - program: a path, or a name that is looked for in the environment's PATH.
  ///   - environment: all variables that the program sees.
  ///   - folder: where a relative path starts.
  ///   - plugin: the name of the plugin whose command this is.
  package init(
    _ program: String, arguments: [String], environment: [String: String], folder: String, plugin: String? = nil
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.plugin = plugin
  }

  /// What the program makes of a chart's rendered files.
  ///
  /// As renderResources of Helm's pkg/action/action.go: all documents go to the program as one stream, each with its
  /// file's name in an annotation by which what comes back is put into files again.
  func run(_ files: [RenderedFile]) throws(RenderError) -> [RenderedFile] {
    try DocumentStream.split(try run(try DocumentStream.merge(files)))
  }

  private func run(_ text: Bytes) throws(RenderError) -> Bytes {
    let result: Subprocess.Outcome
    do throws(FileError) {
      let given = program.contains("/") ? Path.join(folder, program) : program
      guard let path = Subprocess.find(given, environment: environment) else {
        throw FileError("exec", program, ENOENT)
      }
      result = try Subprocess.runBlocking(path, arguments, environment: environment, input: text.storage)
    } catch {
      throw failure(": \(error)")
    }
    let errors = String(decoding: GoSpace.trimming(result.errors[...]), as: UTF8.self)
    if result.status != 0 {
      var error =
        plugin.map { failure(": plugin \(GoQuote.quote(Bytes($0))) exited with error") }
        ?? failure(". error output:\n\(errors)\n: exit status \(result.status)")
      if plugin != nil, !errors.isEmpty { error.hint = "It ended with status \(result.status) and said: \(errors)" }
      throw error
    }
    if GoSpace.isBlank(result.output) {
      let name = GoQuote.quote(Bytes(plugin ?? program))
      throw RenderError(
        "error while running post render on files: post-renderer \(name) produced empty output",
        hint: errors.isEmpty ? nil : "It said: \(errors)")
    }
    return Bytes(result.output)
  }

  private func failure(_ what: String) -> RenderError {
    let who = plugin.map { "failed to invoke post-renderer plugin \(GoQuote.quote(Bytes($0)))" }
    return RenderError(
      "error while running post render on files: \(who ?? "error while running command \(program)")\(what)")
  }
}
