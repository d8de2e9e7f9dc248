import Linting
import TestSupport
import Testing

/// What the analysis must find, and what it must leave alone because it cannot be sure.
@Suite struct ValueRulesTests {
  private func lines(values: String, template: String, partial: String = "") throws -> [String] {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\nicon: https://example.com/i.png\n",
      "values.yaml": values, "templates/x.txt": template, "templates/_h.tpl": partial,
    ])
    let result = Linter.examine(folder.path, named: "web", options: LintOptions())
    return result.messages.filter { [.unusedValue, .undefinedValue].contains($0.rule) }.map(\.line)
  }

  @Test func valuesThatNoTemplateReadsAreFoundWithTheirLine() throws {
    let found = try lines(values: "# first\na: 1\nb:\n  c: 1\n  d: 2\ne: {f: 1}\n", template: "{{ .Values.b.c }}")
    #expect(
      found == [
        "[WARNING] values.yaml:2:1: no template reads .Values.a (chart: unused-value)",
        "[WARNING] values.yaml:5:3: no template reads .Values.b.d (chart: unused-value)",
        "[WARNING] values.yaml:6:1: no template reads .Values.e (chart: unused-value)",
      ])
  }

  @Test(arguments: [
    "{{ toYaml .Values }}", "{{ toYaml .Values.a }}", "{{ with .Values.a }}{{ .b }}{{ end }}",
    "{{ $a := .Values.a }}{{ $a.b }}", "{{ range $k, $v := .Values.a }}{{ $v }}{{ end }}",
    "{{ index .Values \"a\" \"b\" }}", "{{ index .Values.a $.Release.Name }}", "{{ include \"h\" . }}",
    "{{ include \"h\" (dict \"top\" $) }}", "{{ if .Values.a.b }}x{{ end }}", "{{ (.Values.a).b }}",
    "{{ $s := .Values.a }}{{ range tuple 1 }}{{ $s = dict }}{{ end }}{{ $s }}", "{{ dig \"a\" \"b\" 1 .Values }}",
    "{{ tpl \"x\" . }}{{ .Values.a | default dict | toYaml }}", "{{ print . }}",
  ])
  func whatIsReadByAnyWayIsNotCalledUnread(template: String) throws {
    let partial = "{{ define \"h\" }}{{ with .top }}{{ .Values.a.b }}{{ else }}{{ .Values.a.b }}{{ end }}{{ end }}"
    #expect(try lines(values: "a:\n  b: 1\n", template: template, partial: partial) == [])
  }

  @Test func valuesThatTextsForTplReadAreRead() throws {
    #expect(try lines(values: "a: 1\nb: '{{ .Values.a }}'\n", template: "{{ tpl .Values.b . }}") == [])
  }

  @Test(arguments: [
    // The key of a map is such a text as well, and a text may include a template that no file includes.
    "a: 1\nb: {'{{ .Values.a }}': 1}\n", "a: 1\nb: '{{ include \"h\" . }}'\n",
  ])
  func whatTextsForTplReadByDetoursIsRead(values: String) throws {
    let template = "{{ range $k, $v := .Values.b }}{{ tpl $k $ }}{{ end }}"
    #expect(try lines(values: values, template: template, partial: "{{ define \"h\" }}{{ .Values.a }}{{ end }}") == [])
  }

  @Test func readsOfWhatNoFileDefinesAreFoundWithTheirPlace() throws {
    let found = try lines(values: "a:\n  b: 1\n", template: "{{ .Values.a.b }}\n{{ .Values.a.x }}")
    #expect(
      found == ["[WARNING] templates/x.txt:2:11: no values file defines .Values.a.x (chart: undefined-value)"])
  }

  @Test(arguments: [
    "{{ .Values.a.x | default 1 }}", "{{ if .Values.a.x }}{{ .Values.a.x }}{{ end }}", "{{ default 1 .Values.a.x }}",
    "{{ with .Values.a.x }}{{ .y }}{{ end }}", "{{ required \"x\" .Values.a.x }}", "{{ $x := .Values.a.x }}",
    "{{ .Values.empty.x }}", "{{ .Values.a.documented }}", "{{ if hasKey .Values.a \"x\" }}{{ end }}",
    "{{ (.Values.a.x).y }}", "{{ $_ := set .Values.a \"x\" 1 }}{{ .Values.a.x }}",
    "{{ $_ := merge .Values.a (dict \"x\" 1) }}{{ .Values.a.x }}",
  ])
  func whatDoesWithoutTheValueIsLeftAlone(template: String) throws {
    let values = "a:\n  b: 1\n  # documented: 2\nempty: {}\n"
    let found = try lines(values: values, template: "{{ .Values.a.b }}{{ toYaml .Values.empty }}" + template)
    #expect(found == [])
  }
}
