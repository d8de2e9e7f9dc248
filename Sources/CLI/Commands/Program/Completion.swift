import ArgumentParser

/// The shells that have a script.
enum ShellName: String, ExpressibleByArgument, CaseIterable {
  case bash, zsh, fish
}

/// `chart completion SHELL`: the script that lets a shell complete our command lines.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print the script that completes command lines in a shell.",
    discussion: """
      Commands, options and their values are completed, and what there is at hand: releases and their revisions, \
      namespaces, contexts, added repositories, their charts and the versions of these.

      For the shell at hand:
        bash  source <(chart completion bash)
        zsh   source <(chart completion zsh)
        fish  chart completion fish | source
      """)

  @Argument(help: "The shell.")
  var shell: ShellName

  @Flag(name: .customLong("no-descriptions"), help: "Leave out what candidates are.")
  var noDescriptions = false

  func run() throws {
    let callback = ShellCompletion.names[noDescriptions ? 1 : 0]
    let script = CompletionScripts.script(shell, callback: callback)
    Invocation.current.console.write(Array(script.utf8))
  }
}
