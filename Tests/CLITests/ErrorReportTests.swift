import TestSupport
import Testing

/// What stands below Helm's own lines.
@Suite struct ErrorReportTests {
  private func errors(_ templates: [String], _ options: String...) async throws -> String {
    let folder = try TemporaryFolder([
      "web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
      "web/values.yaml": "image:\n  repository: x\n  tag: v1\nservice: {port: 1}\n",
    ])
    for (index, template) in templates.enumerated() { try folder.write("web/templates/\(index).yaml", template) }
    let run = await CommandLineRun(["template", "web"] + options, in: folder.path)
    #expect(run.exitCode == 1)
    #expect(run.output == "")
    return run.errors
  }

  @Test(arguments: [
    ("a: {{ .Values.images.tag }}", ".Values.images is not set; did you mean .Values.image?"),
    ("a: {{ .Values.service.x.port }}", ".Values.service.x is not set; .Values.service has port"),
    ("a: {{ $.Values.image.tags.x }}", ".Values.image.tags is not set; did you mean .Values.image.tag?"),
  ])
  func aNilPointerIsExplainedByTheKeysThatThereAre(template: String, hint: String) async throws {
    let errors = try await errors([template])
    #expect(errors.hasPrefix("Error: web/templates/0.yaml:1:"))
    #expect(errors.contains("hint: \(hint)"))
  }

  @Test func theErrorsOfAllTemplatesAreToldHelmsFirst() async throws {
    let templates = ["a: {{ .Values.x.y }}", "a: {{ fail \"no\" }}"]
    let all = try await errors(templates)
    #expect(all.hasPrefix("Error: execution error at (web/templates/1.yaml:1:6): no\n"))
    #expect(all.contains("also: web/templates/0.yaml:1:13\n"))
    let first = try await errors(templates, "--fail-fast")
    #expect(first.hasPrefix("Error: execution error at (web/templates/1.yaml:1:6): no\n"))
    #expect(!first.contains("also:"))
  }

  @Test func yamlThatCannotBeReadIsShownWithTheTemplateLineThatWroteIt() async throws {
    let errors = try await errors(["kind: x\nmetadata:\n  name: x\n   bad: {{ .Values.image.tag }}\nfoo: b\n"])
    #expect(errors.contains(">4 |    bad: v1\n"))
    #expect(errors.contains("--> web/templates/0.yaml:4\n"))
    #expect(errors.contains("4 |    bad: {{ .Values.image.tag }}"))
  }
}
