import ArgumentParser
import Platform

/// `chart reference [COMMAND …]`: the reference of the commands, written from their definitions.
struct ReferenceCommand: ParsableCommand {
  /// What the pages are written in.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case markdown, man
  }

  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Write the reference of the commands: Markdown or manual pages.",
    discussion: """
      Without --output-dir, the page of the command that the words name goes to standard output:
        chart reference upgrade --form man | man -l -
      With it, the pages of that command and of all below it become files.
      """)

  @Argument(help: "The command, such as: repo add.")
  var words: [String] = []

  @Option(help: ArgumentHelp("What the pages are written in: markdown or man.", valueName: "form"))
  var form = Form.markdown

  @Option(name: .customLong("output-dir"), help: ArgumentHelp("The folder for the pages.", valueName: "folder"))
  var outputFolder: String?

  func run() throws {
    let invocation = Invocation.current
    var command = CommandDescription.root
    for word in words {
      guard let next = command.subcommand(word) else {
        throw CommandError("there is no command \"\(word)\" under \"\(command.path.joined(separator: " "))\"")
      }
      command = next
    }
    guard let outputFolder else {
      invocation.console.write(page(command))
      return
    }
    let folder = invocation.path(outputFolder)
    try FileSystem.createFolder(folder)
    try write(command, to: folder)
  }

  private func write(_ command: CommandDescription, to folder: String) throws {
    let name = form == .man ? ManualPage.fileName(command) : MarkdownReference.fileName(command)
    try FileSystem.write(page(command), to: Path.join(folder, name), isReproducible: true)
    for below in command.subcommands { try write(below, to: folder) }
  }

  private func page(_ command: CommandDescription) -> [UInt8] {
    let text =
      switch form {
      case .markdown: MarkdownReference.page(command)
      case .man: ManualPage.page(command, version: VersionCommand.version)
      }
    return Array(text.utf8)
  }
}
