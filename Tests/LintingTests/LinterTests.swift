import Charts
import Linting
import Rendering
import TestSupport
import Testing

/// The expected lines are those of helm 4.3.1 lint on the same files.
@Suite struct LinterTests {
  private static let chartFile = "apiVersion: v2\nname: web\nversion: 0.1.0\nicon: https://example.com/i.png\n"

  private func lines(
    _ files: KeyValuePairs<String, String>, _ change: (inout LintOptions) -> Void = { _ in }
  ) throws -> [String] {
    let folder = try TemporaryFolder(files)
    var options = LintOptions()
    options.helmOnly = true
    change(&options)
    let result = Linter.examine(folder.path, named: "web", options: options)
    return result.messages.map { String($0.line.replacing(folder.path, with: "FOLDER")) }
  }

  @Test(arguments: [
    ("name: web\nversion: 0.1.0\n", ["apiVersion is required. The value must be either \"v1\" or \"v2\""]),
    (
      "apiVersion: v3\nversion: 0.1.0\n",
      [
        "name is required", "apiVersion 'v3' is not valid. The value must be either \"v1\" or \"v2\"",
      ]
    ),
    (
      "apiVersion: v2\nname: web\nversion: 1.10\n",
      [
        "version should be of type string but it's of type float64"
      ]
    ),
    ("apiVersion: v2\nname: web\nversion: 1.x\n", ["version '1.x' is not a valid SemVer"]),
    (
      "apiVersion: v1\nname: web\nversion: 0.1.0\ntype: application\ndependencies: [{name: q, version: 1.0.0}]\n",
      [
        "chart type is not valid in apiVersion 'v1'. It is valid in apiVersion 'v2'",
        "dependencies are not valid in the Chart file with apiVersion 'v1'. They are valid in apiVersion 'v2'",
      ]
    ),
    ("apiVersion: v2\nname: web\nversion: 0.1.0\nmaintainers: [{email: a@b.c}]\n", ["each maintainer requires a name"]),
    (
      "apiVersion: v2\nname: web\nversion: 0.1.0\nmaintainers: [{name: x, email: bad}]\n",
      [
        "invalid email 'bad' for maintainer 'x'"
      ]
    ),
    (
      "apiVersion: v2\nname: web\nversion: 0.1.0\nmaintainers: [{name: x, url: ht tp://x}]\n",
      [
        "invalid url 'ht tp://x' for maintainer 'x'"
      ]
    ),
    (
      "apiVersion: v2\nname: web\nversion: 0.1.0\nsources: [x]\nicon: nourl\n",
      [
        "invalid source URL 'x'", "invalid icon URL 'nourl'",
      ]
    ),
    (
      "apiVersion: v2\nname: [c]\n",
      [
        "unable to parse YAML\n\terror unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go struct "
          + "field .name of type string"
      ]
    ),
  ])
  func mistakesInChartYamlAreErrors(chartFile: String, expected: [String]) throws {
    let found = try lines(["Chart.yaml": chartFile]).filter { $0.hasPrefix("[ERROR] Chart.yaml: ") }
    #expect(found == expected.map { "[ERROR] Chart.yaml: \($0)" })
  }

