import Kubernetes
import Releases
import Testing
import Values

struct UpgradeTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func install(_ source: ScriptedSource, values: ValueMap = ValueMap()) async throws(ReleaseError) {
    _ = try await Install(workbench.context()).run("web", source: source, values: values)
  }

  @discardableResult
  func upgrade(
    _ source: ScriptedSource, values: ValueMap = ValueMap(), _ change: (inout Upgrade.Options) -> Void = { _ in }
  ) async throws(ReleaseError) -> ReleaseResult {
    var options = Upgrade.Options()
    change(&options)
    return try await Upgrade(workbench.context(), options: options).run("web", source: source, values: values)
  }

  @Test func `An upgrade creates, changes and deletes, and supersedes the revision before`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1", "b": "1"])))
    let result = try await upgrade(ScriptedSource(configMaps(["b": "2", "c": "2"])))
    #expect(
      result.plan?.steps.map { "\($0.change.rawValue) \($0.target.reference.name)" } == [
        "update b", "create c", "delete a",
      ])
    #expect(try await workbench.configMap("a") == nil)
    #expect(try await workbench.configMap("b") == ["key": "2"])
    #expect(try await workbench.configMap("c") == ["key": "2"])
    #expect(try await workbench.history("web") == ["1 superseded Install complete", "2 deployed Upgrade complete"])
  }

  @Test func `Who changes what cannot be changed is told how to make it anew, and that helps`() async throws {
    func deployment(_ app: String) -> ScriptedSource {
      ScriptedSource(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d}
        spec:
          selector: {matchLabels: {app: \(app)}}
          template: {metadata: {labels: {app: \(app)}}, spec: {containers: [{name: c, image: "i:1"}]}}
        """)
    }
    try await install(deployment("a"))
    let error = await failure { try await upgrade(deployment("b")) }
    #expect(
      error?.hint
        == "spec.selector cannot be changed once the object is there: after `kubectl delete deployment d -n default` "
        + "the same upgrade makes it anew")
    try await workbench.context().client.delete(
      ObjectReference(
        GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), namespace: "default", name: "d"))
    #expect(try await upgrade(deployment("b")).release.info.status == .deployed)
  }

  @Test func `What does not exist is not upgraded, but installed on request`() async throws {
    let error = await failure { try await upgrade(ScriptedSource(configMaps(["a": "1"]))) }
    #expect(error?.description == "UPGRADE FAILED: \"web\" has no deployed releases")
    let result = try await upgrade(ScriptedSource(configMaps(["a": "1"]))) { $0.installs = true }
    #expect(result.isNewRelease)
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `An object with the keep policy stays when the chart drops it`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"], annotations: "{helm.sh/resource-policy: keep}")))
    let result = try await upgrade(ScriptedSource(configMaps(["b": "1"])))
    #expect(result.plan?.steps.map(\.change) == [.create, .keep])
    #expect(try await workbench.configMap("a") == ["key": "1"])
  }

  @Test func `A failed upgrade is recorded, the revision before stays deployed, and a rollback repairs`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    let error = await failure {
      try await upgrade(ScriptedSource(configMaps(["a": "2", "new": "2"]) + refusedManifest))
    }
    let message = try #require(error?.message)
    #expect(
      try await workbench.history("web") == [
        "1 deployed Install complete", "2 failed Upgrade \"web\" failed: \(message)",
      ])
    _ = try await Rollback(workbench.context()).run("web")
    #expect(
      try await workbench.history("web") == [
        "1 superseded Install complete", "2 failed Upgrade \"web\" failed: \(message)", "3 deployed Rollback to 1",
      ])
    #expect(try await workbench.configMap("a") == ["key": "1"])
    #expect(try await workbench.configMap("new") == nil)
  }

  @Test func `A failed upgrade with rollback-on-failure ends as it began`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    let error = await failure {
      try await upgrade(ScriptedSource(configMaps(["a": "2", "new": "2"]) + refusedManifest)) {
        $0.rollsBackOnFailure = true
      }
    }
    #expect(
      error?.description.hasPrefix(
        "UPGRADE FAILED: release web failed, and has been rolled back due to rollback-on-failure being set: ") == true)
    #expect(
      try await workbench.history("web").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "1 superseded", "2 failed", "3 deployed",
      ])
    #expect(try await workbench.configMap("a") == ["key": "1"])
    #expect(try await workbench.configMap("new") == nil)
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `cleanup-on-fail deletes what the failed upgrade created`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    await failure {
      try await upgrade(ScriptedSource(configMaps(["a": "2", "new": "2"]) + refusedManifest)) {
        $0.cleansUpOnFailure = true
      }
    }
    #expect(try await workbench.configMap("new") == nil)
    #expect(try await workbench.configMap("a") == ["key": "2"])
  }

  @Test func `What a failed upgrade has left is deleted by the next one`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    await failure {
      try await upgrade(ScriptedSource(configMaps(["a": "2", "stray": "2"]) + refusedManifest))
    }
    #expect(try await workbench.configMap("stray") != nil)
    try await upgrade(ScriptedSource(configMaps(["a": "3"])))
    #expect(try await workbench.configMap("stray") == nil)
  }

  @Test func `A release that has only failed is gone on from`() async throws {
    await failure {
      try await install(ScriptedSource(configMaps(["a": "1", "stray": "1"]) + refusedManifest))
    }
    try await upgrade(ScriptedSource(configMaps(["a": "2"]))) { $0.installs = true }
    let history = try await workbench.history("web")
    #expect(history.last == "2 deployed Upgrade complete")
    #expect(history.first?.hasPrefix("1 superseded ") == true)
    #expect(try await workbench.configMap("a") == ["key": "2"])
    #expect(try await workbench.configMap("stray") == nil)
  }

  @Test func `History is kept up to the maximum, and the deployed revision with it`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    for value in 2...5 {
      try await upgrade(ScriptedSource(configMaps(["a": "\(value)"]))) { $0.historyMaximum = 3 }
    }
    #expect(try await workbench.history("web").map { $0.prefix(1) } == ["3", "4", "5"])
    for _ in 0..<4 {
      await failure {
        try await upgrade(ScriptedSource(refusedManifest)) { $0.historyMaximum = 3 }
      }
    }
    #expect(
      try await workbench.history("web").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "5 deployed", "8 failed", "9 failed",
      ])
  }

  @Test(arguments: [
    (Upgrade.ValuesPolicy.reuseWithoutNew, "{}", #"{"a":1,"t":{"x":1,"y":1}}"#, ""),
    (.reuseWithoutNew, #"{"b":2}"#, #"{"b":2}"#, ""),
    (.reset, "{}", "{}", ""),
    (.resetThenReuse, #"{"t":{"y":2}}"#, #"{"a":1,"t":{"x":1,"y":2}}"#, ""),
    (.reuse, #"{"t":{"x":null}}"#, #"{"a":1,"t":{"y":1}}"#, #"{"a":1,"old":true,"t":{"x":1,"y":1}}"#),
  ])
  func `Values are reused as the policy says`(
    _ policy: Upgrade.ValuesPolicy, _ new: String, _ expected: String, _ chartValues: String
  ) async throws {
    func map(_ json: String) throws -> ValueMap { try JSON.decode(Array(json.utf8)).asMap ?? ValueMap() }
    func text(_ map: ValueMap) throws -> String { String(decoding: try JSON.encode(.map(map)), as: UTF8.self) }
    var first = ScriptedSource("")
    first.defaults = try map(#"{"old":true,"a":0}"#)
    try await install(first, values: try map(#"{"a":1,"t":{"x":1,"y":1}}"#))
    var seen = ""
    let second = ScriptedSource(rendering: { request in
      seen = try request.chartValues.map(text) ?? ""
      return ""
    })
    let result = try await upgrade(second, values: try map(new)) { $0.valuesPolicy = policy }
    #expect(try text(try #require(result.release.config)) == expected)
    #expect(seen == chartValues)
  }

  @Test func `A dry run tells what would be done and does nothing`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])))
    let result = try await upgrade(ScriptedSource(configMaps(["b": "1"]))) { $0.dryRun = .server }
    #expect(result.plan?.steps.map(\.change) == [.create, .delete])
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
    #expect(try await workbench.configMap("b") == nil)
  }

  @Test func `A client-side upgrade merges three ways`() async throws {
    var options = Install.Options()
    options.apply.method = .clientSide
    _ = try await Install(workbench.context(), options: options).run(
      "web", source: ScriptedSource("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1', y: '1'}\n"),
      values: ValueMap())
    let reference = ObjectReference(
      GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "a")
    try await workbench.context().client.patch(.merge, .map(["data": .map(["own": .string("1")])]), reference)
    let result = try await upgrade(
      ScriptedSource("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '2'}\n"))
    #expect(result.release.applyMethod == .clientSide)
    #expect(try await workbench.configMap("a") == ["x": "2", "own": "1"])
  }
}

extension UpgradeTests {
  @Test func `The install that an upgrade makes of itself fails without Helm's prefix for upgrades`() async throws {
    let error = await failure {
      try await upgrade(ScriptedSource(configMaps(["a": "1"]) + refusedManifest)) { $0.installs = true }
    }
    #expect(error?.description.hasPrefix("server-side apply failed for object default/Not_A_Name") == true)
  }

  @Test func `A cluster that cannot be reached is said to be so, in Helm's words`() async throws {
    let context = workbench.context(through: FaultyTransport(workbench.cluster, .refused, from: 0))
    let error = await failure {
      _ = try await Upgrade(context).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(error?.description == "UPGRADE FAILED: kubernetes cluster unreachable: connection refused")
    let install = await failure {
      _ = try await Install(context).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(
      install?.description == "INSTALLATION FAILED: cluster reachability check failed: kubernetes cluster unreachable: "
        + "connection refused")
    let list = await failure { _ = try await List(context).run() }
    #expect(list?.description == "kubernetes cluster unreachable: connection refused")
  }
}
