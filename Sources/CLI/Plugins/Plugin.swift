import Platform
import Rendering
import SemanticVersions
import Values
import YAML

/// A plugin as its plugin.yaml describes it.
struct Plugin {
  /// Its name.
  let name: String
  /// What it is for: `cli/v1`, `getter/v1`, `postrenderer/v1`.
  let type: String
  private let folder: String
  private let runtime: String
  private let commands: [ValueMap]

  /// Reads a plugin's description, as Helm's internal/plugin/metadata_v1.go.
  init(folder: String, text: [UInt8]) throws {
    guard let map = try YAML.decode(text, numbers: .typed).asMap else { throw CommandError("plugin.yaml is no map") }
    func field(_ key: Bytes) -> String { map[key]?.asString?.description ?? "" }
    let apiVersion = field("apiVersion")
    name = field("name")
    self.folder = folder
    runtime = field("runtime")
    commands = (map["runtimeConfig"]?.asMap?["platformCommand"]?.asList ?? []).compactMap(\.asMap)
    // The plugins of Helm 3 name no version of their description, and none of them is a post-renderer.
    type = apiVersion.isEmpty ? "cli/v1" : field("type")
    let letters = name.utf8.allSatisfy {
      $0 == 0x5f || $0 == 0x2d || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
    }
    if name.isEmpty || !letters { throw CommandError("invalid plugin `name`") }
    if apiVersion.isEmpty { return }
    if apiVersion != "v1" { throw CommandError("invalid plugin apiVersion: \(GoQuote.quote(Bytes(apiVersion)))") }
    let version = field("version")
    if version.isEmpty { throw CommandError("plugin `version` is required") }
    if (try? SemanticVersion(strict: version)) == nil {
      throw CommandError("invalid plugin `version` \(GoQuote.quote(Bytes(version))): must be valid semver")
    }
    if type.isEmpty { throw CommandError("`type` missing") }
    if runtime.isEmpty { throw CommandError("`runtime` missing") }
  }

  /// The plugin's command for this platform, with its arguments and then the given ones.
  func postRenderer(_ arguments: [String], _ context: ProcessContext) throws(CommandError) -> PostRenderer {
    if runtime != "subprocess" {
      throw CommandError(
        "plugin \(name): runtime \(GoQuote.quote(Bytes(runtime))) is not supported",
        hint: "Plugins with the runtime `subprocess` are run.")
    }
    var environment = context.environment
    environment["HELM_PLUGIN_NAME"] = name
    environment["HELM_PLUGIN_DIR"] = folder
    let words = command.map { $0.split(separator: " ", omittingEmptySubsequences: false).map(String.init) } ?? []
    guard let program = words.first, !program.isEmpty else {
      throw CommandError("failed to prepare plugin command: no plugin command is applicable")
    }
    let own = (words.dropFirst() + fixedArguments).map { ShellVariables.expand($0, environment) }
    return PostRenderer(
      ShellVariables.expand(program, environment), arguments: own + arguments, environment: environment,
      folder: context.workingFolder, plugin: name)
  }

  private var command: String? { applicable?["command"]?.asString?.description }
  private var fixedArguments: [String] {
    (applicable?["args"]?.asList ?? []).compactMap { $0.asString?.description }
  }

  /// The command for this system and processor, else the first for this system, else the first for any, as
  /// getPlatformCommand.
  private var applicable: ValueMap? {
    func matches(_ command: ValueMap, _ key: Bytes, _ wanted: String) -> Bool {
      command[key]?.asString?.description.lowercased() == wanted
    }
    func isOpen(_ command: ValueMap, _ key: Bytes) -> Bool { command[key]?.asString?.isEmpty ?? true }
    return commands.first { matches($0, "os", Host.system) && matches($0, "arch", Host.processor) }
      ?? commands.first { matches($0, "os", Host.system) && isOpen($0, "arch") }
      ?? commands.first { isOpen($0, "os") && isOpen($0, "arch") }
  }

  /// This platform in Go's names.
  private enum Host {
    #if os(macOS)
    static let system = "darwin"
    #else
    static let system = "linux"
    #endif
    #if arch(arm64)
    static let processor = "arm64"
    #else
    static let processor = "amd64"
    #endif
  }
}

/// `$NAME` and `${NAME}` in a plugin's command, as Go's os.Expand.
private enum ShellVariables {
  static func expand(_ text: String, _ environment: [String: String]) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        result.append(byte)
        continue
      }
      var name: ArraySlice<UInt8> = []
      if next == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) {
        name = rest[(rest.startIndex + 1)..<end]
        rest = rest[(end + 1)...]
      } else {
        name = rest.prefix { $0 == 0x5f || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) }
        if name.isEmpty {
          result.append(byte)
          continue
        }
        rest = rest.dropFirst(name.count)
      }
      result += (environment[String(decoding: name, as: UTF8.self)] ?? "").utf8
    }
    return String(decoding: result, as: UTF8.self)
  }
}
