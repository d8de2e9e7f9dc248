import Kubernetes
import Releases
import Testing
import Values

struct RollbackTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func revisions(_ values: [String]) async throws {
    for (index, value) in values.enumerated() {
      let source = ScriptedSource(configMaps(["a": value, "only\(index + 1)": value]))
      let config = ValueMap([("value", .string(value))])
      if index == 0 {
        _ = try await Install(workbench.context()).run("web", source: source, values: config)
      } else {
        _ = try await Upgrade(workbench.context()).run("web", source: source, values: config)
      }
    }
  }

  @discardableResult
  private func rollBack(
    _ change: (inout Rollback.Options) -> Void = { _ in }
  ) async throws(ReleaseError) -> ReleaseResult {
    var options = Rollback.Options()
    change(&options)
    return try await Rollback(workbench.context(), options: options).run("web")
  }

  @Test func `A rollback is a new revision with the old objects, values and chart`() async throws {
    try await revisions(["1", "2", "3"])
    let result = try await rollBack { $0.revision = 1 }
    #expect(result.release.config?["value"]?.asString == "1")
    #expect(result.release.info.rollbackRevision == 1)
    #expect(try await workbench.configMap("a") == ["key": "1"])
    #expect(try await workbench.configMap("only1") == ["key": "1"])
    #expect(try await workbench.configMap("only3") == nil)
    #expect(
      try await workbench.history("web") == [
        "1 superseded Install complete", "2 superseded Upgrade complete", "3 superseded Upgrade complete",
        "4 deployed Rollback to 1",
      ])
  }

  @Test func `Without a revision it goes back by one`() async throws {
    try await revisions(["1", "2"])
    #expect(try await rollBack { $0.description = "oops" }.release.info.description == "oops")
    #expect(try await workbench.configMap("a") == ["key": "1"])
  }

  @Test(arguments: [(9, "release has no 9 version"), (-1, "invalid release revision")])
  func `A revision that is not there is an error`(_ revision: Int, _ message: String) async throws {
    try await revisions(["1"])
    let error = await failure { try await rollBack { $0.revision = revision } }
    #expect(error?.description == message)
    #expect(try await workbench.history("web").count == 1)
  }

  @Test func `What does not exist is not rolled back`() async {
    #expect(await failure { try await rollBack() }?.description == "release: not found")
  }

  @Test func `A long description is refused`() async {
    let error = await failure { try await rollBack { $0.description = String(repeating: "é", count: 257) } }
    #expect(error?.description == "description must be 256 characters or less, got 257")
  }

  @Test func `A dry run tells what would be done and does nothing`() async throws {
    try await revisions(["1", "2"])
    let result = try await rollBack { $0.dryRun = .server }
    #expect(
      result.plan?.steps.map { "\($0.change.rawValue) \($0.target.reference.name)" } == [
        "update a", "create only1", "delete only2",
      ])
    #expect(try await workbench.configMap("a") == ["key": "2"])
    #expect(try await workbench.history("web").count == 2)
  }
}
