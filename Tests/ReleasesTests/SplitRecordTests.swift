import Kubernetes
import Platform
import Releases
import Testing
import Values

/// Releases whose records do not fit one Secret.
struct SplitRecordTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static let secret = GroupVersionKind(group: "", version: "v1", kind: "Secret")

  /// A chart with a file that no compression makes smaller.
  private func source(_ bytes: Int, seed: UInt64, value: String) -> ScriptedSource {
    ScriptedSource(
      configMaps(["a": value]), files: [RecordedChart.File(name: "big.bin", data: incompressible(bytes, seed: seed))])
  }

  /// A chart whose objects alone are too large for one Secret.
  private func largeObjects(seed: UInt64) -> ScriptedSource {
    let texts = (0..<6).map { Base64.encode(incompressible(900, seed: seed &+ $0).storage) }
    return ScriptedSource(
      texts.enumerated().map { configMaps(["part\($0)": String(decoding: $1, as: UTF8.self)]) }.joined())
  }

  /// A context where so little fits one object that all of this is quick.
  private var small: ActionContext { workbench.context(recordLimit: 4 << 10) }

  // `Tests/Acceptance/records` has a release of 20 MiB as well, on the release binary.
  @Test func `A release of 6 MiB is installed, listed, upgraded, rolled back and uninstalled`() async throws {
    let context = workbench.context()
    let size = 6 << 20
    _ = try await Install(context).run("web", source: source(size, seed: 1, value: "1"), values: ValueMap())
    _ = try await Upgrade(context).run("web", source: source(size, seed: 2, value: "2"), values: ValueMap())
    #expect(try await workbench.configMap("a") == ["key": "2"])
    _ = try await Rollback(context).run("web")
    #expect(try await workbench.configMap("a") == ["key": "1"])
    #expect(
      try await workbench.history("web") == [
        "1 superseded Install complete", "2 superseded Upgrade complete", "3 deployed Rollback to 1",
      ])
    let listed = try await List(context).run()
    #expect(listed.map { "\($0.name).v\($0.revision) \($0.chart.name)" } == ["web.v3 demo"])
    let whole = try await context.storage.get(ReleaseKey(namespace: "default", name: "web", revision: 3), .whole)
    #expect(whole.chart.files.first?.data == incompressible(size, seed: 1))
    let secrets = try await workbench.names(of: "Secret")
    #expect(secrets.count { $0.hasPrefix("sh.helm.release.v1.web.v") } == 3)
    #expect(secrets.count { $0.hasPrefix("chart.release.v1.web.v") } >= 3 * 6)
    _ = try await Uninstall(context).run("web")
    #expect(try await workbench.names(of: "Secret") == [])
  }

  @Test func `Helm finds a record it can work with where only the chart was too large`() async throws {
    let context = small
    _ = try await Install(context).run(
      "web", source: source(9_000, seed: 1, value: "1"), values: ValueMap([("x", .bool(true))]))
    let object = try await context.client.get(
      ObjectReference(Self.secret, namespace: "default", name: "sh.helm.release.v1.web.v1"))
    #expect(object.text("type") == "helm.sh/release.v1")
    #expect(object.labels["owner"] == "helm")
    let record = try ReleaseCodec.decode(Base64.decode(object.value("data", "release")?.asString?.storage ?? []).get())
    #expect(record.manifest == Bytes(configMaps(["a": "1"])))
    #expect(record.config?["x"]?.isTrue == true)
    #expect(
      record.info.description
        == "Install complete (record split by chart: the chart's templates and files are in 3 more objects)")
    var parts = 0
    try await context.client.list(Self.secret, namespace: "default", labelSelector: "chart/release=web") { part in
      parts += 1
      #expect(part.labels["owner"] == nil)
      #expect(part.text("type") == "chart/release-part.v1")
    }
    #expect(parts == 3)
  }

  @Test func `Helm cannot mistake a release for empty whose objects are too many for one record`() async throws {
    let context = small
    _ = try await Install(context).run("web", source: largeObjects(seed: 1), values: ValueMap([("x", .bool(true))]))
    let object = try await context.client.get(
      ObjectReference(Self.secret, namespace: "default", name: "sh.helm.release.v1.web.v1"))
    let record = try ReleaseCodec.decode(Base64.decode(object.value("data", "release")?.asString?.storage ?? []).get())
    #expect(
      record.manifest.description.contains("kind: SplitRecord\nmetadata:\n  name: use-chart-for-release-web-revision-1")
    )
    #expect(
      record.info.description
        == "Install complete (record split by chart: only chart can show, change or remove this revision)")
    #expect(record.chart.name == "demo")
    let release = try await Get(context).release("web")
    #expect(release.config?["x"]?.isTrue == true)
    #expect(release.manifest.count > 4 << 10)
    _ = try await Upgrade(context).run("web", source: largeObjects(seed: 50), values: ValueMap())
    _ = try await Rollback(context).run("web")
    #expect(try await Get(context).release("web").manifest == release.manifest)
    _ = try await Uninstall(context).run("web")
    #expect(try await workbench.names(of: "Secret") == [])
    #expect(try await workbench.names(of: "ConfigMap") == [])
  }

  @Test func `A revision that Helm has made from a split one needs no parts`() async throws {
    let context = small
    _ = try await Install(context).run("web", source: source(9_000, seed: 1, value: "1"), values: ValueMap())
    // What Helm does on rollback: the record, its chart included, under the next number.
    let reference = ObjectReference(Self.secret, namespace: "default", name: "sh.helm.release.v1.web.v1")
    let first = try await context.client.get(reference)
    var record = try ReleaseCodec.decode(Base64.decode(first.value("data", "release")?.asString?.storage ?? []).get())
    record.revision = 2
    let copy = KubernetesObject(Self.secret, namespace: "default", name: "sh.helm.release.v1.web.v2")
    for (name, value) in first.labels { copy.setLabel(name, name == "version" ? "2" : value) }
    copy.root["type"] = .string("helm.sh/release.v1")
    copy.root["data"] = .map(["release": .string(Bytes(Base64.encode(ReleaseCodec.encode(record))))])
    try await context.client.create(copy)
    let key = ReleaseKey(namespace: "default", name: "web", revision: 2)
    #expect(try await context.storage.get(key, .whole).chart.files.count == 1)
    try await context.client.delete(reference)
    #expect(try await workbench.names(of: "Secret") == ["sh.helm.release.v1.web.v2"])
    #expect(try await context.storage.get(key, .whole).chart.files == [])
    _ = try await Upgrade(context).run("web", source: ScriptedSource(configMaps(["a": "2"])), values: ValueMap())
    #expect(try await workbench.configMap("a") == ["key": "2"])
  }

  @Test func `The parts of revisions that the history's limit removes go with them`() async throws {
    let context = small
    var options = Upgrade.Options()
    options.historyMaximum = 2
    _ = try await Install(context).run("web", source: source(9_000, seed: 1, value: "1"), values: ValueMap())
    for revision in 2...4 {
      _ = try await Upgrade(context, options: options).run(
        "web", source: source(9_000, seed: UInt64(revision), value: "\(revision)"), values: ValueMap())
    }
    let secrets = try await workbench.names(of: "Secret")
    #expect(secrets.count == 2 + 2 * 3)
    #expect(secrets.allSatisfy { $0.contains(".v3") || $0.contains(".v4") }, "\(secrets)")
  }

  @Test func `Whoever reads while a record is written finds all of it or nothing`() async throws {
    let writer = small
    let reader = try workbench.secondContext(recordLimit: 4 << 10)
    let key = ReleaseKey(namespace: "default", name: "web", revision: 1)
    let source = source(90_000, seed: 1, value: "1")
    let reading = Task {
      var seen: Set<String> = []
      while !Task.isCancelled {
        do throws(ReleaseError) {
          seen.insert("\(try await reader.storage.get(key, .whole).chart.files.first?.data.count ?? 0)")
        } catch {
          seen.insert("\(error.code)")
        }
      }
      return seen
    }
    for _ in 0..<20 {
      _ = try await Install(writer).run("web", source: source, values: ValueMap())
      _ = try await Uninstall(writer).run("web")
    }
    _ = try await Install(writer).run("web", source: source, values: ValueMap())
    _ = try await reader.storage.get(key, .whole)
    reading.cancel()
    #expect(await reading.value.subtracting(["notFound"]) == ["90000"])
  }
}
