package import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A small HTTP/1.1 server, plain or with TLS: what it is asked, a function answers.
///
/// Connections are kept for the next request; streamed answers go out in chunks as they come; a caller that goes away
/// cancels the task that answers it.
package final class HTTPServer: Sendable {
  /// Answers one request, in a task of its own.
  package typealias Handler = @Sendable (_ request: HTTPRequest) async -> HTTPAnswer

  /// Where and how to listen.
  package struct Settings: Sendable {
    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port, 0 for any that is free.
    package var port = 0
    /// The server's certificate and those above it, as PEM; empty for plain HTTP.
    package var certificateChain: [UInt8] = []
    /// The certificate's key, as PEM.
    package var privateKey: [UInt8] = []
    /// Certificates that may sign clients' certificates, as PEM; where there are some, a client needs a certificate.
    package var clientAuthorities: [UInt8] = []
    /// The most bytes of a request's body; more is answered with 413.
    package var bodyLimit = 64 << 20

    /// Plain HTTP on loopback, on any port.
    package init() {}
  }

  /// The port that it listens on.
  package let port: Int
  private let listener: any Channel
  private let connections: ServerConnections

  private init(_ listener: any Channel, _ connections: ServerConnections) {
    self.listener = listener
    self.connections = connections
    port = listener.localAddress?.port ?? 0
  }

  /// Starts to listen.
  package static func serve(
    _ settings: Settings, _ handler: @escaping Handler
  ) async throws(HTTPServerError) -> HTTPServer {
    let context = try tls(settings)
    let connections = ServerConnections()
    let limit = settings.bodyLimit
    let bootstrap = ServerBootstrap(group: EventLoops.shared)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(ServerConnection(handler, connections, bodyLimit: limit))
        }
      }
    do {
      return HTTPServer(try await bootstrap.bind(host: settings.host, port: settings.port).get(), connections)
    } catch {
      throw HTTPServerError("listen tcp \(settings.host):\(settings.port): \(ConnectionFailure.words(error))")
    }
  }

  private static func tls(_ settings: Settings) throws(HTTPServerError) -> NIOSSLContext? {
    if settings.certificateChain.isEmpty { return nil }
    do throws(TLSSettingsError) {
      let problem = "tls: failed to find any PEM data in certificate input"
      let chain = try TLSSettings.certificates(settings.certificateChain, problem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try TLSSettings.key(settings.privateKey)))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      if !settings.clientAuthorities.isEmpty {
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates(
          try TLSSettings.certificates(settings.clientAuthorities, "unable to load client certificates"))
      }
      do {
        return try NIOSSLContext(configuration: configuration)
      } catch {
        throw TLSSettingsError("tls: private key does not match public key")
      }
    } catch {
      throw HTTPServerError("\(error)")
    }
  }

  /// Stops listening, lets requests under way come to their end, and ends those that have not after `grace`.
  package func shutDown(grace: Duration = .seconds(5)) async {
    try? await listener.close()
    await connections.shutDown(grace: grace)
  }
}

/// What a server answers: all at once, or piece by piece.
package enum HTTPAnswer: Sendable {
  /// An answer whose body is there; it goes out with its length.
  case whole(HTTPResponse)
  /// An answer whose body comes in pieces; it goes out in chunks.
  case stream(HTTPStream)
}

/// A server that could not start.
package struct HTTPServerError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// The connections that a server has, so that it can end in an orderly way.
final class ServerConnections: Sendable {
  private struct State {
    var open: [ObjectIdentifier: NIOLoopBound<ServerConnection>] = [:]
    var isClosing = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Whether no connection should be kept for another request.
  var isClosing: Bool { state.withLock { $0.isClosing } }

  func add(_ connection: ServerConnection, _ loop: any EventLoop) {
    let bound = NIOLoopBound(connection, eventLoop: loop)
    state.withLock { $0.open[ObjectIdentifier(connection)] = bound }
  }

  func remove(_ connection: ServerConnection) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.open[ObjectIdentifier(connection)] = nil
      if !state.open.isEmpty { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  func shutDown(grace: Duration) async {
    let open = state.withLock { state in
      state.isClosing = true
      return Array(state.open.values)
    }
    tell(open) { $0.closeIfIdle() }
    let end = Task {
      try? await Task.sleep(for: grace)
      if Task.isCancelled { return }
      tell(state.withLock { Array($0.open.values) }) { $0.closeNow() }
    }
    await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
      let isDone = state.withLock { state in
        if state.open.isEmpty { return true }
        state.waiter = waiter
        return false
      }
      if isDone { waiter.resume() }
    }
    end.cancel()
  }

  private func tell(
    _ connections: [NIOLoopBound<ServerConnection>], _ what: @escaping @Sendable (ServerConnection) -> Void
  ) {
    for connection in connections { connection.eventLoop.execute { what(connection.value) } }
  }
}
