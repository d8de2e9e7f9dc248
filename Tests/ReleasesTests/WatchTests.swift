import Kubernetes
import Releases
import Synchronization
import Testing
import Values

/// Waiting on a cluster that tells changes by itself, refuses to, or breaks off.
struct WatchTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static let manifest = """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app
    spec:
      replicas: 1
      selector: {matchLabels: {app: app}}
      template:
        metadata: {labels: {app: app}}
        spec: {containers: [{name: app, image: "a:1"}]}

    """

  private func install(
    _ transport: any Transport, manifest: String = manifest, strategy: WaitStrategy = .watcher,
    timeout: Duration = .seconds(20), patience: Patience = Patience(),
    isInterrupted: @escaping @Sendable () -> Bool = { Task.isCancelled },
    report: @escaping @Sendable (ActionEvent) -> Void = { _ in }
  ) async throws(ReleaseError) {
    var options = Install.Options()
    options.wait = WaitOptions(strategy: strategy, timeout: timeout)
    var context = workbench.context(through: transport, report: report)
    context.patience = patience
    context.isInterrupted = isInterrupted
    _ = try await Install(context, options: options).run(
      "web", source: ScriptedSource(manifest), values: ValueMap())
  }

  @Test(arguments: WatchingTransport.Manner.allCases.filter { $0 != .silent })
  func `A workload is seen to become ready however the cluster answers a watch`(
    _ manner: WatchingTransport.Manner
  ) async throws {
    let transport = WatchingTransport(workbench.cluster, manner)
    try await install(transport)
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
    #expect(transport.watches.isEmpty == false)
    // Where the watch tells, nothing is asked again and again.
    if manner == .tells { #expect(transport.looks <= 4, "\(transport.looks) looks") }
  }

  @Test func `The old strategy asks again and again and watches nothing`() async throws {
    let transport = WatchingTransport(workbench.cluster, .tells)
    try await install(transport, strategy: .legacy)
    #expect(transport.watches.isEmpty)
  }

  @Test func `One object is watched by its name`() async throws {
    let transport = WatchingTransport(workbench.cluster, .tells)
    try await install(transport)
    let watch = try #require(transport.watches.first)
    #expect(watch.contains("/apis/apps/v1/namespaces/default/deployments?"))
    #expect(watch.contains("fieldSelector=metadata.name=app"))
    #expect(watch.contains("allowWatchBookmarks=true"))
    #expect(watch.contains("resourceVersion="))
  }

  @Test func `A wait that a watch never ends is ended by its time`() async throws {
    let transport = WatchingTransport(workbench.cluster, .silent)
    let error = await failure { try await install(transport, timeout: .milliseconds(400)) }
    #expect(error?.message.hasSuffix("\ncontext deadline exceeded") == true, "\(error?.message ?? "")")
  }
}

extension WatchTests {
  /// A StatefulSet whose pods the embedded cluster lets crash.
  private static let failing = manifest.replacing("kind: Deployment", with: "kind: StatefulSet").replacing(
    "labels: {app: app}}", with: "labels: {app: app}, annotations: {embedded.chart/outcome: fail}}")

  private static let impatient = Patience(interval: .milliseconds(20), limits: [.crashLoop: .milliseconds(60)])

