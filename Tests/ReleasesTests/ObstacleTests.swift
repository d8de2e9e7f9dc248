import Kubernetes
import Releases
import Synchronization
import Testing
import Values

/// Pods that an earlier revision has broken, and that their StatefulSet leaves alone.
struct ObstacleTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static let manifest = """
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec: {containers: [{name: db, image: "db:1"}]}

    """

  /// What is told about pods while a release whose StatefulSet waits for one is installed.
  ///
  /// - Parameter looks: after how many looks at the pods the user has enough of it.
  private func warnings(
    _ transport: StuckTransport, looks: Int = .max
  ) async throws(ReleaseError) -> [String] {
    let told = Mutex<[String]>([])
    var context = workbench.context(through: transport) { event in
      if case .warning(let text) = event { told.withLock { $0.append(text) } }
    }
    context.patience = Patience(interval: .milliseconds(20))
    context.isInterrupted = { transport.looks >= looks }
    var options = Install.Options()
    options.wait = WaitOptions(strategy: .legacy, timeout: .seconds(60))
    _ = try await Install(context, options: options).run(
      "web", source: ScriptedSource(Self.manifest), values: ValueMap())
    return told.withLock { $0 }
  }

  @Test func `One that stands in the way is deleted, which is told`() async throws {
    let told = try await warnings(StuckTransport(workbench.cluster))
    #expect(
      told == [
        "deleted pod db-0 of an earlier revision, which StatefulSet/default/db waits for in vain: ImagePullBackOff"
      ])
    #expect(try await workbench.history("web") == ["1 deployed Install complete"])
  }

  @Test func `Where it may not be deleted, that is told once and the wait goes on to its end`() async throws {
    let transport = StuckTransport(workbench.cluster, deletion: 403)
    let error = await failure { _ = try await warnings(transport, looks: 20) }
    #expect(error?.code == .notReady)
    #expect(transport.deletions == 1)
  }

  @Test(arguments: [
    StuckTransport.Pod(revision: "db-new"), .init(owner: "another"), .init(isReady: true), .init(reason: "Pulling"),
    .init(number: 1, partition: 2), .init(reason: "Unschedulable"), .init(hasUnreadySibling: true),
  ])
  func `Every other pod is left alone`(_ pod: StuckTransport.Pod) async throws {
    let transport = StuckTransport(workbench.cluster, pod)
    let error = await failure { _ = try await warnings(transport, looks: 20) }
    #expect(error?.code == .notReady)
    #expect(transport.looks >= 20)
    #expect(transport.deletions == 0)
  }
}

/// A cluster whose StatefulSet does not become ready until its one pod has been deleted.
final class StuckTransport: Transport {
  /// The pod, and what matters about it.
  struct Pod: Sendable {
    var number = 0
    var revision = "db-old"
    /// The owner's uid; the StatefulSet's where there is none.
    var owner: String?
    var isReady = false
    var reason = "ImagePullBackOff"
    /// The first number that the StatefulSet replaces.
    var partition = 0
    /// Whether there is a pod of the new revision, which is not ready yet.
    var hasUnreadySibling = false
  }

  private let inner: any Transport
  private let pod: Pod
  private let deletion: Int
  private let state = Mutex((uid: "", deletions: 0, looks: 0))

  /// - Parameter deletion: the status that the pod's deletion is answered with.
  init(_ inner: any Transport, _ pod: Pod = Pod(), deletion: Int = 200) {
    self.inner = inner
    self.pod = pod
    self.deletion = deletion
  }

  /// How often the pods were asked for.
  var looks: Int { state.withLock { $0.looks } }

  /// How often the pod's deletion was asked for.
  var deletions: Int { state.withLock { $0.deletions } }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream { HTTPStream(try await send(request)) }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    if request.method == "DELETE", request.path.contains("/pods/") {
      state.withLock { $0.deletions += 1 }
      return HTTPResponse(status: deletion, body: Array(#"{"kind":"Status","apiVersion":"v1"}"#.utf8))
    }
    let isStuck = deletions == 0 || deletion != 200
    if isStuck, request.method == "GET", request.path.hasSuffix("/pods") {
      state.withLock { $0.looks += 1 }
      return HTTPResponse(status: 200, body: Array(list.utf8))
    }
    var answer = try await inner.send(request)
    guard isStuck, request.method == "GET", request.path.hasSuffix("/statefulsets/db"),
      let set = JSONCodec.decode(answer.body)?.asMap
    else { return answer }
    let uid = KubernetesObject(set).uid
    state.withLock { $0.uid = uid }
    set["status"] = .map(
      ValueMap([
        ("observedGeneration", .int(KubernetesObject(set).generation ?? 1)), ("replicas", .int(1)),
        ("readyReplicas", .int(0)), ("currentRevision", .string("db-new")), ("updateRevision", .string("db-new")),
      ]))
    let rolling = ValueMap([("partition", .int(pod.partition))])
    set["spec"]?.asMap?["updateStrategy"] = .map(ValueMap([("rollingUpdate", .map(rolling))]))
    answer.body = JSONCodec.encode(.map(set))
    return answer
  }

  private var list: String {
    let sibling =
      pod.hasUnreadySibling ? "," + item(9, revision: "db-new", state: #"{"running":{}}"#, isReady: false) : ""
    let waiting = pod.isReady ? #"{"running":{}}"# : #"{"waiting":{"reason":"\#(pod.reason)","message":"no"}}"#
    let items = item(pod.number, revision: pod.revision, state: waiting, isReady: pod.isReady) + sibling
    return #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[\#(items)]}"#
  }

  private func item(_ number: Int, revision: String, state container: String, isReady: Bool) -> String {
    let owner = pod.owner ?? state.withLock { $0.uid }
    let condition =
      pod.reason == "Unschedulable"
      ? #"{"type":"PodScheduled","status":"False","reason":"Unschedulable"}"#
      : #"{"type":"Ready","status":"\#(isReady ? "True" : "False")"}"#
    return """
      {
        "metadata":{
          "name":"db-\(number)","namespace":"default","uid":"\(number)","labels":{
            "app":"db","controller-revision-hash":"\(revision)"},
          "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"\(owner)"}]},
        "spec":{"containers":[{"name":"db","image":"db:0"}]},
        "status":{
          "phase":"\(isReady ? "Running" : "Pending")","conditions":[\(condition)],
          "containerStatuses":[{"name":"db","ready":\(isReady),"restartCount":0,"state":\(container)}]}}
      """
  }
}
