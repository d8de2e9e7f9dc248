import Charts
import Releases
import TestSupport
import Testing
import Values

struct ChartSourceTests {
  @Test(arguments: [(true, ["a/crds/own.yaml", "a/charts/b/crds/foo.yaml"]), (false, ["a/crds/own.yaml"])])
  func `Charts that are switched off bring no definitions`(isOn: Bool, expected: [String]) async throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": """
      apiVersion: v2
      name: a
      version: 1.0.0
      dependencies: [{name: b, version: '*', condition: b.enabled}]
      """,
      "crds/own.yaml": "kind: CustomResourceDefinition\n",
      "charts/b/Chart.yaml": "apiVersion: v2\nname: b\nversion: 1.0.0\n",
      "charts/b/crds/foo.yaml": "kind: CustomResourceDefinition\n",
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    let source = ChartSource(chart, client: try Workbench().context().client)
    let values = ValueMap([("b", .map(ValueMap([("enabled", .bool(isOn))])))])
    #expect(try await source.customResourceDefinitions(values: values).map(\.name) == expected)
  }
}
