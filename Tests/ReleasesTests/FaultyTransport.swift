import Kubernetes
import Releases
import Synchronization

/// Passes requests on to a cluster until its time has come; then it answers as a fault would.
final class FaultyTransport: Transport {
  enum Fault: Sendable, CaseIterable {
    /// The connection is refused.
    case refused
    /// The connection breaks before the server has acted; who sent the request cannot know.
    case cutBefore
    /// The connection breaks after the server has acted.
    case cutAfter
    /// The server answers 409 to a write, without acting.
    case conflict
    /// The server answers 429.
    case tooManyRequests
    /// The server answers 500 without acting.
    case internalError
    /// The server answers 503 without acting.
    case unavailable
    /// The server takes its time.
    case slow
    /// The process dies before it sends the request, as by `kill -9`.
    case killedBefore
    /// The process dies after the server has acted.
    case killedAfter

    /// Whether nothing is sent any more afterwards.
    var isDeath: Bool { self == .killedBefore || self == .killedAfter }
  }

  private let cluster: any Transport
  private let fault: Fault
  private let first: Int
  private let last: Int
  private let count = Mutex(0)
  private let end = Mutex<(isDead: Bool, process: Task<ReleaseError?, Never>?)>((false, nil))

  /// A fault at the requests from `first` to `last`, counted from 0; deaths have no end.
  init(_ cluster: any Transport, _ fault: Fault, from first: Int, to last: Int = .max) {
    self.cluster = cluster
    self.fault = fault
    self.first = first
    self.last = fault.isDeath ? .max : last
  }

  /// How many requests there were.
  var requests: Int { count.withLock { $0 } }

  /// Says which task stands for the process that dies: it is cancelled, so that it waits for nothing any more.
  func stands(for process: Task<ReleaseError?, Never>) {
    let isDead = end.withLock { end in
      end.process = process
      return end.isDead
    }
    if isDead { process.cancel() }
  }

  private func die() {
    end.withLock { end in
      end.isDead = true
      return end.process
    }?.cancel()
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = count.withLock { count in
      count += 1
      return count - 1
    }
    guard number >= first, number <= last else { return try await cluster.send(request) }
    switch fault {
    case .refused: throw TransportError("connection refused", mayHaveActed: false)
    case .cutBefore: throw TransportError("connection reset by peer", mayHaveActed: true)
    case .cutAfter:
      _ = try await cluster.send(request)
      throw TransportError("connection reset by peer", mayHaveActed: true)
    case .killedBefore, .killedAfter:
      if number == first, fault == .killedAfter { _ = try await cluster.send(request) }
      die()
      throw TransportError("dead processes send nothing", mayHaveActed: true)
    case .conflict:
      if request.method == "GET" { return try await cluster.send(request) }
      return status(409, "Conflict")
    case .tooManyRequests: return status(429, "TooManyRequests")
    case .internalError: return status(500, "InternalError")
    case .unavailable: return status(503, "ServiceUnavailable")
    case .slow:
      try? await Task.sleep(for: .milliseconds(2))
      return try await cluster.send(request)
    }
  }

  private func status(_ code: Int, _ reason: String) -> HTTPResponse {
    let body =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"\#(reason)","message":"planted","code":\#(code)}"#
    return HTTPResponse(status: code, body: Array(body.utf8))
  }
}
