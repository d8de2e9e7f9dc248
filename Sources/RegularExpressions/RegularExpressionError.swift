internal import CRE2

/// Why an expression cannot be compiled, in the words of Go's regexp/syntax.
package struct RegularExpressionError: Error, CustomStringConvertible {
  /// What is wrong, such as `missing closing )`.
  package let reason: String
  /// The part of the expression that is wrong.
  package let excerpt: [UInt8]

  init(_ reason: String, excerpt: [UInt8]) {
    self.reason = reason
    self.excerpt = excerpt
  }

  init(_ code: cre2_error, excerpt: [UInt8], in source: [UInt8]) {
    // What was translated from (?<name> is shown as it was written.
    let translated = Array("(?P<".utf8)
    let isTranslated = excerpt.starts(with: translated) && !GoSyntax.contains(translated, in: source)
    self.excerpt = isTranslated ? Array("(?<".utf8) + excerpt.dropFirst(translated.count) : excerpt
    switch code {
    case CRE2_BAD_ESCAPE: reason = "invalid escape sequence"
    case CRE2_BAD_CHARACTER_CLASS: reason = "invalid character class"
    case CRE2_BAD_CHARACTER_RANGE: reason = "invalid character class range"
    case CRE2_MISSING_BRACKET: reason = "missing closing ]"
    case CRE2_MISSING_PARENTHESIS: reason = "missing closing )"
    case CRE2_UNEXPECTED_PARENTHESIS: reason = "unexpected )"
    case CRE2_TRAILING_BACKSLASH: reason = "trailing backslash at end of expression"
    case CRE2_REPEAT_ARGUMENT: reason = "missing argument to repetition operator"
    case CRE2_REPEAT_SIZE: reason = "invalid repeat count"
    case CRE2_REPEAT_OPERATOR: reason = "invalid nested repetition operator"
    case CRE2_BAD_PERL_OPERATOR: reason = "invalid or unsupported Perl syntax"
    case CRE2_BAD_UTF8: reason = "invalid UTF-8"
    case CRE2_BAD_NAMED_CAPTURE: reason = "invalid named capture"
    case CRE2_TOO_LARGE: reason = "expression too large"
    default: reason = "regexp/syntax: internal error"
    }
  }

  /// Go's text of the error; invalid UTF-8 of the excerpt shows as replacement characters.
  package var description: String {
    "error parsing regexp: \(reason): `\(String(decoding: excerpt, as: UTF8.self))`"
  }
}
