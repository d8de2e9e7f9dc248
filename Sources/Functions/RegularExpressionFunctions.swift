internal import RegularExpressions
internal import Templating
internal import Values

extension FunctionLibrary {
  static let regularExpressions: [Function] =
    [
      Function(
        "regexMatch", [.string, .string], summary: "Whether a text has a match; false for an expression that is none.",
        example: #"{{ regexMatch "^a.c$" "abc" }} → true"#
      ) { arguments, _ in
        guard let expression = try? RegularExpression.compiled(arguments.bytes(0)) else { return .bool(false) }
        return .bool(expression.matches(arguments.bytes(1)))
      },
      Function(
        "mustRegexMatch", [.string, .string], summary: "Whether a text has a match.",
        example: #"{{ mustRegexMatch "^a.c$" "abc" }} → true"#
      ) { arguments, _ throws(FunctionError) in
        .bool(try expression(arguments, mustReturn: true).matches(arguments.bytes(1)))
      },
      Function(
        "regexQuoteMeta", [.string], summary: "An expression that matches the text itself.",
        example: #"{{ regexQuoteMeta "1.5" }} → 1\.5"#
      ) { arguments, _ in .string(Bytes(RegularExpression.quoteMeta(arguments.bytes(0)))) },
    ]
    + both(
      "regexFind", "mustRegexFind", [.string, .string], "The leftmost match, or an empty text.",
      #"{{ regexFind "b+" "abbc" }} → bb"#
    ) { expression, arguments in .string(Bytes(expression.firstMatch(in: arguments.bytes(1)) ?? [])) }
    + both(
      "regexFindAll", "mustRegexFindAll", [.string, .string, .int], "So many matches; all where negative.",
      #"{{ regexFindAll "[0-9]" "a1b2" -1 }} → [1 2]"#
    ) { expression, arguments in
      let matches = expression.allMatches(in: arguments.bytes(1), limit: arguments.integer(2))
      return .list(matches.map { .string(Bytes($0)) }, matches.isEmpty ? .nilString : .string)
    }
    + both(
      "regexReplaceAll", "mustRegexReplaceAll", [.string, .string, .string],
      "Replaces all matches; ${1} and ${name} stand for groups.",
      #"{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }} → -W-xxW-"#
    ) { expression, arguments in
      .string(Bytes(expression.replacingMatches(in: arguments.bytes(1), with: arguments.bytes(2))))
    }
    + both(
      "regexReplaceAllLiteral", "mustRegexReplaceAllLiteral", [.string, .string, .string],
      "Replaces all matches by a text as it is.", #"{{ regexReplaceAllLiteral "b+" "abbc" "$1" }} → a$1c"#
    ) { expression, arguments in
      .string(Bytes(expression.replacingMatches(in: arguments.bytes(1), withLiteral: arguments.bytes(2))))
    }
    + both(
      "regexSplit", "mustRegexSplit", [.string, .string, .int], "The parts between matches, so many at most.",
      #"{{ regexSplit ",+" "a,,b" -1 }} → [a b]"#
    ) { expression, arguments in
      guard let parts = expression.split(arguments.bytes(1), limit: arguments.integer(2)) else {
        return .list([], .nilString)
      }
      return .strings(parts.map { Bytes($0) })
    }

  /// A function and its must- form: the first panics in MustCompile, the other returns the error.
  private static func both(
    _ name: String, _ mustName: String, _ parameters: [ParameterType], _ summary: StaticString,
    _ example: StaticString, _ body: @escaping @Sendable (RegularExpression, [Value]) -> Value
  ) -> [Function] {
    [name, mustName].map { function in
      Function(function, parameters, summary: summary, example: example) { arguments, _ throws(FunctionError) in
        body(try expression(arguments, mustReturn: function == mustName), arguments)
      }
    }
  }

  private static func expression(_ arguments: [Value], mustReturn: Bool) throws(FunctionError) -> RegularExpression {
    let source = arguments.string(0)
    do throws(RegularExpressionError) {
      return try RegularExpression.compiled(source.storage)
    } catch {
      if mustReturn { throw FunctionError(error.description) }
      let quoted = GoQuote.canBackquote(source) ? "`\(source)`" : GoQuote.quote(source).description
      throw FunctionError("regexp: Compile(\(quoted)): \(error.description)")
    }
  }
}
