import ArgumentParser
import Values

/// A command as its definition describes it: what shell completion offers and what the reference says.
///
/// The tree of commands is walked by their types; a command's options are looked at only where they are asked for, as
/// ArgumentParser finds them by reflection.
struct CommandDescription {
  /// The words that call the command, the program's name first.
  let path: [String]
  private let type: any ParsableCommand.Type

  /// The program itself.
  static var root: CommandDescription { CommandDescription(path: ["chart"], type: ChartCommand.self) }

  /// The last word of the path.
  var name: String { path.last ?? "" }
  /// The words after the program's name, as one text.
  var words: String { path.dropFirst().joined(separator: " ") }
  /// Other names for it.
  var aliases: [String] { type.configuration.aliases }
  /// What it does, in a sentence.
  var abstract: String { type.configuration.abstract }
  /// What there is to say besides.
  var discussion: String { type.configuration.discussion }

  /// The commands below this one that help shows.
  var subcommands: [CommandDescription] { describe(type.configuration.subcommands) }

  /// The same in the groups that help shows them in; one without a name where there are none.
  var groups: [(name: String, commands: [CommandDescription])] {
    let configuration = type.configuration
    var groups = configuration.groupedSubcommands.map { (name: $0.name, commands: describe($0.subcommands)) }
    let others = describe(configuration.ungroupedSubcommands)
    if !others.isEmpty { groups.insert((name: "", commands: others), at: 0) }
    return groups
  }

  /// The command below this one that is called by that name or alias.
  func subcommand(_ name: String) -> CommandDescription? {
    subcommands.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// What it takes, in the order of its definition, hidden options among them; a command with subcommands takes nothing
  /// but those.
  func arguments() -> [ArgumentDescription] {
    // The dump of a command has those below it in it, which nobody asks for.
    guard type.configuration.subcommands.isEmpty else { return [.help] }
    guard let dump = try? JSON.decode(Array(type._dumpHelp().utf8)) else { return [] }
    return (dump.at("command")?.at("arguments")?.asList ?? []).compactMap(ArgumentDescription.init)
  }

  /// How the command is called, in a line.
  var usage: String {
    if let usage = type.configuration.usage { return usage }
    let name = path.joined(separator: " ")
    if !type.configuration.subcommands.isEmpty { return name + " COMMAND" }
    let words = arguments().filter { $0.kind == .positional && $0.isShown }.map(\.usage)
    return ([name] + words + ["[options]"]).joined(separator: " ")
  }

  private func describe(_ types: [any ParsableCommand.Type]) -> [CommandDescription] {
    types.filter { $0.configuration.shouldDisplay }.map { type in
      CommandDescription(path: path + [type.configuration.commandName ?? ""], type: type)
    }
  }
}