  @Test func `Pods that crash fail the wait long before its time, and the reason is told`() async throws {
    let start = ContinuousClock.now
    let error = await failure {
      try await install(
        workbench.cluster, manifest: Self.failing, timeout: .seconds(60), patience: Self.impatient)
    }
    #expect(ContinuousClock.now - start < .seconds(10))
    let message = try #require(error?.message)
    #expect(
      message.hasPrefix("resource StatefulSet/default/app not ready. status: Failed, message: pod app-"), "\(message)")
    #expect(message.contains("container app: CrashLoopBackOff: exit code 1, restarted 5 times: back-off"))
    #expect(!message.contains("deadline"))
    let details = try #require(error?.details)
    #expect(details.hasPrefix("StatefulSet/default/app\n  pod app-"), "\(details)")
  }

  @Test func `Trouble that has not lasted long enough is told, but fails nothing`() async throws {
    let told = Mutex<[String]>([])
    var patience = Self.impatient
    patience.limits[.crashLoop] = .seconds(600)
    let error = await failure {
      try await install(
        workbench.cluster, manifest: Self.failing, timeout: .seconds(60), patience: patience,
        isInterrupted: { told.withLock { !$0.isEmpty } },
        report: { event in
          if case .troubled(let object, let text) = event { told.withLock { $0.append("\(object.path): \(text)") } }
        })
    }
    // The user's wish has ended the wait, and not the trouble.
    #expect(error?.message.hasSuffix("\ncontext canceled") == true, "\(error?.message ?? "")")
    #expect(told.withLock { $0 }.first?.contains("CrashLoopBackOff") == true)
  }

  @Test func `The values of the release's Secrets stay out of what is told about a failure`() async throws {
    // The embedded cluster's message names the container: here it is a secret.
    let manifest =
      Self.failing.replacing("name: app, image", with: "name: planted-token, image")
      + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {token: cGxhbnRlZC10b2tlbg==}\n"
    let error = await failure {
      try await install(workbench.cluster, manifest: manifest, timeout: .seconds(60), patience: Self.impatient)
    }
    let details = try #require(error?.details)
    #expect(details.contains("(hidden)"))
    #expect(!details.contains("planted-token"))
  }

  @Test func `An object keeps its name where a Secret has the same word`() async throws {
    let manifest =
      Self.failing.replacing("  name: app", with: "  name: orders")
      + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"
      + "stringData: {host: orders, part: rder, message: exit code 1 in orders, reason: exit code}\n"
    let error = await failure {
      try await install(workbench.cluster, manifest: manifest, timeout: .seconds(60), patience: Self.impatient)
    }
    let details = try #require(error?.details)
    #expect(details.hasPrefix("StatefulSet/default/orders\n  pod orders-"), "\(details)")
    #expect(details.contains("CrashLoopBackOff: (hidden) 1"), "\(details)")
  }
}

/// Answers watches as a real server does, by asking the cluster behind it.
///
/// Workloads of the embedded cluster are ready at once; here they are only after their first watch.
final class WatchingTransport: Transport {
  enum Manner: String, CaseIterable, Sendable {
    /// Changes are told as they come.
    case tells
    /// A bookmark first, cut in the middle, then the change.
    case cut
    /// The version is too old; the next watch tells.
    case expired
    /// The same, as a status of the answer.
    case gone
    /// The answer breaks off; the next watch tells.
    case breaks
    /// Nobody may watch.
    case forbidden
    /// The answer is a list: the server knows no watches.
    case lists
    /// Nothing ever comes.
    case silent
  }

  private struct State {
    var watches: [String] = []
    var looks = 0
  }

  private let inner: any Transport
  private let manner: Manner
  private let state = Mutex(State())

  init(_ inner: any Transport, _ manner: Manner) {
    self.inner = inner
    self.manner = manner
  }

  var watches: [String] { state.withLock { $0.watches } }
  /// How often the Deployment was read.
  var looks: Int { state.withLock { $0.looks } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var answer = try await inner.send(request)
    guard request.method == "GET", request.path.contains("/deployments") else { return answer }
    let looks = state.withLock { state in
      state.looks += 1
      return state.looks
    }
    // Ready only where somebody has watched, or has asked often enough.
    if !isReady, looks < 8 { answer.body = Self.unready(answer.body) }
    return answer
  }

  private var isReady: Bool {
    let count = watches.count
    switch manner {
    case .tells, .cut: return count >= 1
    case .expired, .gone, .breaks: return count >= 2
    case .forbidden, .lists, .silent: return false
    }
  }

