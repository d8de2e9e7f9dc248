import Kubernetes
import Releases
import Testing
import Values

struct InstallTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private func install(
    _ name: String, _ source: ScriptedSource, _ change: (inout Install.Options) -> Void = { _ in }
  ) async throws(ReleaseError) -> ReleaseResult {
    var options = Install.Options()
    change(&options)
    return try await Install(workbench.context(), options: options).run(name, source: source, values: ValueMap())
  }

  @Test func `An install creates the objects with Helm's marks and records them`() async throws {
    let result = try await install("web", ScriptedSource(configMaps(["a": "1", "b": "2"])))
    #expect(result.release.revision == 1)
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
    let object = try await workbench.context().client.get(
      ObjectReference(GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "a"))
    #expect(object.labels == ["app.kubernetes.io/managed-by": "Helm"])
    #expect(
      object.annotations == ["meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "default"])
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `The manifest in the record is what was rendered, without the marks`() async throws {
    let manifest = configMaps(["a": "1"])
    _ = try await install("web", ScriptedSource(manifest))
    #expect(try await Get(workbench.context()).release("web").manifest == Bytes(manifest))
  }

  @Test func `A name in use is refused`() async throws {
    _ = try await install("web", ScriptedSource(configMaps(["a": "1"])))
    let error = await failure {
      _ = try await install("web", ScriptedSource(configMaps(["b": "1"])))
    }
    #expect(
      error?.description
        == "INSTALLATION FAILED: release name check failed: cannot reuse a name that is still in use")
    #expect(try await workbench.configMap("b") == nil)
    #expect(try await workbench.history("web").count == 1)
  }

  @Test(arguments: [
    ("", "release name check failed: release name \"\": no name provided"),
    (
      "Web",
      #"release name check failed: release name "Web": invalid release name, must match regex "#
        + #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53"#
    ),
  ])
  func `A name that cannot be is refused in Helm's words`(_ name: String, _ message: String) async {
    let error = await failure { _ = try await install(name, ScriptedSource("")) }
    #expect(error?.message == message)
  }

  @Test(arguments: ["a", "a.b", "0", "a-b.c-d", String(repeating: "a", count: 53)])
  func `Names that Helm takes are taken`(_ name: String) throws { try ReleaseName.check(name) }

  @Test(arguments: ["a.", ".a", "-a", "a-", "a..b", "a_b", "ä", "a/b", String(repeating: "a", count: 54)])
  func `Names that Helm refuses are refused`(_ name: String) {
    #expect(throws: ReleaseError.self) { try ReleaseName.check(name) }
  }

  @Test func `An object of somebody else is refused, and nothing is recorded`() async throws {
    _ = try await install("web", ScriptedSource(configMaps(["a": "1"])))
    let error = await failure {
      _ = try await install("other", ScriptedSource(configMaps(["a": "2"])))
    }
    #expect(
      error?.description == "INSTALLATION FAILED: unable to continue with install: ConfigMap \"a\" in namespace "
        + "\"default\" exists and cannot be imported into the current release: invalid ownership metadata; "
        + "annotation validation error: key \"meta.helm.sh/release-name\" must equal \"other\": current value is "
        + "\"web\"")
    #expect(try await workbench.configMap("a") == ["key": "1"])
    await failure { _ = try await workbench.history("other") }
  }

  @Test func `An object of somebody else is taken over on request`() async throws {
    _ = try await install("web", ScriptedSource(configMaps(["a": "1"])))
    _ = try await install("other", ScriptedSource(configMaps(["a": "2"]))) { $0.apply.takesOwnership = true }
    #expect(try await workbench.configMap("a") == ["key": "2"])
  }

  @Test func `A kind that the cluster does not know is refused in Helm's words`() async {
    let error = await failure {
      _ = try await install("web", ScriptedSource("apiVersion: x.io/v1\nkind: Foo\nmetadata: {name: x}\n"))
    }
    #expect(
      error?.message
        == "unable to build kubernetes objects from release manifest: resource mapping not found for name: "
        + "\"x\" namespace: \"\" from \"\": no matches for kind \"Foo\" in version \"x.io/v1\"\n"
        + "ensure CRDs are installed first")
  }

  @Test func `A failed install leaves a record that says why`() async throws {
    let error = await failure {
      _ = try await install("web", ScriptedSource(configMaps(["a": "1"]) + refusedManifest))
    }
    let message = try #require(error?.message)
    #expect(message.hasPrefix("server-side apply failed for object default/Not_A_Name /v1, Kind=ConfigMap: "))
    #expect(try await workbench.history("web") == ["1 failed Release \"web\" failed: \(message)"])
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `A failed install with rollback-on-failure leaves nothing`() async throws {
    let error = await failure {
      _ = try await install("web", ScriptedSource(configMaps(["a": "1"]) + refusedManifest)) {
        $0.rollsBackOnFailure = true
      }
    }
    #expect(
      error?.description.hasPrefix(
        "INSTALLATION FAILED: release web failed, and has been uninstalled due to rollback-on-failure being set: "
          + "server-side apply failed") == true)
    #expect(try await workbench.configMap("a") == nil)
    await failure { _ = try await workbench.history("web") }
  }

  @Test func `What a chart cannot render is the error's cause, and nothing is recorded`() async throws {
    struct Broken: Error {}
    let error = await failure {
      _ = try await install("web", ScriptedSource(rendering: { _ in throw Broken() }))
    }
    #expect(error?.code == .rendering)
    #expect(error?.cause is Broken)
    await failure { _ = try await workbench.history("web") }
    #expect(try await !workbench.hasLease("web"))
  }

  @Test(arguments: [DryRun.client, .server])
  func `A dry run changes nothing`(_ dryRun: DryRun) async throws {
    let result = try await install("web", ScriptedSource(configMaps(["a": "1"]))) { $0.dryRun = dryRun }
    #expect(result.release.info.description == "Dry run complete")
    #expect(result.release.info.status == .pendingInstall)
    #expect(result.plan?.steps.map(\.change) == (dryRun == .server ? [.create] : nil))
    #expect(try await workbench.configMap("a") == nil)
    await failure { _ = try await workbench.history("web") }
  }

  @Test func `A missing namespace is created on request`() async throws {
    var context = workbench.context()
    context.namespace = "shop"
    context.storage = ClusterStorage(.secret, client: context.client, namespace: "shop")
    var options = Install.Options()
    let without = await failure {
      _ = try await Install(context, options: options).run(
        "web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
    }
    #expect(without?.message == "create: failed to create: namespaces \"shop\" not found")
    options.createsNamespace = true
    let result = try await Install(context, options: options).run(
      "web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
    #expect(result.release.info.status == .deployed)
  }

  @Test func `Labels go on the record, but not Helm's own`() async throws {
    _ = try await install("web", ScriptedSource("")) { $0.labels = ["team": "a"] }
    #expect(try await Get(workbench.context()).release("web").labels == ["team": "a"])
    let error = await failure {
      _ = try await install("db", ScriptedSource("")) { $0.labels = ["owner": "me"] }
    }
    #expect(
      error?.message == "user supplied labels contains system reserved label name. System labels: "
        + "[name owner status version createdAt modifiedAt]")
  }

  @Test func `The name of an uninstalled release is used again on request`() async throws {
    _ = try await install("web", ScriptedSource(configMaps(["a": "1"])))
    var options = Uninstall.Options()
    options.keepsHistory = true
    _ = try await Uninstall(workbench.context(), options: options).run("web")
    let result = try await install("web", ScriptedSource(configMaps(["a": "2"]))) { $0.replaces = true }
    #expect(result.release.revision == 2)
    #expect(
      try await workbench.history("web") == [
        "1 superseded superseded by new release", "2 deployed Install complete",
      ])
  }

  @Test(arguments: [
    ("{annotations: {a: 1, b: x}}", "number into Go struct field ObjectMeta.metadata.annotations of type string"),
    ("{annotations: x}", "string into Go struct field ObjectMeta.metadata.annotations of type map[string]string"),
    ("{labels: {a: true}}", "bool into Go struct field ObjectMeta.metadata.labels of type string"),
    (
      "{labels: {a: []}, annotations: {b: {}}}",
      "object into Go struct field ObjectMeta.metadata.annotations of type string"
    ),
    ("{namespace: 3}", "number into Go struct field ObjectMeta.metadata.namespace of type string"),
    ("{finalizers: x}", "string into Go struct field ObjectMeta.metadata.finalizers of type []string"),
    (
      "{ownerReferences: x}",
      "string into Go struct field ObjectMeta.metadata.ownerReferences of type []v1.OwnerReference"
    ),
    (
      "{deletionGracePeriodSeconds: x}",
      "string into Go struct field ObjectMeta.metadata.deletionGracePeriodSeconds of type int64"
    ),
  ])
  func `metadata of the wrong type is refused before anything is done`(metadata: String, words: String) async throws {
    let named = metadata.replacing("{", with: "{name: b, ", maxReplacements: 1)
    let manifest = """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: \(named)

      """
    let error = await failure { _ = try await install("web", ScriptedSource(manifest)) }
    #expect(
      error?.message == "unable to build kubernetes objects from release manifest: unable to decode \"\": "
        + "json: cannot unmarshal \(words)")
    #expect(try await workbench.configMap("a") == nil)
    #expect(await failure { _ = try await workbench.history("web") }?.message == "release: not found")
  }
}
