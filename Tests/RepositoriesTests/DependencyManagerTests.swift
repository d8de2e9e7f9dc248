import Charts
import Platform
import Repositories
import TestSupport
import Testing
import Values
import YAML

@Suite struct DependencyManagerTests {
  /// A repository with charts of one file each, and a chart that depends on them.
  private struct World {
    let folder: TemporaryFolder
    let server: TableOfAnswers
    var settings: DependencyManager.Settings

    init(chart: String, versions: [(name: String, version: String)]) throws {
      folder = try TemporaryFolder()
      let root = folder.path
      server = try TableOfAnswers(repository: "http://r.example/charts", versions)
      try FileSystem.createFolder(root + "/umbrella")
      try FileSystem.write(Array(chart.utf8), to: root + "/umbrella/Chart.yaml")
      settings = DependencyManager.Settings(
        indexFolder: root + "/cache/repository", contentFolder: root + "/cache/content",
        clock: WallClock { Moment(seconds: 1_795_392_000) })
    }

    var manager: DependencyManager {
      DependencyManager(fetcher: server, registry: NoRegistry(), settings: settings) { _ in }
    }

    var umbrella: String { folder.path + "/umbrella" }
    var charts: [String] { get throws { try FileSystem.list(umbrella + "/charts").map(\.name) } }
    var lock: String {
      get throws { String(decoding: try FileSystem.read(umbrella + "/Chart.lock"), as: UTF8.self) }
    }
  }

  private static let chart = """
    apiVersion: v2
    name: umbrella
    version: 0.1.0
    dependencies:
      - name: redis
        version: 17.x.x
        repository: http://r.example/charts
      - name: postgresql
        version: ">=12.0.0 <13.0.0"
        repository: http://r.example/charts/
    """
  private static let versions = [
    (name: "redis", version: "17.9.0"), (name: "redis", version: "17.10.1"), (name: "redis", version: "18.0.0"),
    (name: "postgresql", version: "12.1.0"), (name: "postgresql", version: "13.0.0"),
  ]

