internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import Platform

/// Sends requests over connections that are kept and used again.
final class HTTPClient: Sendable {
  /// A request to an address.
  struct Message: Sendable {
    var method: String
    var address: WebAddress
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// The proxy on the way, nil for the straight way.
    var proxy: WebAddress?
  }

  /// An answer whose body still comes in.
  struct Answer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: BodyReader
  }

  /// How long a server may say nothing before it is given up.
  private let patience: Duration
  private let pool: ConnectionPool

  init(tls: TLSSettings, clock: WallClock, patience: Duration) {
    pool = ConnectionPool(tls: tls, clock: clock)
    self.patience = patience
  }

  /// Closes the idle connections; requests under way go on.
  func close() { pool.close() }

  /// Sends a request and waits for the beginning of its answer.
  ///
  /// - Parameter isLimited: whether the body, too, must keep coming; false for a watch.
  func start(_ message: Message, isLimited: Bool) async throws(TransportError) -> Answer {
    let route = Route(to: message.address, proxy: message.proxy)
    var hasFailedAnew = false
    while true {
      if Task.isCancelled { throw TransportError("context canceled", mayHaveActed: false) }
      let (connection, isNew) = try await pool.connection(route)
      let exchange = Exchange()
      do throws(TransportError) {
        return try await attempt(message, connection, exchange, isLimited: isLimited)
      } catch {
        // A connection that had been kept may have been closed by the server just now: that says nothing about the
        // request. One that the server may have acted on is sent again only where that cannot matter.
        let isRepeatable = !error.mayHaveActed || message.method == "GET" || message.method == "HEAD"
        if !isRepeatable || exchange.wasGivenUp { throw error }
        // A server may also close a connection that it has just accepted: before anything was sent, once is chance.
        if isNew {
          if error.mayHaveActed || hasFailedAnew { throw error }
          hasFailedAnew = true
        }
      }
    }
  }

  private func attempt(
    _ message: Message, _ connection: Connection, _ exchange: Exchange, isLimited: Bool
  ) async throws(TransportError) -> Answer {
    let pool = pool
    let body = message.body.isEmpty ? nil : ByteBuffer(bytes: message.body)
    connection.send(Self.head(message, connection.route), body: body, exchange: exchange) { isReusable in
      if isReusable { pool.keep(connection) }
    }
    let reader = BodyReader(exchange, connection.channel.eventLoop, patience: isLimited ? patience : nil)
    let head = try await reader.limited(patience, "net/http: timeout awaiting response headers") {
      () async throws(TransportError) in
      try await exchange.head()
    }
    let headers = head.headers.map { (name: $0.name, value: $0.value) }
    return Answer(status: Int(head.status.code), headers: headers, body: reader)
  }

  private static func head(_ message: Message, _ route: Route) -> HTTPRequestHead {
    var headers = HTTPHeaders()
    headers.add(name: "Host", value: message.address.authority)
    for (name, value) in message.headers { headers.add(name: name, value: value) }
    if headers["User-Agent"].isEmpty { headers.add(name: "User-Agent", value: UserAgent.text) }
    let mayHaveBody = ["POST", "PUT", "PATCH"].contains(message.method)
    if !message.body.isEmpty || mayHaveBody {
      headers.replaceOrAdd(name: "Content-Length", value: String(message.body.count))
    }
    var target = message.address.target
    if route.isForwarded, let proxy = route.proxy {
      target = message.address.origin + target
      if let authorization = Route.authorization(proxy) {
        headers.replaceOrAdd(name: "Proxy-Authorization", value: authorization)
      }
    }
    return HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: message.method), uri: target, headers: headers)
  }
}

/// Reads the body of one answer; when nobody reads any more, the request ends.
final class BodyReader: Sendable {
  private let exchange: Exchange
  private let loop: any EventLoop
  private let patience: Duration?

  init(_ exchange: Exchange, _ loop: any EventLoop, patience: Duration?) {
    self.exchange = exchange
    self.loop = loop
    self.patience = patience
  }

  deinit { exchange.cancel() }

  /// The next piece, nil at the end.
  func next() async throws(TransportError) -> [UInt8]? {
    let exchange = exchange
    let chunk = try await limited(patience, "context deadline exceeded while reading body") {
      () async throws(TransportError) in
      try await exchange.next()
    }
    return chunk.map { Array($0.readableBytesView) }
  }

  /// All of it.
  ///
  /// - Parameter limit: the most bytes that are accepted.
  func collect(limit: Int = .max) async throws(TransportError) -> [UInt8] {
    var body: [UInt8] = []
    while let chunk = try await next() {
      if body.isEmpty { body = chunk } else { body += chunk }
      if body.count > limit {
        throw TransportError("the answer is larger than \(limit) bytes", mayHaveActed: true)
      }
    }
    return body
  }

  /// Waits for something of the exchange, no longer than `patience`, and not beyond the task's cancellation.
  func limited<Result: Sendable>(
    _ patience: Duration?, _ reason: String, _ work: () async throws(TransportError) -> Result
  ) async throws(TransportError) -> Result {
    let exchange = exchange
    let timer = patience.map { patience in
      loop.scheduleTask(in: .nanoseconds(Int64(patience / .nanoseconds(1)))) { exchange.giveUp(reason) }
    }
    defer { timer?.cancel() }
    let outcome = await withTaskCancellationHandler {
      await Self.outcome(work)
    } onCancel: {
      exchange.giveUp("context canceled")
    }
    return try outcome.get()
  }

  private static func outcome<Success: Sendable>(
    _ work: () async throws(TransportError) -> Success
  ) async -> Result<Success, TransportError> {
    do throws(TransportError) {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}
