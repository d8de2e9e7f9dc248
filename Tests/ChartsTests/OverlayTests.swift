import Charts
import TestSupport
import Testing
import Values

@Suite struct OverlayTests {
  private func merged(_ configure: (inout ValuesOptions) -> Void) throws -> String {
    let folder = try TemporaryFolder([
      "Chart.yaml": "{apiVersion: v2, name: a, version: 1.0.0, annotations: {chart/overlay-by: settings.environment}}",
      "values.yaml": "settings: {environment: ''}\nx: 1\n", "values-prod.yaml": "x: 2\nlist: [1, 2]\nk: 2\n",
      "values-recovery.yaml": "x: null\n",
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    var options = ValuesOptions()
    configure(&options)
    let values: ValueMap
    do throws(ChartError) {
      values = try options.merge(for: chart) { name throws(ValuesError) in
        if name != "-" { throw ValuesError("open \(name): no such file or directory") }
        return Array("k: 3\n".utf8)
      }
    } catch {
      return error.description
    }
    return String(decoding: try JSON.encode(.map(values)), as: UTF8.self)
  }

  @Test func `no value selects no overlay`() throws {
    #expect(try merged { $0.set = ["x=5"] } == #"{"x":5}"#)
    #expect(try merged { $0.set = ["settings.environment="] } == #"{"settings":{"environment":""}}"#)
    #expect(try merged { $0.set = ["settings.environment=null"] } == #"{"settings":{"environment":null}}"#)
  }

  @Test func `an overlay lies under files and flags, as Helm's first -f`() throws {
    let result = try merged {
      $0.files = ["-"]
      $0.set = ["settings.environment=prod,list[1]=9"]
    }
    #expect(result == #"{"k":3,"list":[1,9],"settings":{"environment":"prod"},"x":2}"#)
    #expect(
      try merged { $0.set = ["settings.environment=recovery"] }
        == #"{"settings":{"environment":"recovery"},"x":null}"#)
  }

  @Test func `an unknown overlay is refused with those there are`() throws {
    #expect(
      try merged { $0.set = ["settings.environment=test"] }
        == #"chart a has no overlay "test" for settings.environment: there are prod, recovery"#)
    #expect(
      try merged { $0.set = ["settings.environment.x=1"] }
        == "settings.environment selects the overlay of chart a and must be text, not a table or list")
  }
}
