import Kubernetes
import Releases
import Testing
import Values

struct PlanDiffTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func diff(_ old: String, _ new: String) async throws -> String {
    _ = try await Install(workbench.context()).run("web", source: ScriptedSource(old), values: ValueMap())
    var options = Upgrade.Options()
    options.dryRun = .server
    let result = try await Upgrade(workbench.context(), options: options).run(
      "web", source: ScriptedSource(new), values: ValueMap())
    return try #require(result.plan).diff(context: 1)
  }

  @Test func `Changed, new and dropped objects are shown line by line, unchanged ones not at all`() async throws {
    #expect(
      try await diff(
        configMaps(["same": "1", "changed": "1", "dropped": "1"]),
        configMaps(["same": "1", "changed": "2", "new": "1"]))
          == """
          ~ ConfigMap/default/changed (v1): update
              data:
            -   key: "1"
            +   key: "2"
              kind: ConfigMap
          + ConfigMap/default/new (v1): create
            + apiVersion: v1
            + data:
            +   key: "1"
            + kind: ConfigMap
            + metadata:
            +   name: new
            +   namespace: default
          - ConfigMap/default/dropped (v1): delete
            - apiVersion: v1
            - data:
            -   key: "1"
            - kind: ConfigMap
            - metadata:
            -   name: dropped
            -   namespace: default

          """)
  }

  @Test func `A Secret's values are not shown`() async throws {
    func secret(_ value: String) -> String {
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: \(value), user: me}\n"
    }
    let text = try await diff(secret("hunter2"), secret("correcthorse"))
    #expect(!text.contains("hunter2") && !text.contains("correcthorse"))
    #expect(text.contains("(hidden, changed)"))
  }

  @Test func `A plan as data names each object and what happens to it`() async throws {
    var options = Install.Options()
    options.dryRun = .server
    let result = try await Install(workbench.context(), options: options).run(
      "web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
    let value = try #require(result.plan?.value)
    #expect(
      String(decoding: try JSON.encode(value), as: UTF8.self)
        == #"[{"apiVersion":"v1","change":"create","kind":"ConfigMap","name":"a","namespace":"default"}]"#)
  }
}