  @Test func anUpdateTakesTheNewestVersionsInTheirRanges() async throws {
    let world = try World(chart: Self.chart, versions: Self.versions)
    try FileSystem.createFolder(world.umbrella + "/charts/unpacked")
    try FileSystem.write(Array("kept".utf8), to: world.umbrella + "/charts/.keep")
    try await world.manager.update(world.umbrella)
    #expect(try world.charts == [".keep", "postgresql-12.1.0.tgz", "redis-17.10.1.tgz", "unpacked"])
    #expect(
      try world.lock.hasPrefix(
        "dependencies:\n- name: redis\n  repository: http://r.example/charts\n  version: 17.10.1\n"))
    let left = try FileSystem.list(world.umbrella).map(\.name)
    #expect(left == ["Chart.lock", "Chart.yaml", "charts"])
  }

  @Test func aBuildBringsWhatTheLockSaysAndAnOldLockIsRefused() async throws {
    let world = try World(chart: Self.chart, versions: Self.versions)
    try await world.manager.update(world.umbrella)
    let lock = try world.lock
    try FileSystem.remove(world.umbrella + "/charts")
    try await world.manager.build(world.umbrella)
    #expect(try world.charts == ["postgresql-12.1.0.tgz", "redis-17.10.1.tgz"])
    #expect(try world.lock == lock)
    let changed = Self.chart.replacing("17.x.x", with: "18.x.x")
    try FileSystem.write(Array(changed.utf8), to: world.umbrella + "/Chart.yaml")
    let error = await #expect(throws: RepositoryError.self) { try await world.manager.build(world.umbrella) }
    #expect(error?.description.contains("Chart.lock) is out of sync") ?? false)
  }

  @Test func anIndexThatHasNotChangedIsNotSentAgain() async throws {
    let world = try World(chart: Self.chart, versions: Self.versions)
    try await world.manager.update(world.umbrella)
    try await world.manager.update(world.umbrella)
    let tags = world.server.requests.filter { $0.url.hasSuffix("index.yaml") }.map { request in
      request.headers.first { $0.name == "If-None-Match" }?.value
    }
    // Two ways to write one address are two repositories to Helm, and so to us.
    #expect(tags.count == 4)
    #expect(tags.compactMap(\.self) == ["\"1\"", "\"1\""])
    // The packages come from the cache the second time.
    #expect(world.server.requests.count { $0.url.hasSuffix(".tgz") } == 2)
  }

  @Test func aPackageOfAnotherDigestChangesNothing() async throws {
    let world = try World(chart: Self.chart, versions: Self.versions)
    world.server.set(
      "http://r.example/charts/redis-17.10.1.tgz", FetchResponse(status: 200, body: Array("not it".utf8)))
    let error = await #expect(throws: RepositoryError.self) { try await world.manager.update(world.umbrella) }
    #expect(error?.description.contains("is not the package that the index names") ?? false)
    #expect(try FileSystem.list(world.umbrella).map(\.name) == ["Chart.yaml"])
  }

  @Test func everyDemandThatCannotBeMetIsNamed() async throws {
    let chart = Self.chart.replacing("17.x.x", with: "3.x.x")
    let world = try World(chart: chart, versions: Self.versions)
    let error = await #expect(throws: RepositoryError.self) { try await world.manager.update(world.umbrella) }
    #expect(
      error?.description
        == "can't get a valid version for 1 subchart(s): \"redis\" (repository \"http://r.example/charts\", version "
        + "\"3.x.x\"). Make sure a matching chart version exists in the repo, or change the version constraint in "
        + "Chart.yaml")
  }

  @Test func theLocksDigestIsHelms() async throws {
    // Made by helm 4.3.1 of the same declarations.
    let chart = """
      apiVersion: v2
      name: umb
      version: 0.1.0
      dependencies:
        - name: postgresql
          version: ">=12.0.0 <13.0.0"
          repository: http://127.0.0.1:8765
          condition: postgresql.enabled
          tags: [db, "a<b"]
          alias: pg
          import-values:
            - data
            - child: x.y
              parent: z
        - name: redis
          version: 17.x.x
          repository: http://127.0.0.1:8765
      """
    let world = try World(
      chart: chart, versions: [(name: "postgresql", version: "12.12.10"), (name: "redis", version: "17.17.1")])
    for request in ["index.yaml", "postgresql-12.12.10.tgz", "redis-17.17.1.tgz"] {
      let answer = try await world.server.fetch(FetchRequest("http://r.example/charts/" + request))
      world.server.set("http://127.0.0.1:8765/" + request, answer)
    }
    try await world.manager.update(world.umbrella)
    #expect(
      try world.lock.contains(
        "digest: sha256:1493904b4c375ba4b70503fe7504e0496f1d097258097b2ea41050e8106d1319\n"))
  }

  @Test func credentialsStayWithTheirHost() async throws {
    var world = try World(chart: Self.chart, versions: Self.versions)
    let index = try await world.server.fetch(FetchRequest("http://r.example/charts/index.yaml"))
    let text = String(decoding: index.body, as: UTF8.self)
      .replacing("redis-17.10.1.tgz", with: "http://other.example/redis-17.10.1.tgz")
    world.server.set("http://r.example/charts/index.yaml", FetchResponse(status: 200, body: Array(text.utf8)))
    let redis = try await world.server.fetch(FetchRequest("http://r.example/charts/redis-17.10.1.tgz"))
    world.server.set("http://other.example/redis-17.10.1.tgz", redis)
    var entry = RepositoryEntry(name: "mine", url: "http://r.example/charts")
    entry.options.username = "me"
    entry.options.password = "secret"
    world.settings.repositories.update(entry)
    try await world.manager.update(world.umbrella)
    let users = Dictionary(
      world.server.requests.map { ($0.url, $0.options.username) }, uniquingKeysWith: { $1 })
    #expect(users["http://r.example/charts/postgresql-12.1.0.tgz"] == "me")
    #expect(users["http://other.example/redis-17.10.1.tgz"] == "")
  }
}
