/// A command's manual page, in the macros of man(7).
enum ManualPage {
  /// The section of programs.
  private static let section = 1

  /// The name of a command's page.
  static func name(_ command: CommandDescription) -> String { command.path.joined(separator: "-") }

  /// The name of a command's file.
  static func fileName(_ command: CommandDescription) -> String { "\(name(command)).\(section)" }

  /// The page; the same for the same program on any day.
  static func page(_ command: CommandDescription, version: String) -> String {
    var text =
      ".TH \(quoted(name(command).uppercased())) \(section) \"\" \(quoted("chart \(version)")) \"chart manual\"\n"
    text += ".SH NAME\n\(escape(name(command))) \\- \(escape(sentence(command.abstract)))\n"
    text += ".SH SYNOPSIS\n.B \(escape(command.usage))\n"
    if !command.discussion.isEmpty { text += ".SH DESCRIPTION\n\(lines(command.discussion))" }
    if !command.aliases.isEmpty {
      text += ".PP\nAlso called " + command.aliases.map(escape).joined(separator: ", ") + ".\n"
    }
    for group in command.groups {
      text += ".SH \(quoted(group.name.isEmpty ? "COMMANDS" : "\(group.name.uppercased()) COMMANDS"))\n"
      for below in group.commands {
        text += ".TP\n.BR \(escape(name(below))) (\(section))\n\(lines(below.abstract))"
      }
    }
    let arguments = command.arguments().filter(\.isShown)
    text += list("ARGUMENTS", arguments.filter { $0.kind == .positional })
    text += list("OPTIONS", arguments.filter { $0.kind != .positional })
    text += seeAlso(command)
    return text
  }

  private static func list(_ title: String, _ arguments: [ArgumentDescription]) -> String {
    if arguments.isEmpty { return "" }
    return arguments.reduce(".SH \(title)\n") { text, argument in
      text + ".TP\n.B \(escape(argument.synopsis))\n\(lines(argument.explanation))"
    }
  }

  private static func seeAlso(_ command: CommandDescription) -> String {
    guard command.path.count > 1 else { return "" }
    return ".SH \"SEE ALSO\"\n.BR \(escape(command.path.dropLast().joined(separator: "-"))) (\(section))\n"
  }

  /// A sentence without its full stop, as names' lines have it.
  private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

  private static func quoted(_ text: String) -> String { "\"\(escape(text))\"" }

  /// Paragraphs and lines as they stand; indented ones keep their blanks.
  private static func lines(_ text: String) -> String {
    var result = ""
    var isLiteral = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if !isLiteral, !result.isEmpty { result += ".PP\n" }
        continue
      }
      if line.hasPrefix(" ") != isLiteral {
        isLiteral.toggle()
        result += isLiteral ? ".PP\n.nf\n" : ".fi\n.PP\n"
      }
      result += escape(String(line)) + "\n"
    }
    return result + (isLiteral ? ".fi\n" : "")
  }

  /// Text as it stands, whatever roff would make of it.
  private static func escape(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
