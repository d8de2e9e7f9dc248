import Platform
import Testing

@Suite struct PathTests {
  @Test(
    "Paths are cleaned as Go's path.Clean cleans them",
    arguments: [
      ("", "."), (".", "."), ("a", "a"), ("a/", "a"), ("a//b", "a/b"), ("a/./b", "a/b"), ("a/../b", "b"), ("a/..", "."),
      ("..", ".."), ("../a", "../a"), ("../../a", "../../a"), ("a/../../b", "../b"), ("/", "/"), ("/..", "/"),
      ("/../a", "/a"), ("/a/b/..", "/a"), ("//a", "/a"), ("a/b/../../..", ".."),
    ])
  func cleans(path: String, expected: String) {
    #expect(Path.clean(path) == expected)
  }

  @Test(
    "The last element and what stands before it are as Go's path.Base and path.Dir tell",
    arguments: [
      ("a/b/c", "c", "a/b"), ("a", "a", "."), ("/a", "a", "/"), ("/", "/", "/"), ("", ".", "."), ("a/b/", "b", "a"),
    ])
  func splits(path: String, base: String, parent: String) {
    #expect(Path.base(path) == base)
    #expect(Path.parent(path) == parent)
  }

  @Test(
    "Joining puts one slash between",
    arguments: [
      ("a", "b", "a/b"), ("a/", "b", "a/b"), ("", "b", "b"), ("a", "", "a"), ("a", "/b", "/b"), ("/", "b", "/b"),
    ])
  func joins(first: String, second: String, expected: String) {
    #expect(Path.join(first, second) == expected)
  }
}
