/// A command's page of the reference, in Markdown.
enum MarkdownReference {
  /// The name of a command's file.
  static func fileName(_ command: CommandDescription) -> String { command.path.joined(separator: "_") + ".md" }

  /// The page.
  static func page(_ command: CommandDescription) -> String {
    var text = "# \(command.path.joined(separator: " "))\n\n\(escape(command.abstract))\n\n```\n\(command.usage)\n```\n"
    if !command.aliases.isEmpty {
      text += "\nAlso called " + command.aliases.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
    }
    if !command.discussion.isEmpty { text += "\n\(escape(command.discussion))\n" }
    for group in command.groups {
      text += "\n## \(group.name.isEmpty ? "Commands" : "\(group.name) commands")\n\n| Command | |\n|---|---|\n"
      for below in group.commands {
        text += "| [\(below.name)](\(fileName(below))) | \(cell(below.abstract)) |\n"
      }
    }
    let arguments = command.arguments().filter(\.isShown)
    text += table("Arguments", arguments.filter { $0.kind == .positional })
    text += table("Options", arguments.filter { $0.kind != .positional })
    if command.path.count > 1 {
      let above = Array(command.path.dropLast())
      text += "\nPart of [\(above.joined(separator: " "))](\(above.joined(separator: "_")).md).\n"
    }
    return text
  }

  private static func table(_ title: String, _ arguments: [ArgumentDescription]) -> String {
    if arguments.isEmpty { return "" }
    var text = "\n## \(title)\n\n| | |\n|---|---|\n"
    for argument in arguments { text += "| `\(argument.synopsis)` | \(cell(argument.explanation)) |\n" }
    return text
  }

  private static func cell(_ text: String) -> String {
    escape(text).replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  /// Text as it stands, whatever Markdown would make of it.
  private static func escape(_ text: String) -> String {
    text.replacing("*", with: "\\*").replacing("_", with: "\\_").replacing("<", with: "\\<")
  }
}

extension ArgumentDescription {
  /// What it is for, its values and what it is without being given.
  var explanation: String {
    var text = abstract
    if !values.isEmpty, !text.contains(values[0]) { text += " One of: \(values.joined(separator: ", "))." }
    if kind == .option, !defaultValue.isEmpty, !text.contains("default") { text += " (default: \(defaultValue))" }
    return text
  }
}
