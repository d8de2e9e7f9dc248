import Kubernetes
import Releases
import Synchronization
import Testing
import Values

struct HookTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  func hook(
    _ name: String, _ events: [Hook.Event], weight: Int = 0, _ policies: [Hook.DeletePolicy] = [], value: String = "1"
  ) -> Hook {
    Hook(
      name: name, kind: "ConfigMap", path: "demo/templates/\(name).yaml", manifest: Bytes(configMaps([name: value])),
      events: events, weight: weight, deletePolicies: policies)
  }

  private func context(_ log: Log) -> ActionContext {
    workbench.context { event in
      switch event {
      case .hookStarted(let event, let path): log.add("\(event.rawValue) \(path)")
      case .applied(let change, let reference): log.add("\(change.rawValue) \(reference.name)")
      default: break
      }
    }
  }

  /// What happened, in order.
  private final class Log: Sendable {
    private let entries = Mutex<[String]>([])
    var lines: [String] { entries.withLock { $0 } }
    func add(_ line: String) { entries.withLock { $0.append(line) } }
  }

  @Test func `Hooks run around the objects, by weight and then by name`() async throws {
    let log = Log()
    let source = ScriptedSource(
      configMaps(["object": "1"]),
      hooks: [
        hook("z", [.preInstall], weight: 1), hook("b", [.preInstall]), hook("a", [.preInstall]),
        hook("early", [.preInstall], weight: -5), hook("after", [.postInstall]), hook("other", [.preUpgrade]),
      ])
    _ = try await Install(context(log)).run("web", source: source, values: ValueMap())
    #expect(
      log.lines.filter { !$0.hasPrefix("create ") || $0 == "create object" } == [
        "pre-install demo/templates/early.yaml", "pre-install demo/templates/a.yaml",
        "pre-install demo/templates/b.yaml", "pre-install demo/templates/z.yaml", "create object",
        "post-install demo/templates/after.yaml",
      ])
    let runs = try await Get(workbench.context()).release("web").hooks
    #expect(
      runs.map { "\($0.name) \($0.lastRun.phase.rawValue)" } == [
        "z Succeeded", "b Succeeded", "a Succeeded", "early Succeeded", "after Succeeded", "other ",
      ])
    #expect(runs.first?.lastRun.startedAt != nil)
  }

  @Test func `A hook's object stays until the next run, or goes as its policy says`() async throws {
    let source = ScriptedSource(
      "",
      hooks: [
        hook("stays", [.preInstall, .preUpgrade]), hook("goes", [.preInstall, .preUpgrade], [.succeeded]),
        hook("failing", [.preInstall, .preUpgrade], [.failed]),
      ])
    _ = try await Install(workbench.context()).run("web", source: source, values: ValueMap())
    #expect(try await workbench.configMap("stays") != nil)
    #expect(try await workbench.configMap("goes") == nil)
    #expect(try await workbench.configMap("failing") != nil)
    let reference = ObjectReference(
      GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "stays")
    let before = try await workbench.context().client.get(reference).uid
    _ = try await Upgrade(workbench.context()).run("web", source: source, values: ValueMap())
    #expect(try await workbench.context().client.get(reference).uid != before)
  }

  @Test func `Hooks can be left out`() async throws {
    var options = Install.Options()
    options.runsHooks = false
    _ = try await Install(workbench.context(), options: options).run(
      "web", source: ScriptedSource("", hooks: [hook("a", [.preInstall])]), values: ValueMap())
    #expect(try await workbench.configMap("a") == nil)
  }

  @Test(arguments: [
    (Hook.Event.preInstall, "failed pre-install: warning: Hook pre-install demo/templates/broken.yaml failed: "),
    (.postInstall, "failed post-install: warning: Hook post-install demo/templates/broken.yaml failed: "),
  ])
  func `A hook that fails fails the install, and those before it are cleaned up`(
    _ event: Hook.Event, _ prefix: String
  ) async throws {
    let broken = Hook(
      name: "broken", kind: "ConfigMap", path: "demo/templates/broken.yaml", manifest: Bytes(refusedManifest),
      events: [event], weight: 2)
    let source = ScriptedSource(
      configMaps(["object": "1"]), hooks: [hook("good", [event], weight: 1, [.succeeded]), broken])
    let error = await failure {
      _ = try await Install(workbench.context()).run("web", source: source, values: ValueMap())
    }
    let message = try #require(error?.message)
    #expect(message.hasPrefix(prefix), "\(message)")
    #expect(try await workbench.configMap("good") == nil)
    #expect(try await workbench.configMap("object") == (event == .preInstall ? nil : ["key": "1"]))
    #expect(try await workbench.history("web") == ["1 failed Release \"web\" failed: \(message)"])
    let phases = try await Get(workbench.context()).release("web").hooks.map(\.lastRun.phase)
    #expect(phases == [.succeeded, .failed])
  }

  @Test func `A failed hook of an upgrade and of a rollback is recorded`() async throws {
    let good = ScriptedSource(configMaps(["a": "1"]))
    _ = try await Install(workbench.context()).run("web", source: good, values: ValueMap())
    var broken = Hook(
      name: "broken", kind: "ConfigMap", path: "p", manifest: Bytes(refusedManifest), events: [.preUpgrade])
    let upgrade = await failure {
      _ = try await Upgrade(workbench.context()).run(
        "web", source: ScriptedSource("", hooks: [broken]), values: ValueMap())
    }
    #expect(upgrade?.message.hasPrefix("pre-upgrade hooks failed: warning: Hook pre-upgrade p failed: ") == true)
    broken.events = [.preRollback]
    _ = try await Upgrade(workbench.context()).run(
      "web", source: ScriptedSource(configMaps(["a": "3"]), hooks: [broken]), values: ValueMap())
    _ = try await Upgrade(workbench.context()).run("web", source: good, values: ValueMap())
    var options = Rollback.Options()
    options.revision = 3
    await failure { _ = try await Rollback(workbench.context(), options: options).run("web") }
    #expect(
      try await workbench.history("web").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "1 superseded", "2 failed", "3 superseded", "4 deployed", "5 failed",
      ])
    #expect(try await !workbench.hasLease("web"))
  }
}

