import Testing

@testable import CLI

@Suite struct CompletionRulesTests {
  /// A command that comes later has to be given a rule, or to be named here.
  @Test func everyArgumentHasARuleOrIsKnownToBeAnything() {
    var free: Set<String> = []
    func visit(_ command: CommandDescription) {
      for below in command.subcommands { visit(below) }
      let positionals = command.arguments().filter { $0.kind == .positional }
      for (index, argument) in positionals.enumerated()
      where CompletionRule.positional(argument, at: index, of: command.words) == .anything {
        free.insert("\(command.words): \(argument.valueName)")
      }
    }
    visit(.root)
    #expect(
      free == [
        // The name of what is not there yet.
        "install: name and chart", "template: name and chart", "create: name", "repo add: name",
        // What only the network knows, and words of somebody's own.
        "repo add: url", "push: repository", "search repo: words", "search hub: words", "search registry: reference",
      ])
  }

  /// Files and folders are told by what their values are called.
  @Test func optionsAreCompletedByTheirNamesAndValues() {
    func rule(_ command: String..., option: String) -> CompletionRule? {
      let description = command.reduce(CommandDescription.root) { $0?.subcommand($1) }
      let argument = description?.arguments().first { $0.names.contains(option) }
      return argument.map { .option($0, of: command.joined(separator: " ")) }
    }
    #expect(rule("install", option: "--version") == .version)
    #expect(rule("package", option: "--version") == .anything)
    #expect(rule("install", option: "--ca-file") == .file)
    #expect(rule("pull", option: "-d") == .folder)
    #expect(rule("lint", option: "-o") == .oneOf(["text", "json", "sarif", "junit"]))
    #expect(rule("template", option: "--kube-context") == .context)
    #expect(rule("create", option: "-p") == .starter)
    #expect(rule("install", option: "--description") == .anything)
  }
}
