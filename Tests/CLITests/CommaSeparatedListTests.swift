import Testing

@testable import CLI

/// Answers of the real Helm to `-a`.
@Suite struct CommaSeparatedListTests {
  private func outcome(_ value: String) -> String {
    do {
      return try CommaSeparatedList.fields(of: value, option: "-a, --api-versions").joined(separator: "|")
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a,b/v1,", "a|b/v1|"), (#""a,b",c"#, "a,b|c"), (#""a""b""#, #"a"b"#), (#""""#, ""),
    ("a\nb", "a"), ("\n\na", "a"), ("\"a\nb\",c", "a\nb|c"), (",", "|"),
  ])
  func `fields are those of a record of encoding/csv`(value: String, expected: String) {
    #expect(outcome(value) == expected)
  }

  @Test(arguments: [
    (#"a"b"#, 1, 2, #"bare " in non-quoted-field"#), (#"x,a"b"#, 1, 4, #"bare " in non-quoted-field"#),
    (#""a"#, 1, 3, #"extraneous or missing " in quoted-field"#),
    (#""a"b"#, 1, 3, #"extraneous or missing " in quoted-field"#),
    (#"c,"a"b"#, 1, 5, #"extraneous or missing " in quoted-field"#),
  ])
  func `a quote out of place is refused`(value: String, line: Int, column: Int, problem: String) {
    #expect(
      outcome(value).hasSuffix(
        #" for "-a, --api-versions" flag: parse error on line \#(line), column \#(column): \#(problem)"#))
  }
}
