internal import Values

/// Text as Go writes it into messages.
enum GoText {
  /// Go's `%q` of a string.
  static func quoted(_ text: String) -> String { String(describing: GoQuote.quote(Bytes(text))) }

  /// Go's `%q` of a `[]rune`: `['a' 'b']`.
  static func quoted(runes: some Sequence<Unicode.Scalar>) -> String {
    "[" + runes.map { String(describing: GoQuote.quoteRune($0.value)) }.joined(separator: " ") + "]"
  }

  /// As Helm's sanitizeString: every kind of space becomes a space, what does not print goes.
  static func sanitized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        result.append(" ")
      } else if GoRune.isPrint(scalar.value) {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
