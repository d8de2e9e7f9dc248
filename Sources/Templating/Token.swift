import Values

/// A token of a template: what it is, its text, and where it starts.
struct Token {
  /// The kinds of tokens, as text/template/parse/lex.go's itemType.
  enum Kind: UInt8 {
    case error, bool, character, characterConstant, complex, assign, declare, end, field, identifier, leftDelimiter
    case leftParenthesis, number, pipe, rawString, rightDelimiter, rightParenthesis, space, string, text, variable
    // Keywords, all of them after the rest.
    case block, `break`, `continue`, dot, define, `else`, endKeyword, `if`, `nil`, range, template, with

    /// Whether the token is a keyword, which error messages print in angle brackets.
    var isKeyword: Bool { rawValue >= Kind.block.rawValue }
  }

  let kind: Kind
  /// The byte offset of its start.
  let position: Int
  /// The token's bytes, or an error token's message.
  let text: Bytes
  /// The line that it starts on, counted from 1.
  let line: Int

  /// How error messages show the token, as item.String.
  var shown: String {
    switch kind {
    case .end: return "EOF"
    case .error: return text.description
    default: break
    }
    if kind.isKeyword { return "<\(text)>" }
    if text.count > 10 { return GoQuote.quoted(GoFormat.truncated(text, to: 10)).description + "..." }
    return GoQuote.quoted(text).description
  }
}
