import Kubernetes
import Platform
import Synchronization
import Testing

@Suite struct ResilientTransportTests {
  /// Answers one after the other from a script, and counts.
  private final class Script: Transport {
    enum Step: Sendable {
      case answer(Int, retryAfter: String? = nil)
      case lost(mayHaveActed: Bool)
    }

    private let steps: Mutex<[Step]>
    let sent = Mutex(0)

    init(_ steps: [Step]) { self.steps = Mutex(steps) }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      sent.withLock { $0 += 1 }
      switch steps.withLock({ $0.isEmpty ? .answer(200) : $0.removeFirst() }) {
      case .answer(let status, let retryAfter):
        return HTTPResponse(status: status, headers: retryAfter.map { [("retry-after", $0)] } ?? [])
      case .lost(let mayHaveActed): throw TransportError("connection reset by peer", mayHaveActed: mayHaveActed)
      }
    }
  }

  /// What came of a request: the last status, or nil for an error, how often it was sent, and the waits between.
  private func run(
    _ steps: [Script.Step], _ request: HTTPRequest, hasAnswered: Bool = true
  ) async -> (status: Int?, sent: Int, waits: [Duration]) {
    let script = Script((hasAnswered ? [.answer(200)] : []) + steps)
    let waited = Waits()
    let transport = ResilientTransport(
      script, randomness: Randomness { [UInt8](repeating: 0, count: $0) }, sleep: { waited.add($0) })
    if hasAnswered { _ = try? await transport.send(HTTPRequest(method: "GET", path: "/")) }
    let status = try? await transport.send(request).status
    return (status, script.sent.withLock(\.self) - (hasAnswered ? 1 : 0), waited.all)
  }

  private final class Waits: Sendable {
    private let list = Mutex<[Duration]>([])
    func add(_ wait: Duration) { list.withLock { $0.append(wait) } }
    var all: [Duration] { list.withLock(\.self) }
  }

  private static let get = HTTPRequest(method: "GET", path: "/a")
  private static let post = HTTPRequest(method: "POST", path: "/a")
  private static let put = HTTPRequest(method: "PUT", path: "/a")
  private static let delete = HTTPRequest(method: "DELETE", path: "/a")
  private static let apply = HTTPRequest(
    method: "PATCH", path: "/a", headers: [("Content-Type", "application/apply-patch+yaml")])
  private static let merge = HTTPRequest(
    method: "PATCH", path: "/a", headers: [("Content-Type", "application/merge-patch+json")])

  @Test(arguments: [get, delete, apply])
  func whatMayBeDoneTwiceIsSentAgainAfterALostConnection(request: HTTPRequest) async {
    let result = await run([.lost(mayHaveActed: true), .lost(mayHaveActed: true)], request)
    #expect(result.status == 200 && result.sent == 3)
  }

  @Test(arguments: [post, put, merge])
  func whatTheServerMayHaveDoneIsNotSentAgain(request: HTTPRequest) async {
    let result = await run([.lost(mayHaveActed: true)], request)
    #expect(result.status == nil && result.sent == 1)
  }

  @Test(arguments: [get, post, put, merge])
  func whatNeverReachedTheServerIsSentAgain(request: HTTPRequest) async {
    let result = await run([.lost(mayHaveActed: false)], request)
    #expect(result.status == 200 && result.sent == 2)
  }

  @Test func aServerThatNeverAnsweredIsAskedOnce() async {
    let result = await run([.lost(mayHaveActed: false)], Self.get, hasAnswered: false)
    #expect(result.status == nil && result.sent == 1)
  }

  @Test(arguments: [get, post]) func tooManyRequestsAreSentAgainWhenTheServerSays(request: HTTPRequest) async {
    let result = await run([.answer(429, retryAfter: "7"), .answer(429)], request)
    #expect(result.status == 200 && result.sent == 3)
    #expect(result.waits == [.seconds(7), .milliseconds(200)])
  }

  @Test func aWaitThatAServerAsksForHasALimit() async {
    let result = await run([.answer(429, retryAfter: "86400")], Self.get)
    #expect(result.waits == [.seconds(60)])
  }

  @Test(
    arguments: [
      (503, nil, get, 2), (503, nil, post, 1), (503, "1", post, 2), (500, nil, put, 1), (502, nil, apply, 2),
      (501, nil, get, 1), (409, "1", get, 1), (404, nil, get, 1),
    ] as [(Int, String?, HTTPRequest, Int)])
  func aServersErrorIsBorneWhereThatIsSafe(status: Int, retryAfter: String?, request: HTTPRequest, sent: Int) async {
    let result = await run([.answer(status, retryAfter: retryAfter)], request)
    #expect(result.sent == sent)
    #expect(result.status == (sent == 1 ? status : 200))
  }

  @Test func aRepeatedDeletionThatFindsNothingHasDoneItsWork() async {
    #expect(await run([.lost(mayHaveActed: true), .answer(404)], Self.delete).status == 200)
    #expect(await run([.lost(mayHaveActed: false), .answer(404)], Self.delete).status == 404)
    #expect(await run([.answer(404)], Self.delete).status == 404)
  }

  @Test func itGivesUpInTheEnd() async {
    let result = await run([Script.Step](repeating: .answer(429), count: 100), Self.get)
    #expect(result.status == 429 && result.sent == 10)
    #expect(result.waits.prefix(4) == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)])
    #expect(result.waits.last == .milliseconds(2500))
  }

  @Test func noMoreRequestsThanAllowedAreUnderWayAtOnce() async {
    final class Counter: Transport {
      let state = Mutex((now: 0, most: 0))
      func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        state.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        try? await Task.sleep(for: .milliseconds(2))
        state.withLock { $0.now -= 1 }
        return HTTPResponse(status: 200)
      }
    }
    let counter = Counter()
    var policy = ResilientTransport.Policy()
    policy.atOnce = 3
    let transport = ResilientTransport(counter, policy: policy)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<30 { group.addTask { _ = try? await transport.send(Self.get) } }
    }
    #expect(counter.state.withLock(\.most) == 3)
  }

  @Test func aRateIsKeptOnceTheBurstIsUsedUp() async throws {
    var policy = ResilientTransport.Policy()
    policy.requestsPerSecond = 50
    policy.burst = 5
    let transport = ResilientTransport(Script([]), policy: policy)
    let start = ContinuousClock.now
    for _ in 0..<15 { _ = try await transport.send(Self.get) }
    #expect(ContinuousClock.now - start >= .milliseconds(190))
  }

  @Test func aRateNextToNothingTrapsNothing() async throws {
    var policy = ResilientTransport.Policy()
    policy.requestsPerSecond = 1e-300
    policy.burst = 1
    let transport = ResilientTransport(Script([]), policy: policy)
    _ = try await transport.send(Self.get)
    let second = Task { try await transport.send(Self.get) }
    try await Task.sleep(for: .milliseconds(100))
    second.cancel()
    await #expect(throws: TransportError.self) { try await second.value }
  }
}
