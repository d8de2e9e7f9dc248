internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import NIOTLS

/// One HTTP/1.1 connection, seen from outside its thread.
final class Connection: Sendable {
  let channel: any Channel
  let route: Route
  private let handler: NIOLoopBound<ConnectionHandler>

  init(_ channel: any Channel, _ handler: NIOLoopBound<ConnectionHandler>, _ route: Route) {
    self.channel = channel
    self.handler = handler
    self.route = route
  }

  /// Sends a request; the answer comes through the exchange.
  ///
  /// - Parameter release: is told when the connection has nothing more to do with the exchange, and whether it can
  ///   take another one.
  func send(
    _ head: HTTPRequestHead, body: ByteBuffer?, exchange: Exchange,
    release: @escaping @Sendable (_ isReusable: Bool) -> Void
  ) {
    let handler = handler
    channel.eventLoop.execute {
      handler.value.start(head, body: body, exchange: exchange, release: release)
    }
  }

  /// Ends the connection.
  func close() { channel.close(promise: nil) }
}

/// Speaks HTTP/1.1 on a connection, one exchange after the other; it lives on the connection's thread.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private let opening: Opening
  private var context: ChannelHandlerContext?
  private var exchange: Exchange?
  private var release: (@Sendable (Bool) -> Void)?
  private var keepsAlive = true
  private var hasWrittenAll = false
  private var isPaused = false
  private var readIsPending = false
  private var failure: (any Error)?

  /// - Parameter opening: learns how the connection's opening went.
  init(_ opening: Opening) { self.opening = opening }

  // MARK: - Opening

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive, !opening.isSecure { opening.succeed() }
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    if !opening.isSecure { opening.succeed() }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { opening.succeed() }
    context.fireUserInboundEventTriggered(event)
  }

  // MARK: - Exchanges

  func start(
    _ head: HTTPRequestHead, body: ByteBuffer?, exchange: Exchange, release: @escaping @Sendable (Bool) -> Void
  ) {
    guard let context, context.channel.isActive else {
      let reason = failure.map(ConnectionFailure.words) ?? "the connection was closed before the request was sent"
      exchange.fail(TransportError(reason, mayHaveActed: false))
      release(false)
      return
    }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let channel = context.channel
    let isWanted = exchange.attach(
      resume: { channel.eventLoop.execute { bound.value.goOnReading() } },
      cancel: { channel.eventLoop.execute { bound.value.abandon(exchange) } })
    guard isWanted else {
      release(true)
      return
    }
    self.exchange = exchange
    self.release = release
    keepsAlive = true
    hasWrittenAll = false
    exchange.markSent()
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if let body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { self.hasWrittenAll = true }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      keepsAlive = head.isKeepAlive
      exchange.receive(head)
    case .body(let chunk):
      if !exchange.receive(chunk) { isPaused = true }
    case .end:
      // A server that answers before it has read everything wants no more on this connection.
      let isReusable = keepsAlive && hasWrittenAll && context.channel.isActive
      self.exchange = nil
      exchange.end()
      finish(isReusable)
    }
  }

  /// Reads no more while the answer's reader is behind.
  func read(context: ChannelHandlerContext) {
    if isPaused { readIsPending = true } else { context.read() }
  }

  private func goOnReading() {
    isPaused = false
    if readIsPending {
      readIsPending = false
      context?.read()
    }
  }

  /// Ends the connection because an exchange is not wanted any more; where that one has just come to its end, the
  /// connection may be another's by now.
  private func abandon(_ unwanted: Exchange) {
    if exchange === unwanted { context?.close(promise: nil) }
  }

  private func finish(_ isReusable: Bool) {
    let release = release
    self.release = nil
    if isPaused { goOnReading() }
    if !isReusable { context?.close(promise: nil) }
    release?(isReusable)
  }

  // MARK: - Ends

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A server that closes without TLS's farewell says no more than one that closes.
    if case NIOSSLError.uncleanShutdown? = error as? NIOSSLError {
      context.close(promise: nil)
      return
    }
    if failure == nil { failure = error }
    if !opening.isDecided {
      let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
      opening.fail(error, certificate: tls?.peerCertificate)
    }
    fail(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    let reason = failure ?? ChannelError.eof
    if !opening.isDecided { opening.fail(reason, certificate: nil) }
    fail(reason)
    context.fireChannelInactive()
  }

  private func fail(_ error: any Error) {
    guard let exchange else { return }
    self.exchange = nil
    exchange.fail(TransportError(ConnectionFailure.words(error), mayHaveActed: exchange.mayHaveActed))
    finish(false)
  }
}

/// Whether a connection has come about; it lives on the connection's thread.
final class Opening {
  /// Whether TLS has to be agreed on first.
  let isSecure: Bool
  private var promise: EventLoopPromise<Void>?
  private let describe: (any Error, NIOSSLCertificate?) -> TransportError

  init(
    isSecure: Bool, _ promise: EventLoopPromise<Void>,
    describe: @escaping (any Error, NIOSSLCertificate?) -> TransportError
  ) {
    self.isSecure = isSecure
    self.promise = promise
    self.describe = describe
  }

  /// Whether it is known how the opening went.
  var isDecided: Bool { promise == nil }

  func succeed() {
    promise?.succeed()
    promise = nil
  }

  func fail(_ error: any Error, certificate: NIOSSLCertificate?) {
    promise?.fail(describe(error, certificate))
    promise = nil
  }
}
