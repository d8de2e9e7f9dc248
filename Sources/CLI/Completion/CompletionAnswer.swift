/// What could stand where the cursor is, in the protocol that cobra's shell scripts speak, Helm's among them: a line for
/// each candidate, a tab before its description, and last a line with a number that says what else the shell may do.
struct CompletionAnswer {
  /// A text that could stand there.
  struct Candidate: Equatable {
    /// The text.
    let text: String
    /// What it is, in a line; empty where there is nothing to say.
    let description: String

    /// A candidate by its parts.
    init(_ text: String, _ description: String = "") {
      self.text = text
      self.description = description
    }
  }

  /// What the shell may do besides; the numbers are cobra's.
  struct Directive: OptionSet {
    let rawValue: Int
    /// Write no blank behind the candidate.
    static let noSpace = Directive(rawValue: 2)
    /// Do not offer files where there is no candidate.
    static let noFiles = Directive(rawValue: 4)
    /// Offer folders.
    static let folders = Directive(rawValue: 16)
    /// The order of the candidates means something.
    static let keepOrder = Directive(rawValue: 32)
  }

  /// The candidates, whether or not they begin as what stands there already.
  var candidates: [Candidate] = []
  /// What the shell may do besides.
  var directive: Directive = .noFiles

  /// Nothing, and no files either.
  static let nothing = CompletionAnswer()
  /// What the shell knows best.
  static let files = CompletionAnswer(directive: [])
  /// The same, but folders only.
  static let folders = CompletionAnswer(directive: .folders)

  /// The lines for a word that has been begun.
  ///
  /// - Parameter before: what of the word stands before the candidates, as `--namespace=` before a namespace.
  func text(for begun: String, before: String = "", withDescriptions: Bool) -> String {
    var lines = ""
    for candidate in candidates where candidate.text.hasPrefix(begun) {
      lines += before + candidate.text
      let description = candidate.description.prefix { !$0.isNewline }
      if withDescriptions, !description.isEmpty { lines += "\t" + description.replacing("\t", with: " ") }
      lines += "\n"
    }
    return lines + ":\(directive.rawValue)\n"
  }
}
