package import Platform
internal import Synchronization
internal import Values

/// A transport that bears with a server's bad moments: it sends no more at once than the server likes, waits where the
/// server asks for it, and repeats what may be repeated.
///
/// Whatever the server may have acted on is sent again only where doing it twice is doing it once: reads, server-side
/// apply, and deletions, of which a repeated one that finds nothing has done its work.
package final class ResilientTransport: Transport {
  /// How much is borne.
  package struct Policy: Sendable {
    /// How many requests may be under way at once; an open watch does not count.
    package var atOnce = 32
    /// How many requests a second may be sent, once `burst` is used up; nil for as many as there are.
    package var requestsPerSecond: Double?
    /// How many requests may be sent at once before `requestsPerSecond` counts.
    package var burst = 100
    /// How often a request is sent at most.
    package var attempts = 10
    /// The wait before the second attempt; it doubles with each, and is shortened by chance to a half at most.
    package var firstDelay = Duration.milliseconds(200)
    /// The longest wait of our own choosing.
    package var longestDelay = Duration.seconds(5)
    /// How long a server that cannot be reached, or says nothing, is tried again.
    package var longestSilence = Duration.seconds(25)
    /// The longest wait that a server may ask for.
    package var longestRetryAfter = Duration.seconds(60)

    /// What suits an API server.
    package init() {}
  }

  private let base: any Transport
  private let policy: Policy
  private let gate: RequestGate
  private let randomness: Randomness
  private let sleep: @Sendable (Duration) async throws -> Void
  private let hasAnswered = Mutex(false)

  /// A transport above another.
  ///
  /// - Parameter sleep: waits; tests take no time.
  package init(
    _ base: any Transport, policy: Policy = Policy(), randomness: Randomness = .system,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.base = base
    self.policy = policy
    self.randomness = randomness
    self.sleep = sleep
    gate = RequestGate(policy)
  }

  /// Sends one request and waits for its answer.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let base = base
    return try await repeating(request, gone: Self.gone) { () async throws(TransportError) in
      let answer = try await base.send(request)
      return Attempt(answer, status: answer.status, headers: answer.headers)
    }
  }

  /// Sends one request and hands over its answer as it comes; what breaks off later is the reader's to repeat.
  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    let base = base
    return try await repeating(request, gone: nil) { () async throws(TransportError) in
      let answer = try await base.open(request)
      return Attempt(answer, status: answer.status, headers: answer.headers)
    }
  }

  private struct Attempt<Answer: Sendable>: Sendable {
    let answer: Answer
    let status: Int
    let headers: [(name: String, value: String)]

    init(_ answer: Answer, status: Int, headers: [(name: String, value: String)]) {
      self.answer = answer
      self.status = status
      self.headers = headers
    }
  }

  private func repeating<Answer: Sendable>(
    _ request: HTTPRequest, gone: Answer?,
    _ work: () async throws(TransportError) -> Attempt<Answer>
  ) async throws(TransportError) -> Answer {
    let isRepeatable = Self.isRepeatable(request)
    var mayHaveActed = false
    var attempted = ContinuousClock.now
    var silentSince: ContinuousClock.Instant?
    for number in 1...max(1, policy.attempts) {
      let isLast = number >= policy.attempts
      let wait: Duration
      do throws(TransportError) {
        try await gate.enter()
        defer { gate.leave() }
        attempted = .now
        let attempt = try await work()
        silentSince = nil
        hasAnswered.withLock { $0 = true }
        if let gone, request.method == "DELETE", attempt.status == 404, mayHaveActed { return gone }
        guard !isLast, let delay = delay(attempt.status, attempt.headers, request, number) else {
          return attempt.answer
        }
        if attempt.status >= 500 { mayHaveActed = true }
        wait = delay
      } catch {
        // A server that never answered is more likely the wrong address than a bad moment: people want to know at once.
        let isWorthIt = error.mayHaveActed ? isRepeatable : hasAnswered.withLock(\.self)
        let since = silentSince ?? attempted
        silentSince = since
        if isLast || !isWorthIt || Task.isCancelled || ContinuousClock.now - since > policy.longestSilence {
          throw TransportError(error.message, mayHaveActed: error.mayHaveActed || mayHaveActed)
        }
        mayHaveActed = mayHaveActed || error.mayHaveActed
        wait = backoff(number)
      }
      do {
        try await sleep(wait)
      } catch {
        throw TransportError("context canceled", mayHaveActed: mayHaveActed)
      }
    }
    throw TransportError("the server could not be reached", mayHaveActed: mayHaveActed)
  }

  /// Whether sending a request twice does what sending it once does.
  static func isRepeatable(_ request: HTTPRequest) -> Bool {
    switch request.method {
    case "GET", "HEAD", "DELETE": true
    case "PATCH": request.headers.header("Content-Type") == KubernetesRequest.Patch.apply.rawValue
    default: false
    }
  }

  /// The wait before another attempt, nil where the answer is final.
  private func delay(
    _ status: Int, _ headers: [(name: String, value: String)], _ request: HTTPRequest, _ number: Int
  ) -> Duration? {
    let asked = Self.retryAfter(headers).map { min($0, policy.longestRetryAfter) }
    switch status {
    // The server has done nothing, and says so.
    case 429: return max(asked ?? .zero, backoff(number))
    case 500...599:
      // With Retry-After, the server invites to send the same again, whatever it is: that is how Kubernetes means it.
      if let asked { return max(asked, backoff(number)) }
      guard Self.isRepeatable(request) else { return nil }
      switch status {
      // Also what a server says of an object that it will never take: that should not be told seconds later.
      case 500: return number <= (request.method == "PATCH" ? 1 : 5) ? backoff(number) : nil
      case 502, 503, 504: return number <= 5 ? backoff(number) : nil
      default: return nil
      }
    default: return nil
    }
  }

  private static func retryAfter(_ headers: [(name: String, value: String)]) -> Duration? {
    guard let seconds = headers.header("Retry-After").flatMap({ Int($0) }), (0..<1 << 30).contains(seconds) else {
      return nil
    }
    return .seconds(seconds)
  }

  private func backoff(_ number: Int) -> Duration {
    let full = min(policy.firstDelay * (1 << min(number - 1, 16)), policy.longestDelay)
    let dice = randomness.bytes(2).reduce(0) { $0 << 8 | Int($1) }
    return full / 2 + full / 2 * dice / 65_536
  }

  /// What the server would have answered to the deletion that did the work.
  private static let gone = HTTPResponse(
    status: 200, headers: [(name: "Content-Type", value: "application/json")],
    body: Array(#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success"}"#.utf8))
}

/// Lets requests pass: so many at once, so many a second.
private final class RequestGate: Sendable {
  private struct State {
    var free: Int
    var waiting: [(id: Int, waiter: CheckedContinuation<Bool, Never>)] = []
    var nextID = 0
    /// How many requests may go at once; it fills up with time.
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private let rate: Double?
  private let burst: Double
  private let state: Mutex<State>

  init(_ policy: ResilientTransport.Policy) {
    rate = policy.requestsPerSecond
    burst = Double(max(1, policy.burst))
    state = Mutex(State(free: max(1, policy.atOnce), tokens: burst, filledAt: .now))
  }

  /// Waits until a request may go.
  func enter() async throws(TransportError) {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let isLetIn = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: CheckedContinuation<Bool, Never>) in
        let isFree = state.withLock { state -> Bool? in
          if Task.isCancelled { return false }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting.append((id, waiter))
          return nil
        }
        if let isFree { waiter.resume(returning: isFree) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let index = state.waiting.firstIndex { $0.id == id }
        return index.map { state.waiting.remove(at: $0).waiter }
      }
      waiter?.resume(returning: false)
    }
    guard isLetIn else { throw TransportError("context canceled", mayHaveActed: false) }
    if let wait = takeToken() {
      do {
        try await Task.sleep(for: wait)
      } catch {
        leave()
        throw TransportError("context canceled", mayHaveActed: false)
      }
    }
  }

  /// A request is done.
  func leave() {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      if state.waiting.isEmpty {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().waiter
    }
    waiter?.resume(returning: true)
  }

  /// Takes a token, on credit where there is none; the answer is how long to wait for it.
  private func takeToken() -> Duration? {
    guard let rate else { return nil }
    return state.withLock { state in
      let now = ContinuousClock.now
      state.tokens = min(burst, state.tokens + (now - state.filledAt) / .seconds(1) * rate)
      state.filledAt = now
      state.tokens -= 1
      // No duration is as long as a rate next to nothing would have it.
      return state.tokens >= 0 ? nil : .seconds(min(-state.tokens / rate, 1e6))
    }
  }
}
