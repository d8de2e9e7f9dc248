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
      let value = GoQuote.quote(Bytes(quoted[1]))
      return
        "invalid argument \(value) for \"\(names(of: quoted[0], command))\" flag: "
        + "strconv.ParseBool: parsing \(value): invalid syntax"
    }
    if text.hasPrefix("Missing expected argument") || text.hasPrefix("Unexpected argument")
      || text.contains(" unexpected arguments: ")
    {
      return count(command).map { "\"\(command.joined(separator: " "))\" \($0)" }
    }
    return nil
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
    case "uninstall", "rollback": "requires at least 1 argument"
    case "list", "env": "accepts no arguments"
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
