import Kubernetes
import Platform
import Releases
import Testing
import Values

/// What every storage driver must do.
struct StorageConformanceTests {
  enum Driver: CaseIterable {
    case memory, secrets, configMaps
  }

  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func storage(_ driver: Driver) -> any ReleaseStorage {
    let clock = WallClock { Moment(seconds: 1000) }
    switch driver {
    case .memory: return MemoryStorage(namespace: "default", clock: clock)
    case .secrets:
      return ClusterStorage(
        .secret, client: workbench.context().client, namespace: "default", clock: clock, limit: 20_000)
    case .configMaps:
      return ClusterStorage(
        .configMap, client: workbench.context().client, namespace: "default", clock: clock, limit: 20_000)
    }
  }

  private func release(
    _ name: String, _ revision: Int, _ status: ReleaseStatus = .deployed, labels: [String: String] = [:]
  ) -> Release {
    Release(
      name: name, namespace: "default", revision: revision,
      info: Release.Info(description: "about \(name)", status: status),
      chart: RecordedChart(metadata: ValueMap([("name", .string("demo"))])),
      config: ValueMap([("a", .map(["b": .float(1)]))]), manifest: "kind: X\n\u{1F600}", labels: labels)
  }

  @Test(arguments: Driver.allCases)
  func `What was created is read again`(_ driver: Driver) async throws {
    let storage = storage(driver)
    try await storage.create(release("web", 1, labels: ["team": "a"]))
    let read = try await storage.get(ReleaseKey(namespace: "default", name: "web", revision: 1))
    #expect(read.manifest == "kind: X\n\u{1F600}")
    #expect(read.labels == ["team": "a"])
    #expect(read.info.description == "about web")
    #expect(read.config?["a"]?.at("b") != nil)
  }

  @Test(arguments: Driver.allCases)
  func `A revision is created once`(_ driver: Driver) async throws {
    let storage = storage(driver)
    try await storage.create(release("web", 1))
    let error = await failure { try await storage.create(release("web", 1, .failed)) }
    #expect(error?.description == "release: already exists")
    #expect(try await storage.list(ReleaseQuery()).map(\.status) == [.deployed])
  }

  @Test(arguments: Driver.allCases)
  func `A revision that is not there is not found, updated or deleted`(_ driver: Driver) async throws {
    let storage = storage(driver)
    let key = ReleaseKey(namespace: "default", name: "web", revision: 7)
    let read = await failure { _ = try await storage.get(key) }
    #expect(read?.description == "release: not found")
    await failure { try await storage.update(release("web", 7)) }
    let deleted = await failure { try await storage.delete(key) }
    #expect(deleted?.code == .notFound)
  }

