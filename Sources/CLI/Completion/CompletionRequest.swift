/// A command line that somebody is writing, read as far as it goes.
struct CompletionRequest {
  /// What is being written.
  enum Target {
    /// The name of a command below this one.
    case command
    /// The name of an option.
    case option
    /// The value of an option; `before` is what of the word stands before it.
    case value(of: ArgumentDescription, before: String)
    /// A word of its own, by its place among those.
    case positional(Int)
  }

  /// The command that the words so far call.
  private(set) var command = CommandDescription.root
  /// What that command takes.
  private(set) var arguments: [ArgumentDescription] = [.help]
  /// The words before that are no options, after the command's own.
  private(set) var positionals: [String] = []
  /// The options before, each by its name in full and, where it has one, its value.
  private(set) var options: [(name: String, value: String?)] = []
  /// What is being written.
  private(set) var target = Target.command
  /// As much of it as there is.
  private(set) var begun: String

  /// Reads the words after the program's name; the last one is being written.
  ///
  /// - Returns: nil where no command is called so.
  init?(_ words: [String]) {
    begun = words.last ?? ""
    var rest = words.dropLast()[...]
    // `help COMMAND` is about commands alone.
    let wantsHelp = rest.first == "help"
    if wantsHelp { rest = rest.dropFirst() }
    var isGroup = true
    var onlyWords = false
    while let word = rest.popFirst() {
      if !onlyWords, word == "--" {
        onlyWords = true
      } else if !onlyWords, word.hasPrefix("-"), word != "-" {
        guard !isGroup else { continue }
        if let (option, value) = split(word) {
          options.append((option.name, value))
        } else if let option = option(word) {
          guard option.kind == .option, !option.hasOptionalValue else {
            options.append((option.name, nil))
            continue
          }
          guard let value = rest.popFirst() else {
            target = .value(of: option, before: "")
            return
          }
          options.append((option.name, value))
        }
      } else if isGroup {
        guard let next = command.subcommand(word) else { return nil }
        command = next
        isGroup = !next.subcommands.isEmpty
        if !isGroup, !wantsHelp { arguments = next.arguments() }
      } else {
        positionals.append(word)
      }
    }
    if wantsHelp, !isGroup { return nil }
    if !onlyWords, begun.hasPrefix("-") {
      guard let (option, value) = split(begun) else {
        target = .option
        return
      }
      target = .value(of: option, before: String(begun.dropLast(value.count)))
      begun = value
    } else {
      target = isGroup ? .command : .positional(positionals.count)
    }
  }

  /// The values of an option, in their order.
  func values(of name: String) -> [String] { options.compactMap { $0.name == name ? $0.value : nil } }

  private func option(_ name: String) -> ArgumentDescription? { arguments.first { $0.names.contains(name) } }

  /// The option and the value of `--name=value`, `-nvalue` and `-n=value`.
  private func split(_ word: String) -> (ArgumentDescription, String)? {
    if word.hasPrefix("--") {
      guard let equals = word.firstIndex(of: "="), let option = option(String(word[..<equals])),
        option.kind == .option
      else { return nil }
      return (option, String(word[word.index(after: equals)...]))
    }
    guard word.count > 2, let option = option(String(word.prefix(2))), option.kind == .option else { return nil }
    let value = word.dropFirst(2)
    return (option, String(value.first == "=" ? value.dropFirst() : value))
  }
}