  @Test func whatChartYamlShouldNotSayIsAWarning() throws {
    let found = try lines(["Chart.yaml": Self.chartFile + "foo: bar\n", "values.yaml": ""])
    #expect(
      found == [
        "[WARNING] Chart.yaml: failed to strictly parse chart metadata file\n\terror unmarshaling JSON: while decoding "
          + "JSON: json: unknown field \"foo\"",
        "[WARNING] templates/: directory does not exist",
      ])
  }

  @Test func templatesThatFailAreAnErrorOfTheirFolder() throws {
    let found = try lines([
      "Chart.yaml": Self.chartFile, "values.yaml": "", "templates/x.yaml": "a: {{ .Values.a.b.c }}\n",
    ])
    #expect(
      found == [
        "[ERROR] templates/: web/templates/x.yaml:1:13\n  executing \"web/templates/x.yaml\" at <.Values.a.b.c>:\n    "
          + "nil pointer evaluating interface {}.b"
      ])
  }

  @Test func nullForASubchartReachesItsSchemaWhichRenderingSpares() throws {
    let found = try lines([
      "Chart.yaml": Self.chartFile + "dependencies: [{name: sub, version: 1.0.0}]\n",
      "values.yaml": "sub: {pw: null}\n",
      "templates/x.yaml": "a: b\n", "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/values.yaml": "q: 1\n",
      "charts/sub/values.schema.json": #"{"properties":{"pw":{"type":"string"}}}"#,
    ])
    #expect(
      found == [
        "[ERROR] templates/: values don't meet the specifications of the schema(s) in the following chart(s):\nsub:\n"
          + "- at '/pw': got null, want string\n"
      ])
  }

  @Test func requiredAndFailDoNotStopALint() throws {
    let found = try lines([
      "Chart.yaml": Self.chartFile, "values.yaml": "",
      "templates/x.yaml": "{{ required \"x\" .Values.x }}{{ fail \"no\" }}\n",
    ])
    #expect(found == [])
  }

  @Test func renderedObjectsAreChecked() throws {
    let found = try lines([
      "Chart.yaml": Self.chartFile, "values.yaml": "",
      "templates/x.yaml": """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: x}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: "a/b%c"}
      ---
      apiVersion: batch/v1beta1
      kind: CronJob
      metadata: {name: x}
      """, "templates/y.yaml": "  - a\n", "templates/z.conf": "",
    ])
    let invalid = "metadata.name: Invalid value: \"a/b%c\": may not contain"
    #expect(
      found == [
        "[ERROR] templates/x.yaml: a Deployment must contain matchLabels or matchExpressions, and \"x\" does not",
        "[WARNING] templates/x.yaml: object name does not conform to Kubernetes naming requirements: \"a/b%c\": "
          + "[\(invalid) '/', \(invalid) '%']",
        "[WARNING] templates/x.yaml: batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; "
          + "use batch/v1 CronJob",
        "[WARNING] templates/y.yaml: document starts with an illegal indent: \"  - a\", which may cause parsing problems",
        "[ERROR] templates/y.yaml: unable to parse YAML: error unmarshaling JSON: while decoding JSON: json: cannot "
          + "unmarshal array into Go value of type rules.k8sYamlStruct",
      ])
  }

  @Test func deprecationsDependOnTheKubernetesVersion() throws {
    let files: KeyValuePairs = [
      "Chart.yaml": Self.chartFile, "values.yaml": "",
      "templates/x.yaml": "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: x}\n",
    ]
    let old = try KubeVersion(parsing: "1.20")
    #expect(try lines(files) { $0.kubeVersion = old } == [])
    #expect(try lines(files).count == 1)
  }

  @Test func valuesAreHeldAgainstTheSchema() throws {
    let files: KeyValuePairs = [
      "Chart.yaml": Self.chartFile, "values.yaml": "a: 1\n",
      "values.schema.json": "{\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"b\"]}",
      "templates/x.yaml": "",
    ]
    let problem = "- at '': missing property 'b'\n- at '/a': got number, want string\n"
    #expect(
      try lines(files) == [
        "[ERROR] values.yaml: \(problem)",
        "[ERROR] templates/: values don't meet the specifications of the schema(s) in the following chart(s):\nweb:\n"
          + problem,
      ])
    #expect(try lines(files) { $0.schemas = .skipped } == [])
  }

  @Test func dependenciesAndDefinitionsAreChecked() throws {
    let found = try lines([
      "Chart.yaml": Self.chartFile + "dependencies: [{name: q, version: 1.0.0}]\n", "values.yaml": "",
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 0.1.0\n", "templates/x.yaml": "",
      "crds/c.yaml": "apiVersion: v1\nkind: x\n",
    ])
    #expect(
      found == [
        "[ERROR] FOLDER: chart metadata is missing these dependencies: sub",
        "[WARNING] FOLDER: chart directory is missing these dependencies: q",
        "[ERROR] crds/c.yaml: apiVersion is not in 'apiextensions.k8s.io'",
        "[ERROR] crds/c.yaml: object kind is not 'CustomResourceDefinition'",
      ])
  }

  @Test func whatIsNoChartIsRefused() throws {
    let folder = try TemporaryFolder()
    let result = Linter.examine(folder.path("web"), named: "web", options: LintOptions())
    #expect(
      result.refusal
        == "unable to check Chart.yaml file in chart: stat web/Chart.yaml: no such file or directory")
    #expect(result.hasFailed(.errors))
  }
}
