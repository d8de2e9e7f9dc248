import Platform
import Testing

@Suite struct PathPatternTests {
  @Test(
    "A pattern matches what Go's filepath.Match lets it match",
    arguments: [
      ("*.yaml", "a.yaml", true), ("*.yaml", "d/a.yaml", false), ("d/*", "d/a", true), ("**", "d/a", false),
      ("**.yaml", "a.yaml", true), ("?", "é", true), ("?", "/", false), ("[a-c]", "b", true), ("[^a-c]", "b", false),
      ("[^a-c]", "d", true), ("[!a]", "!", true), ("[!a]", "b", false), ("[c-a]", "b", false), (#"\*"#, "*", true),
      (#"\*"#, "a", false), (#"[\]]"#, "]", true), ("{a,b}", "{a,b}", true), ("{a,b}", "a", false),
      ("a*b*c", "abbc", true),
      ("a*b*c", "ab/c", false), ("", "", true), ("", "a", false), ("*", "", true),
    ])
  func matches(pattern: String, name: String, expected: Bool) throws {
    #expect(try #require(PathPattern(pattern)).matches(name) == expected)
  }

  @Test(
    "A pattern that Go refuses is none",
    arguments: ["[", "[]", "[]a]", "[-]", "[a-", "[a-]", "[x-]", #"\"#, #"[\"#, "a["])
  func refuses(pattern: String) {
    #expect(PathPattern(pattern) == nil)
  }

  @Test("A hostile pattern takes no more than its length times the name's")
  func isNotSlow() throws {
    let pattern = try #require(PathPattern(String(repeating: "a*", count: 200) + "b"))
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
