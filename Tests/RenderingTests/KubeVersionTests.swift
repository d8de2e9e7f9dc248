import Rendering
import Testing

@Suite struct KubeVersionTests {
  @Test(arguments: [
    ("1.31.0", "v1.31.0", "v1.31.0", "1", "31"), ("v1.33.4-gke.1245000", "v1.33.4-gke.1245000", "v1.33.4", "1", "33"),
    ("1.20", "v1.20", "v1.20", "1", "20"), (" 1.2.3+k3s1", "v 1.2.3+k3s1", "v1.2.3", "1", "2"),
  ])
  func isReadAsKubernetesReadsIt(
    text: String, version: String, normalized: String, major: String, minor: String
  ) throws {
    let expected = KubeVersion(version: version, normalized: normalized, major: major, minor: minor)
    #expect(try KubeVersion(parsing: text) == expected)
  }

  @Test(arguments: ["", "v", "1", "abc", "01.2"])
  func whatIsNoVersionIsRefused(text: String) {
    #expect(throws: RenderError.self) { try KubeVersion(parsing: text) }
  }
}
