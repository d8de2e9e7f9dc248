import Linting
import TestSupport
import Testing

@Suite struct ManifestRulesTests {
  private func lines(_ template: String) throws -> [String] {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\nicon: https://example.com/i.png\n", "values.yaml": "",
      "templates/x.yaml": template,
    ])
    return Linter.examine(folder.path, named: "web", options: LintOptions()).messages.map(\.line)
  }

  @Test(arguments: [
    ("nginx", "image \"nginx\" has no tag"),
    ("nginx:latest", "image \"nginx:latest\" has the tag latest"),
    ("host:5000/nginx", "image \"host:5000/nginx\" has no tag"),
    ("host:5000/nginx:1.2", nil), ("nginx:1", nil), ("nginx@sha256:00", nil),
  ])
  func imagesThatChangeByThemselvesAreFound(image: String, problem: String?) throws {
    let found = try lines(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: x}
      spec:
        containers:
          - image: \(image)
      """)
    #expect(found == (problem.map { ["[WARNING] templates/x.yaml:6:7: Pod x: \($0) (chart: floating-image)"] } ?? []))
  }

  @Test func anAPIVersionThatTheClusterDecidesIsLeftAlone() throws {
    let asked = "{{ if .Capabilities.APIVersions.Has \"%@\" }}%@{{ else }}autoscaling/v2beta2{{ end }}"
    let rest = "\nkind: HorizontalPodAutoscaler\nmetadata: {name: x}\n"
    func text(_ version: String) -> String { "apiVersion: " + asked.replacing("%@", with: version) + rest }
    #expect(try lines(text("autoscaling/v2")).isEmpty)
    #expect(try lines(text("autoscaling/v2alpha7")).count == 1)
  }

  @Test func apiVersionsThatHelmHasForgottenAreFound() throws {
    let found = try lines(
      "apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: {name: x}\n")
    #expect(
      found == [
        "[WARNING] templates/x.yaml:1:1: autoscaling/v2beta2 HorizontalPodAutoscaler is unavailable since v1.26; "
          + "use autoscaling/v2 HorizontalPodAutoscaler (chart: removed-api)"
      ])
  }
}
