import ArgumentParser
import Releases
import Values

/// `chart get notes RELEASE` shows the notes.
struct GetNotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "notes", abstract: "Show the notes.")
  @OptionGroup var arguments: ReleaseArguments

  func run() async throws {
    let invocation = Invocation.current
    let notes = try await arguments.release(invocation).info.notes
    if notes.isEmpty { return }
    invocation.console.write(Array("NOTES:\n".utf8) + notes.storage + [UInt8(ascii: "\n")])
  }
}
