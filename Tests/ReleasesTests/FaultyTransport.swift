import Kubernetes
import Synchronization

/// Passes requests on to a cluster until its time has come; then it answers as a fault would.
final class FaultyTransport: Transport {
  enum Fault: Sendable, CaseIterable {
    /// The connection is refused.
    case refused
    /// The connection breaks after the server has acted.
    case cutAfterwards
    /// The server answers 500 without acting.
    case internalError
    /// The server answers 409 to a write, without acting.
    case conflict
  }

  private let cluster: any Transport
  private let fault: Fault
  private let first: Int
  private let last: Int
  private let count = Mutex(0)

  /// A fault at the requests from `first` to `last`, counted from 0.
  init(_ cluster: any Transport, _ fault: Fault, from first: Int, to last: Int = .max) {
    self.cluster = cluster
    self.fault = fault
    self.first = first
    self.last = last
  }

  /// How many requests there were.
  var requests: Int { count.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = count.withLock { count in
      count += 1
      return count - 1
    }
    guard number >= first, number <= last else { return try await cluster.send(request) }
    switch fault {
    case .refused: throw TransportError("connection refused", mayHaveActed: false)
    case .cutAfterwards:
      _ = try await cluster.send(request)
      throw TransportError("connection reset by peer", mayHaveActed: true)
    case .internalError: return status(500, "InternalError")
    case .conflict:
      if request.method == "GET" { return try await cluster.send(request) }
      return status(409, "Conflict")
    }
  }

  private func status(_ code: Int, _ reason: String) -> HTTPResponse {
    let body =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"\#(reason)","message":"planted","code":\#(code)}"#
    return HTTPResponse(status: code, body: Array(body.utf8))
  }
}
