import ArgumentParser
import Values

/// What is wrong with a command line, in the words of the libraries that Helm reads it with (cobra and pflag).
///
/// ArgumentParser tells its errors as text alone: this reads that text, and what it does not know it leaves as it is.
enum GoFlagError {
  /// ArgumentParser's message, `Error: …` with the usage below it, with Helm's first line where Helm has one.
  static func translated(_ message: String) -> String {
    let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, first.hasPrefix("Error: ") else { return message }
    let rest = lines.count > 1 ? lines[1] : ""
    let command = commandPath(rest)
    guard let line = line(for: String(first.dropFirst("Error: ".count)), command) else { return message }
    return "Error: \(line)\n" + rest
  }

  private static func line(for text: String, _ command: [String]) -> String? {
    let quoted = quotations(in: text)
    if text.hasPrefix("Unknown option '"), let option = quoted.first {
      if option.hasPrefix("--") { return "unknown flag: \(option.prefix { $0 != "=" })" }
      return "unknown shorthand flag: '\(option.dropFirst().prefix(1))' in \(option)"
    }
    if text.hasPrefix("Missing value for '"), let option = quoted.first?.prefix(while: { $0 != " " }) {
      return option.hasPrefix("--")
        ? "flag needs an argument: \(option)" : "flag needs an argument: '\(option.dropFirst())' in \(option)"
    }
    if text.hasPrefix("The value '"), quoted.count > 1, quoted[1].hasPrefix("-") {
      let parts = quoted[1].split(separator: " ", maxSplits: 1)
      // An option without a help text has no name for its value either.
      let kind = parts.count > 1 ? parts[1].trimming("<>") : parts[0] == "--timeout" ? "duration" : ""
      guard let why = reason(quoted[0], kind, String(parts[0])) else { return nil }
      return
        "invalid argument \(GoQuote.quote(Bytes(quoted[0]))) for \"\(names(of: String(parts[0]), command))\" flag: \(why)"
    }
    if text.contains(" does not take any value, but "), quoted.count > 1 {
      return "invalid argument \(GoQuote.quote(Bytes(quoted[1]))) for \"\(names(of: quoted[0], command))\" flag: "
        + GoBool.refusal(of: quoted[1])
    }
    if text.hasPrefix("Missing expected argument") || text.hasPrefix("Unexpected argument")
      || text.contains(" unexpected arguments: ")
    {
      if command == ["chart", "package"] { return "need at least one argument, the path to the chart" }
      if let word = quoted.first, let commands = subcommands(of: command) { return unknown(word, command, commands) }
      return count(command).map { "\"\(command.joined(separator: " "))\" \($0)" }
    }
    return nil
  }

  /// A word that is none of a command's own commands, with those that it may have been meant for.
  private static func unknown(_ word: String, _ command: [String], _ commands: [String]) -> String {
    let near = commands.filter { $0.isNear(word) }
    return "unknown command \(GoQuote.quote(Bytes(word))) for \"\(command.joined(separator: " "))\""
      + (near.isEmpty ? "" : "\n\nDid you mean this?\n" + near.map { "\t\($0)\n" }.joined())
  }

  /// The names of the commands that a command has; nil where it has none.
  private static func subcommands(of command: [String]) -> [String]? {
    var configuration = ChartCommand.configuration
    for word in command.dropFirst() {
      guard let next = configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        return nil
      }
      configuration = next.configuration
    }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    return names.isEmpty ? nil : names
  }

  /// Why a value is none of its kind.
  private static func reason(_ value: String, _ kind: String, _ option: String) -> String? {
    switch kind {
    case "duration":
      do throws(GoTimeError) {
        _ = try GoDuration(parsing: Array(value.utf8))
        return nil
      } catch {
        return error.message
      }
    case "count", "number", "index":
      if option == "--qps" { return "strconv.ParseFloat: parsing \(GoQuote.quote(Bytes(value))): invalid syntax" }
      do throws(GoNumberError) {
        // Go's flags take 0x10 as well.
        _ = try GoNumber.parseInt(Bytes(value), base: 0)
        return nil
      } catch {
        return error.description
      }
    case "characters": return "strconv.ParseUint: parsing \(GoQuote.quote(Bytes(value))): invalid syntax"
    case "format": return "invalid format type"
    default: return nil
    }
  }

  /// An option as pflag names it: with its short form, where it has one.
  private static func names(of option: String, _ command: [String]) -> String {
    switch option {
    case "-o", "--output": "-o, --output"
    case "-g", "--generate-name": "-g, --generate-name"
    case "-i", "--install": "-i, --install"
    case "-m": "-m, --max"
    case "--max" where command.last == "list": "-m, --max"
    default: option
    }
  }

  /// How many arguments Helm's command wants; nil for commands that it does not have, or whose arguments are others.
  private static func count(_ command: [String]) -> String? {
    switch command.dropFirst().joined(separator: " ") {
    case "status", "history", "test", "get all", "get hooks", "get manifest", "get metadata", "get notes", "get values":
      "requires 1 argument"
    case "create", "repo index", "verify", "show all", "show chart", "show crds", "show readme", "show values":
      "requires 1 argument"
    case "repo add": "requires 2 arguments"
    case "uninstall", "rollback", "pull", "repo remove", "registry login", "registry logout":
      "requires at least 1 argument"
    case "push": "requires at least 2 arguments"
    case "dependency build", "dependency list", "dependency update": "accepts at most 1 argument"
    case "list", "env", "version", "repo list": "accepts no arguments"
    default: nil
    }
  }

  /// The command that a usage is of: its first words.
  private static func commandPath(_ usage: String) -> [String] {
    guard let line = usage.split(separator: "\n").first(where: { $0.hasPrefix("Usage: ") }) else { return [] }
    return line.dropFirst("Usage: ".count).split(separator: " ").prefix { word in
      word.first.map { $0.isLowercase } ?? false
    }.map(String.init)
  }

  /// What stands between single quotation marks.
  private static func quotations(in text: String) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }
}

extension StringProtocol {
  fileprivate func trimming(_ characters: String) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
