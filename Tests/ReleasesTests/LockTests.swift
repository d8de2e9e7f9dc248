import EmbeddedCluster
import Kubernetes
import Platform
import Releases
import Testing
import Values

struct LockTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static let gvk = GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease")

  private func lease(_ identity: String, renewed seconds: Int64) -> KubernetesObject {
    let lease = KubernetesObject(Self.gvk, namespace: "default", name: "chart.web")
    let time = Timestamp(Moment(seconds: seconds)).microseconds
    lease.root["spec"] = .map([
      "holderIdentity": .string(identity), "leaseDurationSeconds": .int(15), "renewTime": .string(time),
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
    try await workbench.context().client.create(lease(holder.identity, renewed: 1000))
    let error = await failure {
      _ = try await Install(context(at: 1010)).run("web", source: ScriptedSource(""), values: ValueMap())
    }
    #expect(
      error?.description == "INSTALLATION FAILED: another operation (install/upgrade/rollback) is in progress")
    #expect(error?.hint == "operation by process 42 on elsewhere since 1970-01-01T00:16:40.000000Z")
    #expect(try await workbench.hasLease("web"))
  }

  @Test(arguments: ["chart/elsewhere/b/n/42/1/x", "somebody"])
  func `A lock that was not renewed in time is taken over`(_ identity: String) async throws {
    try await workbench.context().client.create(lease(identity, renewed: 1000))
    _ = try await Install(context(at: 1016)).run("web", source: ScriptedSource(""), values: ValueMap())
    #expect(try await !workbench.hasLease("web"))
  }

  @Test func `The lock of a process of this machine that has ended is taken over at once`() async throws {
    var holder = LockHolder.current()
    holder.started = "1"
    try await workbench.context().client.create(lease(holder.identity, renewed: 1000))
    _ = try await Install(context(at: 1001)).run("web", source: ScriptedSource(""), values: ValueMap())
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `The lock of this process, which is alive, is respected`() async throws {
    try await workbench.context().client.create(lease(LockHolder.current().identity, renewed: 1000))
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
    try await workbench.context().client.create(lease(holder.identity, renewed: 1000))
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
    var context = workbench.context(
      lock: LockPolicy(renewal: .milliseconds(1)))
    context.polling = Polling(first: .milliseconds(10), longest: .milliseconds(10))
    let client = context.client
    let source = ScriptedSource(rendering: { _ in configMaps(["a": "1"]) })
    let thief = SlowSource(source) {
      let reference = ObjectReference(Self.gvk, namespace: "default", name: "chart.web")
      _ = try await client.patch(.merge, .map(["spec": .map(["holderIdentity": .string("thief")])]), reference)
      try await Task.sleep(for: .milliseconds(50))
    }
    let error = await failure { _ = try await Install(context).run("web", source: thief, values: ValueMap()) }
    #expect(error?.code == .interrupted)
    #expect(try await workbench.configMap("a") == nil)
    #expect(try await workbench.hasLease("web"))
  }
}

/// A chart that does something else before it renders.
private struct SlowSource: ReleaseSource {
  let source: ScriptedSource
  let first: () async throws -> Void
  var customResourceDefinitions: [ManifestFile] { [] }

  init(_ source: ScriptedSource, _ first: @escaping () async throws -> Void) {
    self.source = source
    self.first = first
  }

  func render(_ request: RenderRequest) async throws -> RenderedRelease {
    try await first()
    return try await source.render(request)
  }
}
