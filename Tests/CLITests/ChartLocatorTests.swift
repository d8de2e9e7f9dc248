import CLI
import TestSupport
import Testing

@Suite struct ChartLocatorTests {
  private func find(_ folder: TemporaryFolder) throws -> ChartLocator.Found {
    let needs = ["platform": ["database", "cache"]]
    return try ChartLocator.find(in: folder.path) { chart in
      let name = String(chart.split(separator: "/").last ?? "")
      return (name, needs[name] ?? [])
    }
  }

  @Test func aChartYamlHereIsTheChart() throws {
    let folder = try TemporaryFolder(["Chart.yaml": "", "charts/other/Chart.yaml": ""])
    #expect(try find(folder).path == ".")
  }

  @Test func amongSeveralItIsTheOneThatNoOtherDependsOn() throws {
    let folder = try TemporaryFolder([
      "charts/cache/Chart.yaml": "", "charts/database/Chart.yaml": "", "charts/platform/Chart.yaml": "",
      "charts/README.md": "",
    ])
    #expect(try find(folder).path == "./charts/platform")
  }

  @Test func severalCandidatesAreListed() throws {
    let folder = try TemporaryFolder(["charts/a/Chart.yaml": "", "charts/b/Chart.yaml": ""])
    let error = #expect(throws: CommandError.self) { try find(folder) }
    #expect(error?.description.contains("./charts/a, ./charts/b") == true)
  }

  @Test func nothingHereSaysHowToNameAChart() throws {
    let error = #expect(throws: CommandError.self) { try find(try TemporaryFolder()) }
    #expect(error?.hint != nil)
  }
}
