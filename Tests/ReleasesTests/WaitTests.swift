import Kubernetes
import Releases
import Synchronization
import Testing
import Values

/// Workloads that become ready, fail or hang, as the embedded cluster's annotation makes them.
struct WaitTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  func deployment(_ image: String, outcome: String? = nil) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app
    spec:
      replicas: 2
      progressDeadlineSeconds: 5
      selector: {matchLabels: {app: app}}
      template:
        metadata:
          labels: {app: app}
          annotations: {\(outcome.map { "embedded.chart/outcome: \($0)" } ?? "")}
        spec:
          containers: [{name: app, image: "\(image)"}]

    """
  }

  private func job(_ name: String, _ outcome: String? = nil) -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: \(name)
      annotations: {\(outcome.map { "embedded.chart/outcome: \($0)" } ?? "")}
    spec:
      backoffLimit: 0
      template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}

    """
  }

  func wait(_ timeout: Duration = .seconds(1), jobs: Bool = false) -> WaitOptions {
    WaitOptions(strategy: .watcher, includesJobs: jobs, timeout: timeout)
  }

  func install(_ source: ScriptedSource, _ wait: WaitOptions) async throws(ReleaseError) {
    var options = Install.Options()
    options.wait = wait
    _ = try await Install(workbench.context(), options: options).run("web", source: source, values: ValueMap())
  }

  @Test func `A workload that becomes ready ends the wait`() async throws {
    try await install(ScriptedSource(deployment("a:1")), wait(.seconds(20)))
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test(arguments: ["pending", "fail"])
  func `A workload that does not become ready fails the install and is named`(_ outcome: String) async throws {
    let error = await failure { try await install(ScriptedSource(deployment("a:1", outcome: outcome)), wait()) }
    let message = try #require(error?.message)
    #expect(message.hasPrefix("resource Deployment/default/app not ready. status: "), "\(message)")
    #expect(error?.object?.name == "app")
    #expect(try await workbench.history("web") == ["1 failed Release \"web\" failed: \(message)"])
  }

  @Test func `Without waiting such a workload does not fail the install`() async throws {
    try await install(ScriptedSource(deployment("a:1", outcome: "pending")), WaitOptions())
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `An upgrade whose pods fail is rolled back, and the good pods run again`() async throws {
    try await install(ScriptedSource(deployment("a:1")), wait(.seconds(20)))
    var options = Upgrade.Options()
    options.wait = WaitOptions(timeout: .seconds(2))
    options.rollsBackOnFailure = true
    let error = await failure {
      _ = try await Upgrade(workbench.context(), options: options).run(
        "web", source: ScriptedSource(deployment("a:2", outcome: "fail")), values: ValueMap())
    }
    #expect(
      error?.description.hasPrefix(
        "UPGRADE FAILED: release web failed, and has been rolled back due to rollback-on-failure being set: "
          + "resource Deployment/default/app not ready. status: ") == true)
    #expect(
      try await workbench.history("web").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "1 superseded", "2 failed", "3 deployed",
      ])
    let app = try await workbench.context().client.get(
      ObjectReference(
        GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), namespace: "default", name: "app"))
    #expect(app.value("spec", "template", "spec", "containers")?.asList?.first?.at("image")?.asString == "a:1")
    #expect(Readiness(of: app).isReady)
  }

  @Test func `Jobs are waited for only on request`() async throws {
    try await install(ScriptedSource(job("slow", "pending")), wait(.seconds(10)))
    _ = try await Uninstall(workbench.context()).run("web")
    let error = await failure { try await install(ScriptedSource(job("slow", "pending")), wait(jobs: true)) }
    #expect(error?.message.hasSuffix("\ncontext deadline exceeded") == true)
  }

  @Test func `A hook's Job is waited for until it has completed`() async throws {
    let hook = Hook(name: "good", kind: "Job", path: "p", manifest: Bytes(job("good")), events: [.preInstall])
    try await install(ScriptedSource(configMaps(["a": "1"]), hooks: [hook]), WaitOptions())
    #expect(try await Get(workbench.context()).release("web").hooks.first?.lastRun.phase == .succeeded)
  }

  @Test func `A hook's Job that fails fails the install before anything is created`() async throws {
    let hook = Hook(name: "bad", kind: "Job", path: "p", manifest: Bytes(job("bad", "fail")), events: [.preInstall])
    let error = await failure {
      try await install(
        ScriptedSource(configMaps(["a": "1"]), hooks: [hook]), WaitOptions(timeout: .seconds(10)))
    }
    #expect(
      error?.message == "failed pre-install: resource Job/default/bad not ready. status: Failed, "
        + "message: Job Failed. failed: 1/1")
    #expect(try await workbench.configMap("a") == nil)
  }

  @Test func `Uninstall waits until everything is gone`() async throws {
    try await install(ScriptedSource(deployment("a:1")), WaitOptions())
    var options = Uninstall.Options()
    options.wait = wait(.seconds(10))
    _ = try await Uninstall(workbench.context(), options: options).run("web")
    let left = ObjectReference(
      GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), namespace: "default", name: "app")
    #expect(try await workbench.context().client.find(left) == nil)
  }

  @Test func `Definitions in crds are installed first, and never again`() async throws {
    let definition = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: foos.x.io}
      spec:
        group: x.io
        scope: Namespaced
        names: {kind: Foo, plural: foos, singular: foo, listKind: FooList}
        versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
      """
    var source = ScriptedSource("apiVersion: x.io/v1\nkind: Foo\nmetadata: {name: foo}\nspec: {a: 1}\n")
    source.customResourceDefinitions = [ManifestFile(name: "crds/foo.yaml", content: Bytes(definition))]
    try await install(source, WaitOptions())
    let foo = ObjectReference(
      GroupVersionKind(group: "x.io", version: "v1", kind: "Foo"), namespace: "default", name: "foo")
    #expect(try await workbench.context().client.find(foo) != nil)
    _ = try await Uninstall(workbench.context()).run("web")
    #expect(try await workbench.context().client.find(foo) == nil)
    try await install(source, WaitOptions())
    #expect(try await workbench.context().client.find(foo) != nil)
  }

  @Test func `Tests are run on request, and only those that are named`() async throws {
    let hooks = ["one", "two"].map {
      Hook(name: $0, kind: "Job", path: $0, manifest: Bytes(job($0, $0 == "two" ? "fail" : nil)), events: [.test])
    }
    try await install(ScriptedSource("", hooks: hooks), WaitOptions())
    var options = TestRelease.Options()
    options.names = ["one"]
    let release = try await TestRelease(workbench.context(), options: options).run("web")
    #expect(release.hooks.map(\.lastRun.phase) == [.succeeded, .never])
    let error = await failure { _ = try await TestRelease(workbench.context()).run("web") }
    #expect(error?.code == .hook)
    #expect(
      try await Get(workbench.context()).release("web").hooks.map(\.lastRun.phase) == [.succeeded, .failed])
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `What another program left pending is recovered on request`() async throws {
    try await install(ScriptedSource(configMaps(["a": "1"])), WaitOptions())
    var release = try await Get(workbench.context()).release("web")
    release.revision = 2
    release.info.status = .pendingUpgrade
    try await workbench.context().storage.create(release)
    #expect(try await Recover(workbench.context()).run("web").map(\.revision) == [2])
    let result = try await Upgrade(workbench.context()).run(
      "web", source: ScriptedSource(configMaps(["a": "2"])), values: ValueMap())
    #expect(result.release.revision == 3)
    #expect(try await Recover(workbench.context()).run("web").isEmpty)
  }
}

extension WaitTests {
  @Test func `An operation that the user ends is rolled back and recorded all the same`() async throws {
    try await install(ScriptedSource(deployment("a:1")), wait(.seconds(20)))
    let isWaiting = Mutex(false)
    var context = workbench.context { event in
      if case .waiting = event { isWaiting.withLock { $0 = true } }
    }
    context.isInterrupted = { isWaiting.withLock { $0 } }
    var options = Upgrade.Options()
    options.wait = WaitOptions(timeout: .seconds(60))
    options.rollsBackOnFailure = true
    let error = await failure {
      _ = try await Upgrade(context, options: options).run(
        "web", source: ScriptedSource(deployment("a:2", outcome: "pending")), values: ValueMap())
    }
    #expect(error?.message.hasSuffix("\ncontext canceled") == true)
    #expect(
      try await workbench.history("web").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "1 superseded", "2 failed", "3 deployed",
      ])
    #expect(try await !workbench.hasLease("web"))
  }
}
