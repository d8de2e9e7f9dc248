import Platform
import Rendering
import Values

/// Finds the program that `--post-renderer` names.
enum PostRendererChoice {
  /// A plugin of that name, as Helm 4 looks for it; else the program at that path or of that name in PATH.
  static func find(_ name: String, arguments: [String], _ invocation: Invocation) throws -> PostRenderer {
    let context = invocation.context
    if !name.contains("/"), let plugin = PluginFolder.plugin(named: name, type: "postrenderer/v1", invocation) {
      return try plugin.postRenderer(arguments, context)
    }
    let given = name.contains("/") ? Path.join(context.workingFolder, name) : name
    guard Subprocess.find(given, environment: context.environment) != nil else {
      throw CommandError(
        "invalid argument \(GoQuote.quote(Bytes(name))) for \"--post-renderer\" flag: "
          + "plugin: {Name:\(name) Type:postrenderer/v1} not found",
        hint: hint(name, at: given))
    }
    return PostRenderer(
      name, arguments: arguments, environment: context.environment, folder: context.workingFolder)
  }

  /// Why a name or a path means no program.
  private static func hint(_ name: String, at path: String) -> String {
    guard name.contains("/") else {
      return "There is no program of that name in PATH either; a path must have a slash: ./\(name)"
    }
    return switch FileSystem.kind(path) {
    case .folder: "That is a folder; name the program in it."
    case .file: "The file there is not executable: chmod +x \(name)"
    default: "There is no program at that path."
    }
  }
}
