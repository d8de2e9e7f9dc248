import Charts
import Platform

/// The folders in which Helm keeps its plugins.
enum PluginFolder {
  /// The first plugin of that name and type; those that cannot be read are warned of and passed over, as Helm does.
  static func plugin(named name: String, type: String, _ invocation: Invocation) -> Plugin? {
    var found: Plugin?
    for folder in folders(invocation.context) {
      guard let entries = try? FileSystem.list(folder) else { continue }
      for entry in entries.map(\.name).sorted() {
        let path = "\(folder)/\(entry)/plugin.yaml"
        guard FileSystem.kind(path) == .file else { continue }
        do {
          let plugin = try Plugin(folder: "\(folder)/\(entry)", text: try FileSystem.read(path, limit: 1 << 20))
          if found == nil, plugin.name == name, plugin.type == type { found = plugin }
        } catch {
          let warning = ChartWarning(
            .warning, "failed to load plugin (ignoring)", ["plugin_yaml": path, "error": "\(error)"])
          invocation.console.note(warning.line)
        }
      }
    }
    return found
  }

  /// As Helm's settings find them; of several, each on its own.
  private static func folders(_ context: ProcessContext) -> [String] {
    HelmFolders(context).plugins.split(separator: ":").map { Path.join(context.workingFolder, String($0)) }
  }
}
