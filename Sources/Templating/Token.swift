import Values

/// A token of a template: what it is, and where it stands in the text; the lexer keeps what is wrong with an error.
package struct Token {
  /// The kinds of tokens, as text/template/parse/lex.go's itemType.
  package enum Kind: UInt8 {
    case error, bool, character, characterConstant, complex, assign, declare, end, field, identifier, leftDelimiter
    case leftParenthesis, number, pipe, rawString, rightDelimiter, rightParenthesis, space, string, text, variable
    // Keywords, all of them after the rest.
    case block, `break`, `continue`, dot, define, `else`, endKeyword, `if`, `nil`, range, template, with

    /// Whether the token is a keyword, which error messages print in angle brackets.
    var isKeyword: Bool { rawValue >= Kind.block.rawValue }
  }

  /// What the token is.
  package let kind: Kind
  private let start: UInt32
  private let count: UInt32

  /// A token of the bytes from `start` to before `end`.
  @inline(__always)
  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: end &- start)
  }

  /// The byte offset of its start.
  var position: Int { Int(start) }
  /// The byte offset after its end.
  var end: Int { Int(start) &+ Int(count) }

  /// The token's bytes in the text that it was cut from.
  func text(in input: UnsafeBufferPointer<UInt8>) -> Bytes {
    end <= input.count ? Bytes(Array(input[position..<end])) : Bytes()
  }

  /// How error messages show a token that is no error itself, as item.String.
  func shown(in input: UnsafeBufferPointer<UInt8>) -> String {
    if kind == .end { return "EOF" }
    let text = text(in: input)
    if kind.isKeyword { return "<\(text)>" }
    if text.count > 10 { return GoQuote.quote(GoFormat.truncated(text, to: 10)).description + "..." }
    return GoQuote.quote(text).description
  }
}