extension HookTests {
  private func job(_ outcome: String, _ policies: [Hook.DeletePolicy], logs: [Hook.OutputLogPolicy] = []) -> Hook {
    let manifest = """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: job, annotations: {embedded.chart/outcome: \(outcome)}}
      spec:
        backoffLimit: 0
        template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}
      """
    return Hook(
      name: "job", kind: "Job", path: "demo/templates/job.yaml", manifest: Bytes(manifest), events: [.preInstall],
      deletePolicies: policies, outputLogPolicies: logs)
  }

  @Test func `A hook whose time is over is removed in order all the same`() async throws {
    let warnings = Mutex<[String]>([])
    let context = workbench.context { event in
      if case .warning(let text) = event { warnings.withLock { $0.append(text) } }
    }
    var options = Install.Options()
    options.wait.timeout = .seconds(1)
    let hooks = [hook("first", [.preInstall], weight: -1, [.succeeded]), job("pending", [.failed])]
    let error = await failure {
      _ = try await Install(context, options: options).run(
        "web", source: ScriptedSource("", hooks: hooks), values: ValueMap())
    }
    #expect(error?.message.hasSuffix("\ncontext deadline exceeded") == true)
    let left = ObjectReference(
      GroupVersionKind(group: "batch", version: "v1", kind: "Job"), namespace: "default", name: "job")
    #expect(try await workbench.context().client.find(left) == nil)
    #expect(try await workbench.configMap("first") == nil)
    #expect(warnings.withLock { $0 } == [])
  }

  @Test(arguments: [("healthy", Hook.OutputLogPolicy.succeeded), ("fail", .failed)])
  func `A hook's log is shown as its policy says, before the hook goes`(
    _ outcome: String, _ policy: Hook.OutputLogPolicy
  ) async throws {
    let shown = Mutex<[String]>([])
    let context = workbench.context(through: LoggingTransport(workbench.cluster)) { event in
      if case .hookLog(_, let container, let text) = event {
        shown.withLock { $0.append("\(container): \(String(decoding: text, as: UTF8.self))") }
      }
    }
    let hooks = [job(outcome, [.succeeded, .failed], logs: [policy])]
    _ = try? await Install(context).run("web", source: ScriptedSource("", hooks: hooks), values: ValueMap())
    #expect(shown.withLock { $0 } == ["a: log of a\n"])
    let other = [job(outcome, [.succeeded, .failed], logs: [policy == .failed ? .succeeded : .failed])]
    _ = try? await Install(context).run("other", source: ScriptedSource("", hooks: other), values: ValueMap())
    #expect(shown.withLock { $0 }.count == 1)
  }

  @Test func `The logs of tests can be read before the tests' objects go`() async throws {
    var test = job("fail", [.succeeded, .failed])
    test.events = [.test]
    _ = try await Install(workbench.context()).run("web", source: ScriptedSource("", hooks: [test]), values: ValueMap())
    var logs: [PodLog] = []
    let error = await failure {
      try await TestRelease(workbench.context(through: LoggingTransport(workbench.cluster))).run("web") { outcome in
        #expect(outcome.release.hooks.map(\.lastRun.phase) == [.failed])
        logs = await outcome.logs()
      }
    }
    #expect(error?.code == .hook)
    #expect(logs.map(\.container) == ["a"])
    #expect(logs.map { String(decoding: $0.text, as: UTF8.self) } == ["log of a\n"])
  }
}

/// Has a log for every container, which the embedded cluster has not.
private struct LoggingTransport: Transport {
  let inner: any Transport

  init(_ inner: any Transport) { self.inner = inner }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard request.path.hasSuffix("/log") else { return try await inner.send(request) }
    let container = request.query.first { $0.name == "container" }?.value ?? ""
    return HTTPResponse(status: 200, body: Array("log of \(container)\n".utf8))
  }
}
