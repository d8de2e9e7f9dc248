import Values

/// Truths as Go's strconv.ParseBool reads them.
enum GoBool {
  /// The truth that a text tells; nil where it tells none.
  static func parse(_ text: some StringProtocol) -> Bool? {
    switch String(text) {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }

  /// Go's words for a text that tells none.
  static func refusal(of text: String) -> String {
    "strconv.ParseBool: parsing \(GoQuote.quote(Bytes(text))): invalid syntax"
  }
}
