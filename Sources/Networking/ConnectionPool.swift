internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Platform
internal import Synchronization

/// Connections that are kept for the next request, and those that are made where none is free.
final class ConnectionPool: Sendable {
  /// How long a connection may lie idle and still be used: servers and balancers close them without a word.
  private static let idleTime = TimeAmount.seconds(60)
  /// How long the way to a server may take, proxy and TLS and all.
  private static let openingTime = TimeAmount.seconds(30)

  private struct Idle {
    let connection: Connection
    let since: NIODeadline
  }

  private struct State {
    var idle: [Route: [Idle]] = [:]
    var context: NIOSSLContext?
    var isClosed = false
  }

  private let tls: TLSSettings
  private let clock: WallClock
  private let state = Mutex(State())

  init(tls: TLSSettings, clock: WallClock) {
    self.tls = tls
    self.clock = clock
  }

  deinit { close() }

  /// A connection that leads where `route` says: one that was used before, or a new one.
  func connection(_ route: Route) async throws(TransportError) -> (connection: Connection, isNew: Bool) {
    if let connection = takeIdle(route) { return (connection, false) }
    return (try await open(route), true)
  }

  /// Keeps a connection for the next request.
  func keep(_ connection: Connection) {
    let isKept = state.withLock { state in
      if state.isClosed { return false }
      state.idle[connection.route, default: []].append(Idle(connection: connection, since: .now()))
      return true
    }
    if !isKept { connection.close() }
  }

  /// Closes whatever lies idle; what is at work is closed when it is done.
  func close() {
    let connections = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [:] }
      return state.idle.values.flatMap { $0 }
    }
    for idle in connections { idle.connection.close() }
  }

  private func takeIdle(_ route: Route) -> Connection? {
    let oldest = NIODeadline.now() - Self.idleTime
    let (found, stale) = state.withLock { state -> (Connection?, [Connection]) in
      var stale: [Connection] = []
      while let last = state.idle[route]?.popLast() {
        if last.connection.channel.isActive, last.since > oldest { return (last.connection, stale) }
        stale.append(last.connection)
      }
      return (nil, stale)
    }
    for connection in stale { connection.close() }
    return found
  }

  // MARK: - Opening

  private func context() throws(TransportError) -> NIOSSLContext {
    if let context = state.withLock({ $0.context }) { return context }
    do throws(TLSSettingsError) {
      let context = try tls.context()
      state.withLock { $0.context = context }
      return context
    } catch {
      throw TransportError("\(error)", mayHaveActed: false)
    }
  }

  private func open(_ route: Route) async throws(TransportError) -> Connection {
    let context = route.isSecure ? try context() : nil
    let loop = EventLoops.shared.next()
    let opened = loop.makePromise(of: Void.self)
    let pool = self
    // One for each of the host's addresses that is tried.
    let tried = Mutex((channels: [any Channel](), isCancelled: false))
    do {
      let made = try await withTaskCancellationHandler {
        let made = try await ClientBootstrap(group: loop)
          .connectTimeout(Self.openingTime)
          .channelOption(.socketOption(.so_keepalive), value: 1)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .channelOption(.maxMessagesPerRead, value: 4)
          .connect(host: route.proxy?.host ?? route.host, port: route.proxy?.port ?? route.port) { channel in
            let isWanted = tried.withLock { tried in
              tried.channels.append(channel)
              return !tried.isCancelled
            }
            return channel.eventLoop.makeCompletedFuture { () throws -> Made in
              if !isWanted { throw CancellationError() }
              return try pool.prepare(channel, route, context, opened)
            }
          }
        let timeout = loop.scheduleTask(in: Self.openingTime) {
          opened.fail(TransportError("net/http: TLS handshake timeout", mayHaveActed: false))
        }
        defer { timeout.cancel() }
        do {
          try await opened.futureResult.get()
        } catch {
          made.channel.close(promise: nil)
          throw error
        }
        return made
      } onCancel: {
        opened.fail(TransportError("context canceled", mayHaveActed: false))
        let channels = tried.withLock { tried in
          tried.isCancelled = true
          return tried.channels
        }
        for channel in channels { channel.close(promise: nil) }
      }
      return Connection(made.channel, made.handler, route)
    } catch {
      // A promise must not be dropped unkept; where it was kept, this changes nothing.
      opened.fail(error)
      if Task.isCancelled { throw TransportError("context canceled", mayHaveActed: false) }
      if let error = error as? TransportError { throw error }
      throw TransportError(ConnectionFailure.words(connecting: error, to: route), mayHaveActed: false)
    }
  }

  private struct Made: Sendable {
    let channel: any Channel
    let handler: NIOLoopBound<ConnectionHandler>
  }

  /// Puts together what speaks on a connection: the proxy's TLS, the tunnel, the server's TLS, HTTP.
  private func prepare(
    _ channel: any Channel, _ route: Route, _ context: NIOSSLContext?, _ opened: EventLoopPromise<Void>
  ) throws -> Made {
    let serverName = tls.serverName
    let now = clock.now
    let opening = Opening(isSecure: route.isSecure, opened) { error, certificate in
      TransportError(
        ConnectionFailure.words(
          opening: error, certificate: certificate, route: route, serverName: serverName, now: now()),
        mayHaveActed: false)
    }
    let handler = ConnectionHandler(opening)
    func speak(_ pipeline: ChannelPipeline.SynchronousOperations) throws {
      if let context {
        let name = serverName ?? route.host
        try pipeline.addHandler(
          NIOSSLClientHandler(context: context, serverHostname: IPAddress(name) == nil ? name : nil))
      }
      try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes, enableOutboundHeaderValidation: true)
      try pipeline.addHandler(handler)
    }
    let pipeline = channel.pipeline.syncOperations
    if let proxy = route.proxy {
      if proxy.scheme == "https" {
        let toProxy = try NIOSSLContext(configuration: .makeClientConfiguration())
        try pipeline.addHandler(
          NIOSSLClientHandler(context: toProxy, serverHostname: IPAddress(proxy.host) == nil ? proxy.host : nil))
      }
      if !route.isForwarded {
        try pipeline.addHandler(
          TunnelHandler(proxy: proxy, host: route.host, port: route.port, open: speak) { refusal in
            opening.fail(refusal, certificate: nil)
          })
        return Made(channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
      }
    }
    try speak(pipeline)
    return Made(channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
  }
}