  private static func unready(_ body: [UInt8]) -> [UInt8] {
    guard let map = JSONCodec.decode(body)?.asMap else { return body }
    for object in map["items"]?.asList?.compactMap(\.asMap) ?? [map] { object["status"] = .map(ValueMap()) }
    return JSONCodec.encode(.map(map))
  }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let count = state.withLock { state in
      state.watches.append("\(request.path)?\(query)")
      return state.watches.count
    }
    let ready = try await inner.send(HTTPRequest(method: "GET", path: request.path + "/app")).body
    let event = Array(#"{"type":"MODIFIED","object":"#.utf8) + ready + Array("}\n".utf8)
    let bookmark = Array(#"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"5"}}}"#.utf8) + [10]
    let expired = Array(#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"#.utf8) + [10]
    switch manner {
    case .tells: return stream([event])
    case .cut:
      return stream([
        Array(bookmark.prefix(9)), Array(bookmark.dropFirst(9)) + Array(event.prefix(50)), Array(event.dropFirst(50)),
      ])
    case .expired: return stream(count == 1 ? [expired] : [event])
    case .gone: return count == 1 ? HTTPStream(status: 410, body: stream([]).body) : stream([event])
    case .breaks:
      if count > 1 { return stream([event]) }
      return HTTPStream(
        status: 200,
        body: AsyncThrowingStream { $0.finish(throwing: TransportError("cut off", mayHaveActed: false)) })
    case .forbidden: return HTTPStream(status: 403, body: stream([]).body)
    case .silent: return stream([])
    case .lists: return stream([Array(#"{"kind":"DeploymentList","items":[]}"#.utf8) + [10]])
    }
  }

  /// An answer of these pieces that stays open, as a watch does.
  private func stream(_ pieces: [[UInt8]]) -> HTTPStream {
    HTTPStream(
      status: 200,
      body: AsyncThrowingStream { continuation in
        for piece in pieces { continuation.yield(piece) }
      })
  }
}

/// A cluster that answers nothing about workloads and pods any more once they have been written.
private final class SilentTransport: Transport {
  private let inner: any Transport
  private let hasWritten = Mutex(false)

  init(inner: any Transport) { self.inner = inner }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    if request.path.contains("/deployments") {
      if request.method != "GET" {
        hasWritten.withLock { $0 = true }
      } else if hasWritten.withLock(\.self) {
        return try await silence()
      }
    }
    return try await inner.send(request)
  }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream { HTTPStream(try await silence()) }

  private func silence() async throws(TransportError) -> HTTPResponse {
    try? await Task.sleep(for: .seconds(120))
    throw TransportError("net/http: timeout awaiting response headers", mayHaveActed: true)
  }
}

extension WatchTests {
  @Test(arguments: [WaitStrategy.watcher, .legacy])
  func `A server that falls silent holds no wait beyond its time`(_ strategy: WaitStrategy) async throws {
    let start = ContinuousClock.now
    let error = await failure {
      try await install(SilentTransport(inner: workbench.cluster), strategy: strategy, timeout: .seconds(1))
    }
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(error?.message.hasSuffix("\ncontext deadline exceeded") == true, "\(error?.message ?? "")")
    #expect(try await workbench.history("web").first?.hasPrefix("1 failed ") == true)
  }

  @Test func `A server that falls silent does not keep the user from ending the operation`() async throws {
    var options = Install.Options()
    options.wait = WaitOptions(strategy: .watcher, timeout: .seconds(100))
    let isWaiting = Mutex(false)
    var context = workbench.context(through: SilentTransport(inner: workbench.cluster)) { event in
      if case .waiting = event { isWaiting.withLock { $0 = true } }
    }
    context.isInterrupted = { isWaiting.withLock { $0 } }
    let start = ContinuousClock.now
    let error = await failure {
      _ = try await Install(context, options: options).run(
        "web", source: ScriptedSource(Self.manifest), values: ValueMap())
    }
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(error?.message.hasSuffix("\ncontext canceled") == true, "\(error?.message ?? "")")
  }
}
