import Charts
import Platform
import Repositories
import TestSupport
import Testing

/// `dependency update --recursive` and `build --recursive`.
@Suite struct DependencyTreeTests {
  private static let repository = "http://r.example/charts"

  /// A chart named like its folder.
  private static func chart(_ name: String, _ dependencies: String...) -> String {
    "apiVersion: v2\nname: \(name)\nversion: 1.0.0\n"
      + (dependencies.isEmpty ? "" : "dependencies:\n" + dependencies.map { "- {\($0)}\n" }.joined())
  }

  private static func redis(_ range: String, _ more: String = "") -> String {
    "name: redis, version: '\(range)', repository: '\(repository)'\(more)"
  }

  private struct World {
    let folder: TemporaryFolder
    let server: TableOfAnswers

    init(_ charts: KeyValuePairs<String, String>) throws {
      folder = try TemporaryFolder()
      for (name, chart) in charts { try folder.write(name + "/Chart.yaml", chart) }
      let versions = ["16.0.0", "16.1.0", "17.0.0", "17.1.0", "18.0.0"].map { (name: "redis", version: $0) }
      server = try TableOfAnswers(repository: DependencyTreeTests.repository, versions)
    }

    var manager: DependencyManager {
      DependencyManager(
        fetcher: server, registry: NoRegistry(),
        settings: DependencyManager.Settings(
          indexFolder: folder.path("cache/repository"), contentFolder: folder.path("cache/content"),
          clock: WallClock { Moment(seconds: 1_795_392_000) })
      ) { _ in }
    }

    func charts(_ folder: String) throws -> [String] {
      try FileSystem.list(self.folder.path(folder + "/charts")).map(\.name)
    }

    func has(_ file: String) -> Bool { FileSystem.kind(folder.path(file)) != nil }
  }

  @Test func foldersAreRenewedBeforeTheChartsThatNeedThem() async throws {
    let world = try World([
      "app": Self.chart("app", "name: back, version: 1.x, repository: 'file://../back'"),
      "app/charts/side": Self.chart("side", Self.redis("16.0.0")),
      "back": Self.chart("back", "name: deep, version: 1.x, repository: 'file://../deep'"),
      "deep": Self.chart("deep", Self.redis("^16")),
    ])
    try await world.manager.updateTree(world.folder.path("app"))
    #expect(try world.charts("app") == ["back-1.0.0.tgz", "side"])
    #expect(try world.charts("app/charts/side") == ["redis-16.0.0.tgz"])
    #expect(try world.charts("back") == ["deep-1.0.0.tgz"])
    // Both who demand it share the one version that is in both ranges, though a newer one is in one of them.
    #expect(try world.charts("deep") == ["redis-16.0.0.tgz"])
    for chart in ["app", "app/charts/side", "back", "deep"] { #expect(world.has(chart + "/Chart.lock")) }
    // What the root has packed holds what was brought for it, all the way down.
    var warnings: [ChartWarning] = []
    let back = try ChartLoader.load(path: world.folder.path("app/charts/back-1.0.0.tgz"), warnings: &warnings)
    #expect(back.dependencies.map(\.name) == ["deep"])
    #expect(back.dependencies.flatMap(\.dependencies).map(\.metadata.version) == ["16.0.0"])
  }

  @Test func withoutTheOptionOnlyTheChartItselfIsRenewed() async throws {
    let world = try World([
      "app": Self.chart("app", "name: back, version: 1.x, repository: 'file://../back'"),
      "back": Self.chart("back", Self.redis("^16")),
    ])
    try await world.manager.update(world.folder.path("app"))
    #expect(!world.has("back/charts") && !world.has("back/Chart.lock"))
  }

  @Test func aBuildBringsWhatEachLockOfTheTreeSays() async throws {
    let world = try World([
      "app": Self.chart("app", "name: back, version: 1.x, repository: 'file://../back'"),
      "back": Self.chart("back", Self.redis("^16")),
    ])
    try await world.manager.updateTree(world.folder.path("app"))
    let lock = try FileSystem.read(world.folder.path("back/Chart.lock"))
    try FileSystem.remove(world.folder.path("back/charts"))
    try FileSystem.remove(world.folder.path("app/charts"))
    try await world.manager.buildTree(world.folder.path("app"))
    #expect(try world.charts("back") == ["redis-16.1.0.tgz"])
    #expect(try world.charts("app") == ["back-1.0.0.tgz"])
    #expect(try FileSystem.read(world.folder.path("back/Chart.lock")) == lock)
  }

  @Test func aChartThatDependsOnItselfIsNamedWithTheWayThere() async throws {
    let world = try World([
      "app": Self.chart("app", "name: a, version: 1.x, repository: 'file://../a'"),
      "a": Self.chart("a", "name: b, version: 1.x, repository: 'file://../b'"),
      "b": Self.chart("b", "name: a, version: 1.x, repository: 'file://../a'"),
    ])
    let error = await #expect(throws: RepositoryError.self) {
      try await world.manager.updateTree(world.folder.path("app"))
    }
    #expect(error?.description == "the chart a depends on itself: a → b → a")
    for chart in ["app", "a", "b"] { #expect(!world.has(chart + "/charts") && !world.has(chart + "/Chart.lock")) }
  }

  @Test func aTreeThatNeverEndsIsRefused() async throws {
    let folder = try TemporaryFolder()
    for index in 0...120 {
      let next = "name: c\(index + 1), version: 1.x, repository: 'file://../c\(index + 1)'"
      try folder.write("c\(index)/Chart.yaml", index < 120 ? Self.chart("c\(index)", next) : Self.chart("c120"))
    }
    let world = try World([:])
    let error = await #expect(throws: RepositoryError.self) { try await world.manager.updateTree(folder.path("c0")) }
    #expect(error?.description == "the dependencies of c0 are more than 100 charts deep")
  }

  @Test func demandsThatClashAreNamedAndNothingChanges() async throws {
    let world = try World([
      "app": Self.chart("app", Self.redis(">=16"), "name: back, version: 1.x, repository: 'file://../back'"),
      "app/charts/side": Self.chart("side", Self.redis("^17")),
      "back": Self.chart("back", Self.redis("~16.0")),
    ])
    let error = await #expect(throws: RepositoryError.self) {
      try await world.manager.updateTree(world.folder.path("app"))
    }
    #expect(
      error?.description
        == "no version of \"redis\" (repository \"http://r.example/charts\") fits \"~16.0\" of back and \"^17\" of side"
    )
    for file in ["back/charts", "back/Chart.lock", "app/Chart.lock", "app/charts/side/charts"] {
      #expect(!world.has(file))
    }
  }

  @Test func aDemandThatNothingMeetsIsItsOwnFault() async throws {
    let world = try World([
      "app": Self.chart("app", Self.redis("^17"), "name: back, version: 1.x, repository: 'file://../back'"),
      "back": Self.chart("back", Self.redis("^99")),
    ])
    let error = await #expect(throws: RepositoryError.self) {
      try await world.manager.updateTree(world.folder.path("app"))
    }
    #expect(
      error?.description.hasPrefix(
        "can't get a valid version for 1 subchart(s): \"redis\" (repository "
          + "\"http://r.example/charts\", version \"^99\")") ?? false)
  }

  @Test func anAliasStandsForItself() async throws {
    let world = try World(["app": Self.chart("app", Self.redis("^16"), Self.redis("^17", ", alias: cache"))])
    try await world.manager.updateTree(world.folder.path("app"))
    #expect(try world.charts("app") == ["redis-16.1.0.tgz", "redis-17.1.0.tgz"])
  }
}
