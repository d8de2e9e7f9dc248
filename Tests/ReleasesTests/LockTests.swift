import EmbeddedCluster
import Kubernetes
import Platform
import Releases
import Synchronization
import Testing
import Values

struct LockTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static let gvk = GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease")

  private static func lease(_ identity: String, renewed seconds: Int64, lasting duration: Int = 15) -> KubernetesObject
  {
    let lease = KubernetesObject(gvk, namespace: "default", name: "chart.web")
    let time = Timestamp(Moment(seconds: seconds)).microseconds
    lease.root["spec"] = .map([
      "holderIdentity": .string(identity), "leaseDurationSeconds": .int(duration), "renewTime": .string(time),
      "acquireTime": .string(time),
    ])
    return lease
  }

  private func context(at seconds: Int64) -> ActionContext {
    var context = workbench.context()
    context.clock = WallClock { Moment(seconds: seconds) }
    return context
  }

  @Test func `Of two installs of one name at once exactly one wins, and the other says why it lost`() async throws {
    for round in 0..<20 {
      let folder = workbench.folder + "/race\(round)"
      // Two connections to one cluster, as two processes have.
      let clusters = [try EmbeddedCluster(folder: folder), try EmbeddedCluster(folder: folder)]
      let errors = await withTaskGroup(of: ReleaseError?.self) { group in
        for cluster in clusters {
          group.addTask {
            let client = KubernetesClient(transport: cluster)
            let context = ActionContext(
              client: client, storage: ClusterStorage(.secret, client: client, namespace: "default"),
              namespace: "default")
            do throws(ReleaseError) {
              _ = try await Install(context).run(
                "web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
              return nil
            } catch {
              return error
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let lost = errors.compactMap { $0 }
      #expect(lost.count == 1)
      #expect(lost.allSatisfy { $0.code == .operationInProgress || $0.code == .nameInUse }, "\(lost)")
      let client = KubernetesClient(transport: clusters[0])
      let storage = ClusterStorage(.secret, client: client, namespace: "default")
      #expect(try await storage.list(ReleaseQuery()).map(\.status) == [.deployed])
    }
  }

  @Test func `Who finds the lock taken is told by whom and since when`() async throws {
    let holder = LockHolder(
      host: "elsewhere", boot: "b", processNamespace: "n", process: 42, started: "1", nonce: "x")
    try await workbench.context().client.create(Self.lease(holder.identity, renewed: 1000))
    let error = await failure {
      _ = try await Install(context(at: 1010)).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(
      error?.description == "INSTALLATION FAILED: another operation (install/upgrade/rollback) is in progress")
    #expect(
      error?.hint
        == "operation by process 42 on elsewhere since 1970-01-01T00:16:40.000000Z: "
        + "--wait-for-lock waits until it has ended")
    #expect(try await workbench.hasLease("web"))
  }

  // Before and after: what clocks say that do not agree with ours.
  @Test(arguments: ["chart/elsewhere/b/n/42/1/x", "somebody"], [Int64(1002), 5000, -100_000])
  func `A lock that looks expired is taken over once it has been watched for as long as it lasts`(
    _ identity: String, _ now: Int64
  ) async throws {
    try await workbench.context().client.create(Self.lease(identity, renewed: 1000, lasting: 1))
    let begin = ContinuousClock.now
    _ = try await Install(context(at: now)).run("web", source: ScriptedSource(""), values: ValueMap())
    #expect(begin.duration(to: .now) >= .seconds(1))
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `A lock that looks expired, and is renewed while it is watched, is respected`() async throws {
    let client = workbench.context().client
    // So long that a slow machine does not miss it; the test ends with the renewal.
    try await client.create(Self.lease("somebody", renewed: 1000, lasting: 60))
    let doubts = Notes()
    var watching = context(at: 9000)
    watching.report = { event in
      if case .doubtingLock(let holder, _) = event { doubts.add(holder) }
    }
    let holder = Task {
      try await waitUntil { !doubts.all.isEmpty }
      try await client.update(Self.lease("somebody", renewed: 1001, lasting: 60))
    }
    let error = await failure {
      _ = try await Install(watching).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    try await holder.value
    #expect(error?.code == .operationInProgress)
  }

  @Test func `Who is willing to wait gets the lock when the other operation ends`() async throws {
    let client = workbench.context().client
    try await client.create(Self.lease("somebody", renewed: 1000))
    let log = Notes()
    var waiting = context(at: 1001)
    waiting.lock.wait = .seconds(20)
    waiting.report = { event in
      if case .waitingForLock(let holder) = event { log.add(holder) }
    }
    let holder = Task {
      try await waitUntil { !log.all.isEmpty }
      try await client.delete(Self.lease("somebody", renewed: 1000).reference)
    }
    _ = try await Install(waiting).run("web", source: ScriptedSource(""), values: ValueMap())
    try await holder.value
    #expect(log.all == ["operation by somebody since 1970-01-01T00:16:40.000000Z"])
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `Waiting for a lock ends with the time for it, or when the user wants it to end`() async throws {
    try await workbench.context().client.create(Self.lease("somebody", renewed: 1000))
    var waiting = context(at: 1001)
    waiting.lock.wait = .milliseconds(50)
    let late = await failure {
      _ = try await Install(waiting).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(late?.code == .operationInProgress)
    #expect(late?.hint?.hasSuffix("it did not end in the time to wait") == true)
    waiting.lock.wait = .seconds(60)
    waiting.isInterrupted = { true }
    let interrupted = await failure {
      _ = try await Install(waiting).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(interrupted?.code == .interrupted)
  }

  @Test func `A holder that cannot renew its lock for as long as it lasts gives up`() async throws {
    // No request but the first few gets through, and the operation takes longer than the lock lasts.
    let transport = FaultyTransport(workbench.cluster, .refused, from: 4)
    let context = workbench.context(through: transport, lock: LockPolicy(duration: 1, renewal: .milliseconds(100)))
    let source = SlowSource(ScriptedSource(configMaps(["a": "1"]))) { try await Task.sleep(for: .milliseconds(1200)) }
    await failure { _ = try await Install(context).run("web", source: source, values: ValueMap()) }
    #expect(try await workbench.configMap("a") == nil)
  }

  @Test func `A server that lets nobody make a lock is told of by its own words`() async throws {
    let transport = LeaselessTransport(cluster: workbench.cluster)
    let context = workbench.context(through: transport)
    let error = await failure {
      _ = try await Install(context).run("web", source: ScriptedSource(configMaps(["a": "1"])), values: ValueMap())
    }
    #expect(error?.code == .cluster)
    #expect(error?.description.contains("failed calling webhook \"x.y.z\"") == true, "\(String(describing: error))")
  }

  @Test func `Reading takes no lock`() async throws {
    _ = try await Install(workbench.context()).run("web", source: ScriptedSource(""), values: ValueMap())
    try await workbench.context().client.create(Self.lease("somebody", renewed: 1000))
    let context = context(at: 1001)
    #expect(try await List(context).run().count == 1)
    #expect(try await History(context).run("web").count == 1)
    #expect(try await Get(context).release("web").revision == 1)
  }

  @Test func `Recover marks what is pending as failed, and tells what it was, whoever left it`() async throws {
    _ = try await Install(workbench.context()).run("web", source: ScriptedSource(""), values: ValueMap())
    var release = try await Get(workbench.context()).release("web")
    release.revision = 2
    release.info.status = .pendingUpgrade
    try await workbench.context().storage.create(release)
    // First as Helm leaves it, then with the lease of a dead process.
    #expect(try await Recover(workbench.context()).run("web").map(\.revision) == [2])
    release.revision = 3
    try await workbench.context().storage.create(release)
    var holder = LockHolder.current()
    holder.started = "1"
    try await workbench.context().client.create(Self.lease(holder.identity, renewed: 1000))
    #expect(try await Recover(workbench.context()).run("web").map(\.revision) == [3])
    #expect(try await Recover(workbench.context()).run("web").isEmpty)
    #expect(
      try await workbench.context().storage.list(ReleaseQuery()).map(\.status) == [.failed, .failed, .deployed])
    let missing = await failure { _ = try await Recover(workbench.context()).run("other") }
    #expect(missing?.code == .notFound)
  }

  @Test func `The lock of a process of this machine that has ended is taken over at once`() async throws {
    var holder = LockHolder.current()
    holder.started = "1"
    try await workbench.context().client.create(Self.lease(holder.identity, renewed: 1000))
    _ = try await Install(context(at: 1001)).run("web", source: ScriptedSource(""), values: ValueMap())
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `The lock of this process, which is alive, is respected`() async throws {
    try await workbench.context().client.create(Self.lease(LockHolder.current().identity, renewed: 1000))
    let error = await failure {
      _ = try await Install(context(at: 1001)).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(error?.code == .operationInProgress)
  }

  @Test func `A process killed with kill -9 loses its lock at once, and not a moment before`() async throws {
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("60"), nil]
    defer { arguments.forEach { free($0) } }
    try #require(posix_spawnp(&process, "sleep", nil, nil, &arguments, nil) == 0)
    defer { waitpid(process, nil, 0) }
    let line = try text("/proc/\(process)/stat")
    var holder = LockHolder.current()
    holder.process = process
    holder.started = String(line.split(separator: " ")[21])
    try await workbench.context().client.create(Self.lease(holder.identity, renewed: 1000))
    let error = await failure {
      _ = try await Install(context(at: 1001)).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(error?.code == .operationInProgress)
    kill(process, SIGKILL)
    // The kernel needs a moment to end it; nobody collects it, so it stays as a zombie.
    for _ in 0..<200 where !(try text("/proc/\(process)/stat").contains(") Z ")) {
      try await Task.sleep(for: .milliseconds(5))
    }
    _ = try await Install(context(at: 1002)).run("web", source: ScriptedSource(""), values: ValueMap())
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  private func text(_ path: String) throws -> String { String(decoding: try FileSystem.read(path), as: UTF8.self) }

  @Test func `A holder is read back from a lease`() {
    let holder = LockHolder.current()
    #expect(holder.process == getpid())
    #expect(LockHolder(identity: holder.identity) == holder)
    #expect(LockHolder(identity: "controller-manager_1234") == nil)
  }

  @Test func `A pending record without a lease is another program's, and is left alone`() async throws {
    _ = try await Install(workbench.context()).run("web", source: ScriptedSource(""), values: ValueMap())
    var release = try await Get(workbench.context()).release("web")
    release.revision = 2
    release.info.status = .pendingUpgrade
    try await workbench.context().storage.create(release)
    let error = await failure {
      _ = try await Upgrade(workbench.context()).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(error?.description == "UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress")
    #expect(try await workbench.context().storage.list(ReleaseQuery()).first?.status == .pendingUpgrade)
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `A lock that somebody else takes meanwhile stops the operation`() async throws {
    let transport = TheftWitness(workbench.cluster)
    var context = workbench.context(through: transport, lock: LockPolicy(renewal: .milliseconds(1)))
    context.polling = Polling(first: .milliseconds(10), longest: .milliseconds(10))
    // The thief's way is another one, so that only the operation's requests are witnessed.
    let client = workbench.context().client
    let source = ScriptedSource(rendering: { _ in configMaps(["a": "1"]) })
    let thief = SlowSource(source) {
      let reference = ObjectReference(Self.gvk, namespace: "default", name: "chart.web")
      _ = try await client.patch(.merge, .map(["spec": .map(["holderIdentity": .string("thief")])]), reference)
      // The answer is acted upon at once, while the operation asks the cluster for more before it makes anything.
      try await waitUntil { transport.hasShownTheft }
    }
    let error = await failure { _ = try await Install(context).run("web", source: thief, values: ValueMap()) }
    #expect(error?.code == .interrupted)
    #expect(try await workbench.configMap("a") == nil)
    #expect(try await workbench.hasLease("web"))
  }
}

/// Collects what is told from any task.
private final class Notes: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  func add(_ note: String) { list.withLock { $0.append(note) } }
}

/// Waits until something has come about; that it has not after 20 seconds fails the test.
private func waitUntil(
  sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(20)
  while !isSo(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
  let hasComeAbout = isSo()
  try #require(hasComeAbout, sourceLocation: sourceLocation)
}

/// A chart that does something else before it renders.
private struct SlowSource: ReleaseSource {
  let source: ScriptedSource
  let first: () async throws -> Void
  func customResourceDefinitions(values: ValueMap) -> [ManifestFile] { [] }

  init(_ source: ScriptedSource, _ first: @escaping () async throws -> Void) {
    self.source = source
    self.first = first
  }

  func render(_ request: RenderRequest) async throws -> RenderedRelease {
    try await first()
    return try await source.render(request)
  }
}

/// Passes requests on, and notes when an answer has shown the lock's holder that it is a thief's now.
private final class TheftWitness: Transport {
  private let cluster: EmbeddedCluster
  private let isShown = Mutex(false)

  init(_ cluster: EmbeddedCluster) { self.cluster = cluster }

  var hasShownTheft: Bool { isShown.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let answer = try await cluster.send(request)
    // The lease is read only after a renewal has met another version than expected.
    if request.method == "GET", request.path.hasSuffix("/leases/chart.web"),
      String(decoding: answer.body, as: UTF8.self).contains("thief")
    {
      isShown.withLock { $0 = true }
    }
    return answer
  }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream { try await cluster.open(request) }
}

/// A cluster whose webhook for leases is out of order.
private struct LeaselessTransport: Transport {
  let cluster: EmbeddedCluster

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard request.method == "POST", request.path.contains("/leases") else { return try await cluster.send(request) }
    let status = #"{"kind":"Status","status":"Failure","code":500,"message":"failed calling webhook \"x.y.z\""}"#
    return HTTPResponse(status: 500, headers: [], body: Array(status.utf8))
  }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream { try await cluster.open(request) }
}