  @Test(arguments: Driver.allCases)
  func `An update changes the body and the labels`(_ driver: Driver) async throws {
    let storage = storage(driver)
    var release = release("web", 1, .pendingInstall)
    try await storage.create(release)
    #expect(try await storage.list(ReleaseQuery(name: "web")).first?.recordLabels["createdAt"] == "1000")
    release.info.status = .deployed
    try await storage.update(release)
    let summary = try #require(try await storage.list(ReleaseQuery(name: "web")).first)
    #expect(summary.status == .deployed)
    #expect(
      summary.recordLabels
        == ["modifiedAt": "1000", "name": "web", "owner": "helm", "status": "deployed", "version": "1"])
    #expect(try await storage.get(release.key).info.status == .deployed)
  }

  @Test(arguments: Driver.allCases)
  func `A list is narrowed by name, status and labels, newest first`(_ driver: Driver) async throws {
    let storage = storage(driver)
    try await storage.create(release("web", 9, .superseded))
    try await storage.create(release("web", 10, labels: ["team": "a"]))
    try await storage.create(release("db", 1, .failed, labels: ["team": "b"]))
    func names(_ query: ReleaseQuery) async throws -> [String] {
      try await storage.list(query).map { "\($0.key.name).v\($0.key.revision)" }
    }
    #expect(try await names(ReleaseQuery()) == ["db.v1", "web.v10", "web.v9"])
    #expect(try await names(ReleaseQuery(name: "web")) == ["web.v10", "web.v9"])
    #expect(try await names(ReleaseQuery(statuses: [.failed, .superseded])) == ["db.v1", "web.v9"])
    #expect(try await names(ReleaseQuery(name: "web", statuses: [.deployed])) == ["web.v10"])
    #expect(try await names(ReleaseQuery(selector: LabelSelector("team in (a,c)"))) == ["web.v10"])
    try await storage.delete(ReleaseKey(namespace: "default", name: "web", revision: 10))
    #expect(try await names(ReleaseQuery()) == ["db.v1", "web.v9"])
  }

  @Test(arguments: Driver.allCases)
  func `Several are read at once, in the order asked for`(_ driver: Driver) async throws {
    let storage = storage(driver)
    for revision in 1...3 { try await storage.create(release("web", revision)) }
    let keys = [3, 9, 1].map { ReleaseKey(namespace: "default", name: "web", revision: $0) }
    let results = await storage.outlines(keys)
    #expect(results.map { try? $0.get().revision } == [3, nil, 1])
    let outline = try #require(try results.first?.get())
    #expect(outline.info.description == "about web")
    #expect(outline.chart.name == "demo")
    #expect(outline.manifest.isEmpty)
  }

  @Test(arguments: Driver.allCases)
  func `Many outlines are those of the revisions asked for`(_ driver: Driver) async throws {
    let storage = storage(driver)
    for revision in 1...40 {
      try await storage.create(release("web", revision, revision == 40 ? .deployed : .superseded))
      try await storage.create(release("app\(revision)", 1, revision == 7 ? .superseded : .deployed))
    }
    var keys = (1...40).map { ReleaseKey(namespace: "default", name: "app\($0)", revision: 1) }
    keys.append(ReleaseKey(namespace: "default", name: "web", revision: 40))
    keys.append(ReleaseKey(namespace: "default", name: "web", revision: 3))
    keys.append(ReleaseKey(namespace: "default", name: "web", revision: 41))
    let results = await storage.outlines(keys)
    let found = results.map { try? $0.get() }.map { $0.map { "\($0.name).v\($0.revision)" } }
    #expect(found == (1...40).map { "app\($0).v1" } + ["web.v40", "web.v3", nil])
    let newest = try await storage.list(ReleaseQuery(newestOnly: true))
    #expect(newest.count == 41)
    #expect(newest.first { $0.key.name == "web" }?.key.revision == 40)
    let superseded = try await storage.list(ReleaseQuery(statuses: [.superseded], newestOnly: true))
    #expect(superseded.map(\.key.name) == ["app7"])
  }

  @Test(arguments: Driver.allCases)
  func `A record that is too large for one object is kept like any other`(_ driver: Driver) async throws {
    let storage = storage(driver)
    var release = release("web", 1, .pendingInstall, labels: ["team": "a"])
    release.chart.templates = [RecordedChart.File(name: "templates/a.yaml", data: "a: 1")]
    release.chart.files = [RecordedChart.File(name: "big.bin", data: incompressible(50_000, seed: 1))]
    var stored = try await storage.create(release)
    stored.info.status = .deployed
    stored.info.description = "Install complete"
    try await storage.update(stored)
    let working = try await storage.get(stored.key)
    #expect(working.info.description == "Install complete")
    #expect(working.manifest == release.manifest)
    #expect(working.config?["a"]?.at("b") != nil)
    let whole = try await storage.get(stored.key, .whole)
    #expect(whole.chart.files == release.chart.files)
    #expect(whole.chart.templates == release.chart.templates)
    #expect(whole.labels == ["team": "a"])
    let outline = try #require(try await storage.outlines([stored.key]).first?.get())
    #expect(outline.info.description == "Install complete")
    #expect(outline.chart.name == "demo")
    let again = await failure { try await storage.create(release) }
    #expect(again?.code == .alreadyExists)
    try await storage.delete(stored.key)
    let gone = await failure { _ = try await storage.get(stored.key, .whole) }
    #expect(gone?.code == .notFound)
    #expect(try await workbench.names(of: "Secret") == [])
    #expect(try await workbench.names(of: "ConfigMap") == [])
  }

  @Test(arguments: ["0", "2147483647", "9223372036854775807", "9223372036854775808", "x"])
  func `A revision that no release comes to is none`(_ version: String) async throws {
    _ = try await Install(workbench.context()).run(
      "web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
    let secret = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Secret")), ("type", .string("helm.sh/release.v1")),
      (
        "metadata",
        .map(
          ValueMap([
            ("name", .string("planted")), ("namespace", .string("default")),
            (
              "labels",
              .map(
                ValueMap([
                  ("owner", .string("helm")), ("name", .string("web")), ("status", .string("deployed")),
                  ("version", .string(version)),
                ]))
            ),
          ]))
      ),
    ])
    try await workbench.context().client.create(KubernetesObject(secret))
    #expect(try await storage(.secrets).list(ReleaseQuery(name: "web")).map(\.key.revision) == [1])
    let result = try await Upgrade(workbench.context()).run(
      "web", source: ScriptedSource(configMaps(["a": "2"])), values: ValueMap())
    #expect(result.release.revision == 2)
  }

  @Test func `A Secret with a record has Helm's name, type and labels`() async throws {
    try await storage(.secrets).create(release("web", 3))
    let secret = try await workbench.context().client.get(
      ObjectReference(
        GroupVersionKind(group: "", version: "v1", kind: "Secret"), namespace: "default",
        name: "sh.helm.release.v1.web.v3"))
    #expect(secret.text("type") == "helm.sh/release.v1")
    #expect(
      secret.labels
        == ["createdAt": "1000", "name": "web", "owner": "helm", "status": "deployed", "version": "3"])
  }
}
