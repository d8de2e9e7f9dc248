import Testing

@testable import RegularExpressions

/// Expected answers are the real Helm's regex functions.
@Suite struct RegularExpressionTests {
  private static func expression(_ source: String) throws -> RegularExpression {
    try RegularExpression(Array(source.utf8))
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  @Test(arguments: [
    ("a+", "baaac aa", -1, ["aaa", "aa"]),
    ("a*", "baaac", -1, ["", "aaa", ""]),
    ("a*", "baaac", 2, ["", "aaa"]),
    ("", "héllo", -1, ["", "", "", "", "", ""]),
    ("x*", "héx", -1, ["", "", "x"]),
    ("a|ab", "ab", -1, ["a"]),
    ("(?i)ABC", "xabcABC", -1, ["abc", "ABC"]),
    ("[[:alpha:]]+", "ab1cd", -1, ["ab", "cd"]),
    (#"\bfoo\b"#, "foo afoo foo", -1, ["foo", "foo"]),
    ("^a", "aaa", -1, ["a"]),
    ("(?m)^.", "a\u{A}b\u{A}c", -1, ["a", "b", "c"]),
    ("$", "ab", -1, [""]),
    (".", "a\u{A}\u{E9}", -1, ["a", "é"]),
    ("[^a]", "日本a", -1, ["日", "本"]),
    ("a", "a", 0, []),
    ("z", "a", -1, []),
    ("(?s).+", "a\u{A}b", -1, ["a\u{A}b"]),
    ("(?U)a+", "aaa", -1, ["a", "a", "a"]),
    (#"\Qa.b\E+"#, "a.bba.b", -1, ["a.bb", "a.b"]),
    ("(?P<x>a)(?<y>b)", "abab", -1, ["ab", "ab"]),
    (#"\d{2,3}"#, "1234567", -1, ["123", "456"]),
    ("[]a]+", "]a]", -1, ["]a]"]),
    ("[^]a]+", "]ab", -1, ["b"]),
    (#"\pL+"#, "aé1", -1, ["aé"]),
    (#"\p{Letter}+"#, "aé1b", -1, ["aé", "b"]),
    (#"\P{lower-case letter}"#, "aB1", -1, ["B", "1"]),
    (#"[\p{Currency_Symbol}\p{^Letter}]"#, "a€1", -1, ["€", "1"]),
    ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", -1, []),
    (#"\x{61}"#, "a", -1, ["a"]),
    ("[(?<]", "(?<", -1, ["(", "?", "<"]),
    (#"\B"#, "aéb 1", -1, []),
    (#"\B"#, "日本", -1, ["", "", ""]),
  ])
  func `All matches are found as Go finds them`(pattern: String, text: String, limit: Int, expected: [String]) throws {
    let found = try Self.expression(pattern).allMatches(in: Array(text.utf8), limit: limit)
    #expect(found.map(Self.text) == expected)
  }

  @Test(arguments: [
    ("a(x*)b", "-ab-axxb-", "T", "-T-T-"),
    ("a(x*)b", "-ab-axxb-", "$1", "--xx-"),
    ("a(x*)b", "-ab-axxb-", "$1W", "---"),
    ("a(x*)b", "-ab-axxb-", "${1}W", "-W-xxW-"),
    ("a*", "baaac", "-", "-b-c-"),
    ("x*", "hé", "-", "-h-é-"),
    (#"(?P<first>\w)(\w)"#, "abcd", "${2}$first$$", "ba$dc$"),
    ("(?<n>a)", "a", "<${n}>", "<a>"),
    ("a", "aaa", "$0$0", "aaaaaa"),
    ("a", "a", "$", "$"),
    ("a", "a", "${", "${"),
    ("a", "a", "${1", "${1"),
    ("a", "a", "$01x", ""),
    ("(a)(b)?", "a", "[$2]", "[]"),
    ("^", "ab", "x", "xab"),
    ("$", "ab", "x", "abx"),
    ("b*", "abc", "x", "xaxcx"),
    ("a", "bab", #"\1"#, #"b\1b"#),
    ("(a)", "a", "$10", ""),
    ("", "日本", ".", ".日.本."),
    ("(é)", "éa", "$1é", "a"),
    ("a", "a", "$é", ""),
  ])
  func `A replacement expands references to groups`(
    pattern: String, text: String, template: String, expected: String
  ) throws {
    let result = try Self.expression(pattern).replacingMatches(in: Array(text.utf8), with: Array(template.utf8))
    #expect(Self.text(result) == expected)
  }

  @Test(arguments: [
    ("a(x*)b", "-ab-axxb-", "${1}", "-${1}-${1}-"),
    ("a*", "baaac", "$0", "$0b$0c$0"),
  ])
  func `A literal replacement expands nothing`(
    pattern: String, text: String, replacement: String, expected: String
  ) throws {
    let result = try Self.expression(pattern)
      .replacingMatches(in: Array(text.utf8), withLiteral: Array(replacement.utf8))
    #expect(Self.text(result) == expected)
  }

  @Test(arguments: [
    ("a", "banana", -1, ["b", "n", "n", ""]),
    ("a", "banana", 2, ["b", "nana"]),
    ("a", "banana", 0, []),
    ("", "banana", -1, ["b", "a", "n", "a", "n", "a"]),
    ("", "banana", 3, ["b", "a", "nana"]),
    ("x", "", -1, [""]),
    ("", "", -1, []),
    ("a*", "baac", -1, ["b", "c"]),
    ("z", "abc", -1, ["abc"]),
    (#",\s*"#, "a, b,c", -1, ["a", "b", "c"]),
    ("a$", "ba", -1, ["b", ""]),
    ("^b", "ba", -1, ["", "a"]),
  ])
  func `A text is split as Go splits it`(pattern: String, text: String, limit: Int, expected: [String]) throws {
    let parts = try Self.expression(pattern).split(Array(text.utf8), limit: limit)
    #expect((parts ?? []).map(Self.text) == expected)
    #expect((parts == nil) == (limit == 0))
  }

  @Test(arguments: [
    ("(", "error parsing regexp: missing closing ): `(`"),
    ("a)", "error parsing regexp: unexpected ): `a)`"),
    ("[a", "error parsing regexp: missing closing ]: `[a`"),
    ("[b-a]", "error parsing regexp: invalid character class range: `b-a`"),
    ("a**", "error parsing regexp: invalid nested repetition operator: `**`"),
    ("*a", "error parsing regexp: missing argument to repetition operator: `*`"),
    ("a{2,1}", "error parsing regexp: invalid repeat count: `{2,1}`"),
    ("a{1001}", "error parsing regexp: invalid repeat count: `{1001}`"),
    (#"\8"#, #"error parsing regexp: invalid escape sequence: `\8`"#),
    (#"\C"#, #"error parsing regexp: invalid escape sequence: `\C`"#),
    (#"a\"#, "error parsing regexp: trailing backslash at end of expression: ``"),
    ("(?P<n", "error parsing regexp: invalid named capture: `(?P<n`"),
    ("(?z)", "error parsing regexp: invalid or unsupported Perl syntax: `(?z`"),
    (#"\pX"#, #"error parsing regexp: invalid character class range: `\pX`"#),
    ("[[:foo:]]", "error parsing regexp: invalid character class range: `[:foo:]`"),
    ("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"),
    ("(?<=a)", "error parsing regexp: invalid named capture: `(?<=a)`"),
    ("(?P<1-2>a)", "error parsing regexp: invalid named capture: `(?P<1-2>`"),
    ("(?i", "error parsing regexp: invalid or unsupported Perl syntax: `(?i`"),
    ("x{1000}{2}", "error parsing regexp: invalid nested repetition operator: `{1000}{2}`"),
    (#"[\Q]"#, #"error parsing regexp: invalid escape sequence: `\Q`"#),
    ("++", "error parsing regexp: missing argument to repetition operator: `+`"),
    ("(?<n", "error parsing regexp: invalid named capture: `(?<n`"),
    (#"\"#, "error parsing regexp: trailing backslash at end of expression: ``"),
    (#"[a-\d]"#, #"error parsing regexp: invalid escape sequence: `\d`"#),
    ("(?:a", "error parsing regexp: missing closing ): `(?:a`"),
    ("(?P=n)", "error parsing regexp: invalid or unsupported Perl syntax: `(?P`"),
    (#"\1"#, #"error parsing regexp: invalid escape sequence: `\1`"#),
    ("[z-a", "error parsing regexp: invalid character class range: `z-a`"),
    ("(?#c)", "error parsing regexp: invalid or unsupported Perl syntax: `(?#`"),
    ("(?<m>x", "error parsing regexp: missing closing ): `(?<m>x`"),
    ("x)(?<m>y)", "error parsing regexp: unexpected ): `x)(?<m>y)`"),
  ])
  func `An expression that cannot be compiled is refused in Go's words`(pattern: String, message: String) {
    do throws(RegularExpressionError) {
      _ = try RegularExpression(Array(pattern.utf8))
      Issue.record("\(pattern) compiled")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func `An invalid byte is one character, the replacement character`() throws {
    let any = try Self.expression(".")
    #expect(any.allMatches(in: [0x61, 0xFF, 0x62], limit: -1).map(Array.init) == [[0x61], [0xFF], [0x62]])
    let replacement = try Self.expression("\\x{FFFD}")
    #expect(
      replacement.allMatches(in: [0xFF, 0xEF, 0xBF, 0xBD], limit: -1).map(Array.init) == [[0xFF], [0xEF, 0xBF, 0xBD]])
    let two = try Self.expression(".{2}")
    #expect(two.allMatches(in: [0xE6, 0x97, 0x61], limit: -1).map(Array.init) == [[0xE6, 0x97]])
    let other = try Self.expression("[^a]")
    #expect(
      other.replacingMatches(in: [0x61, 0xFF, 0xFE, 0x61], with: Array("-$0".utf8)) == [
        0x61, 0x2D, 0xFF, 0x2D, 0xFE, 0x61,
      ])
    #expect(
      try Self.expression("b").split([0xFF, 0x62, 0xFE], limit: -1).map { $0.map(Array.init) } == [[0xFF], [0xFE]])
  }

  @Test func `Metacharacters are quoted`() {
    #expect(Self.text(RegularExpression.quoteMeta(Array("1.5-2.0?\\[x]".utf8))) == "1\\.5-2\\.0\\?\\\\\\[x\\]")
  }

  @Test func `Groups can be asked for by name`() throws {
    let date = try Self.expression(#"(?P<year>\d+)-(?<month>\d+)(x)?"#)
    #expect(date.groupCount == 3)
    #expect(date.groupIndex(Array("month".utf8)) == 2)
    #expect(date.groupIndex(Array("day".utf8)) == nil)
    #expect(
      Self.text(date.replacingMatches(in: Array("on 2024-05".utf8), with: Array("$month/${year}/$3".utf8)))
        == "on 05/2024/")
  }

  @Test func `An expression is compiled once`() throws {
    let first = try RegularExpression.compiled(Array("a+b".utf8))
    #expect(try RegularExpression.compiled(Array("a+b".utf8)) === first)
    for number in 0..<600 { _ = try RegularExpression.compiled(Array("x\(number)".utf8)) }
    #expect(first.matches(Array("aab".utf8)))
  }
}
