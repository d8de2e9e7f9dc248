import Charts
import TestSupport
import Testing

/// What stays of a chart under `.helmignore`; the expected names are those that Helm 4.3.1 packs.
@Suite struct IgnoreRulesTests {
  private static let names = ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]

  @Test(arguments: [
    ("", ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]),
    ("# a.txt\n\n", ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]),
    ("a.txt\n", ["b.md", "dir/sub/c.txt", "x1", "xa"]),
    ("/a.txt\n", ["b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]),
    ("dir/\n", ["a.txt", "b.md", "other/a.txt", "x1", "xa"]),
    ("a.txt/\n", ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]),
    ("dir/*.txt\n", ["a.txt", "b.md", "dir/sub/c.txt", "other/a.txt", "x1", "xa"]),
    ("dir/sub\n", ["a.txt", "b.md", "dir/a.txt", "other/a.txt", "x1", "xa"]),
    ("x[0-9]\n", ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "xa"]),
    ("x[^0-9]\n", ["a.txt", "b.md", "dir/a.txt", "dir/sub/c.txt", "other/a.txt", "x1"]),
    ("x?\n*.m\\d\n", ["a.txt", "dir/a.txt", "dir/sub/c.txt", "other/a.txt"]),
    ("  *.txt  \r\n", ["b.md", "x1", "xa"]),
  ])
  func `rules leave out what they match`(rules: String, expected: [String]) throws {
    let folder = try TemporaryFolder(["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\n"])
    try folder.write(".helmignore", rules)
    for name in Self.names { try folder.write(name, "x") }
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    #expect(chart.files.map(\.name).filter { $0 != ".helmignore" } == expected)
  }

  @Test(arguments: [
    ("a/**/b\n", "double-star (**) syntax is not supported"), ("a[\n", "syntax error in pattern"),
    ("a\\\n", "syntax error in pattern"), ("[]a]\n", "syntax error in pattern"),
  ])
  func `rules that cannot be read are refused`(rules: String, expected: String) throws {
    let folder = try TemporaryFolder(["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\n", ".helmignore": rules])
    var warnings: [ChartWarning] = []
    #expect(throws: ChartError.self) { try ChartLoader.load(path: folder.path, warnings: &warnings) }
    do throws(ChartError) {
      _ = try ChartLoader.load(path: folder.path, warnings: &warnings)
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test func `a negated rule drops what it does not match`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\n", ".helmignore": "!*.yaml\n", "a.yaml": "", "b.md": "",
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    #expect(chart.files.map(\.name) == ["a.yaml"])
  }
}
