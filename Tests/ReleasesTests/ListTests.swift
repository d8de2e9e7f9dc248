import Kubernetes
import Platform
import Releases
import Testing
import Values

struct ListTests {
  private let context: ActionContext

  init() async throws {
    let workbench = try Workbench()
    var context = workbench.context()
    let storage = MemoryStorage(namespace: "")
    context.storage = storage
    self.context = context
    // name, namespace, revision, status, deployed at
    for (name, namespace, revision, status, time) in [
      ("web", "default", 1, ReleaseStatus.superseded, 10), ("web", "default", 2, .deployed, 20),
      ("db", "default", 1, .failed, 30), ("web", "shop", 1, .pendingInstall, 5), ("old", "shop", 1, .uninstalled, 1),
    ] {
      try await storage.create(
        Release(
          name: name, namespace: namespace, revision: revision,
          info: Release.Info(lastDeployed: Timestamp(Moment(seconds: Int64(time))), status: status),
          chart: RecordedChart(metadata: ValueMap()), config: nil, manifest: "", labels: ["of": namespace]))
    }
  }

  private func list(_ change: (inout List.Options) throws -> Void) async throws -> [String] {
    var options = List.Options()
    try change(&options)
    return try await List(context, options: options).run().map { "\($0.namespace)/\($0.name).v\($0.revision)" }
  }

  @Test func `The newest revision of each release is listed by name`() async throws {
    #expect(try await list { _ in } == ["default/db.v1", "shop/old.v1", "default/web.v2", "shop/web.v1"])
    #expect(
      try await list { $0.isReversed = true } == ["default/web.v2", "shop/web.v1", "shop/old.v1", "default/db.v1"])
  }

  @Test func `The order may be that of time`() async throws {
    #expect(
      try await list { $0.sortsByDate = true } == ["shop/old.v1", "shop/web.v1", "default/web.v2", "default/db.v1"])
    #expect(
      try await list {
        $0.sortsByDate = true
        $0.isReversed = true
      } == ["default/db.v1", "default/web.v2", "shop/web.v1", "shop/old.v1"])
  }

  @Test func `Statuses, names and labels narrow the list after the newest were found`() async throws {
    #expect(try await list { $0.statuses = [.deployed, .failed] } == ["default/db.v1", "default/web.v2"])
    #expect(try await list { $0.statuses = [.superseded] } == ["default/web.v1"])
    #expect(try await list { $0.statuses = [.superseded, .failed] } == ["default/db.v1"])
    #expect(try await list { $0.isNameSelected = { $0.hasPrefix("w") } } == ["default/web.v2", "shop/web.v1"])
    #expect(try await list { $0.selector = try LabelSelector("of=shop") } == ["shop/old.v1", "shop/web.v1"])
  }

  @Test func `A part of the list is shown from an offset up to a limit`() async throws {
    #expect(
      try await list {
        $0.limit = 2
        $0.offset = 1
      } == ["shop/old.v1", "default/web.v2"])
    #expect(try await list { $0.offset = 9 } == [])
  }
}
