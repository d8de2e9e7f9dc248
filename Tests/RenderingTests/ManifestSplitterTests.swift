import Rendering
import Testing
import Values

@Suite struct ManifestSplitterTests {
  @Test(arguments: [
    ("a: 1\n---\nb: 2\n", ["a: 1\n", "b: 2\n"]),
    ("\n\n---\n\n  a: 1\n--- # note\n---\n", ["a: 1\n", "# note\n"]),
    ("---apiVersion: v1\n", ["apiVersion: v1\n"]),
    ("a: |\n  text\n  --- not here\n----\nb: 1", ["a: |\n  text\n  --- not here\n", "-\nb: 1"]),
    ("   \n\t\n", []), ("", []),
  ])
  func splitsAsHelmDoes(text: String, documents: [String]) {
    #expect(ManifestSplitter.split(Bytes(text)).map(\.description) == documents)
  }
}
