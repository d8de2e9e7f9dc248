import Kubernetes
import Releases
import Testing
import Values

struct UninstallTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func install(_ manifest: String, hooks: [Hook] = []) async throws(ReleaseError) {
    _ = try await Install(workbench.context()).run(
      "web", source: ScriptedSource(manifest, hooks: hooks), values: ValueMap())
  }

  @discardableResult
  private func uninstall(
    _ change: (inout Uninstall.Options) -> Void = { _ in }
  ) async throws(ReleaseError) -> Uninstall.Result {
    var options = Uninstall.Options()
    change(&options)
    return try await Uninstall(workbench.context(), options: options).run("web")
  }

  @Test func `Objects and records go`() async throws {
    try await install(configMaps(["a": "1"]))
    try await uninstall()
    #expect(try await workbench.configMap("a") == nil)
    let error = await failure { _ = try await workbench.history("web") }
    #expect(error?.description == "release: not found")
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `Kept history says when and how it ended`() async throws {
    try await install(configMaps(["a": "1"]))
    try await uninstall { $0.keepsHistory = true }
    #expect(try await workbench.history("web") == ["1 uninstalled Uninstallation complete"])
    #expect(try await Get(workbench.context()).release("web").info.deleted != nil)
    let again = await failure { try await uninstall { $0.keepsHistory = true } }
    #expect(again?.description == "the release named \"web\" is already deleted")
    try await uninstall()
    await failure { _ = try await workbench.history("web") }
  }

  @Test func `What does not exist is an error, or fine on request`() async throws {
    let error = await failure { try await uninstall() }
    #expect(error?.description == "uninstall: Release not loaded: web: release: not found")
    let result = try await uninstall { $0.ignoresNotFound = true }
    #expect(result.release == nil)
  }

  @Test func `Objects that ask to be kept, or belong to others, stay and are named`() async throws {
    try await install(
      configMaps(["kept": "1"], annotations: "{helm.sh/resource-policy: keep}") + configMaps(["lost": "1", "a": "1"]))
    let lost = ObjectReference(
      GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "lost")
    try await workbench.context().client.patch(
      .merge, .map(["metadata": .map(["annotations": .map(["meta.helm.sh/release-name": .string("other")])])]), lost)
    let result = try await uninstall()
    #expect(
      result.info == """
        These resources were kept due to the resource policy:
        [ConfigMap] kept

        1 resource(s) were not deleted because they are not owned by this release:
        [ConfigMap] lost

        """)
    #expect(try await workbench.configMap("kept") != nil)
    #expect(try await workbench.configMap("lost") != nil)
    #expect(try await workbench.configMap("a") == nil)
  }

  @Test func `A dry run deletes nothing`() async throws {
    try await install(configMaps(["a": "1"]))
    let result = try await uninstall { $0.isDryRun = true }
    #expect(result.plan?.steps.map(\.change) == [.delete])
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `What a failed upgrade has left goes as well`() async throws {
    try await install(configMaps(["a": "1"]))
    await failure {
      _ = try await Upgrade(workbench.context()).run(
        "web", source: ScriptedSource(configMaps(["stray": "1"]) + refusedManifest), values: ValueMap())
    }
    #expect(try await workbench.configMap("stray") != nil)
    try await uninstall()
    #expect(try await workbench.configMap("stray") == nil)
    #expect(try await workbench.configMap("a") == nil)
  }

  @Test func `A failed hook stops the uninstall, says why, and the next one works`() async throws {
    let broken = Hook(
      name: "broken", kind: "ConfigMap", path: "p", manifest: Bytes(refusedManifest), events: [.preDelete])
    try await install(configMaps(["a": "1"]), hooks: [broken])
    let error = await failure { try await uninstall() }
    #expect(error?.message.hasPrefix("warning: Hook pre-delete p failed: ") == true)
    #expect(try await workbench.configMap("a") != nil)
    #expect(
      try await workbench.history("web").first?.hasPrefix("1 failed Uninstallation failed: warning: Hook pre-delete")
        == true)
    try await uninstall { $0.runsHooks = false }
    #expect(try await workbench.configMap("a") == nil)
  }
}
