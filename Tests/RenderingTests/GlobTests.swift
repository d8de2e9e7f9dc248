import Rendering
import Testing
import Values

@Suite struct GlobTests {
  @Test(arguments: [
    ("*", "a.txt", true), ("*", "d/a.txt", false), ("**", "d/a.txt", true), ("d/*", "d/a", true),
    ("d/**", "d/e/f", true), ("**.txt", "d/e.txt", true), ("d/**.txt", "d/e/f.txt", true), ("?.txt", "a.txt", true),
    ("?", "/", false), ("?", "ä", true), ("[abc]x", "bx", true), ("[!abc]x", "bx", false), ("[a-c]x", "bx", true),
    ("*.{json,yaml}", "a.yaml", true), ("*.{json,yaml}", "a.txt", false), ("{a,b{c,d}}e", "bde", true),
    ("a\\*b", "a*b", true), ("a\\*b", "axb", false), ("", "", true), ("", "a", false),
  ])
  func matchesAsGobwasGlobDoes(pattern: String, name: String, expected: Bool) throws {
    let glob = try #require(Glob(Bytes(pattern)))
    #expect(glob.matches(Bytes(name)) == expected)
  }

  @Test(arguments: ["[abc", "{a,b", "a\\", "[c-a]"])
  func refusesWhatIsMalformed(pattern: String) {
    #expect(Glob(Bytes(pattern)) == nil)
  }

  @Test func aHostilePatternTakesNoMoreThanItsLengthTimesTheNames() throws {
    let glob = try #require(Glob(Bytes(String(repeating: "{a,a*}", count: 40) + "b")))
    #expect(!glob.matches(Bytes(String(repeating: "a", count: 400))))
    let depth = 30
    let nested = String(repeating: "{**", count: depth) + "x" + String(repeating: "}", count: depth)
    #expect(try !#require(Glob(Bytes(nested))).matches(Bytes(String(repeating: "a", count: 400))))
    #expect(try #require(Glob(Bytes(nested))).matches("aax"))
  }
}
