package import Kubernetes
package import Platform
internal import Synchronization

/// The way to a Kubernetes API server over the network.
///
/// Nothing is opened before the first request.
package final class NetworkTransport: Transport {
  /// How long a server may say nothing before it is given up: longer than an API server lets any request take.
  package static let patience = Duration.seconds(120)

  private let access: ClusterAccess
  private let credentials: Credentials
  private let context: ProcessContext
  private let proxy: WebAddress?
  private let patience: Duration
  private let state = Mutex(State())

  private struct State {
    var client: HTTPClient?
    var certificate: ExecCredential.Certificate?
  }

  /// A transport to the cluster that `access` describes.
  ///
  /// - Parameters:
  ///   - context: the environment, for proxies and credential plugins, and the clock.
  ///   - patience: how long a server may say nothing.
  package init(_ access: ClusterAccess, context: ProcessContext, patience: Duration = NetworkTransport.patience) {
    self.access = access
    self.context = context
    self.patience = patience
    credentials = Credentials(access, context)
    proxy = access.proxy ?? ProxyRules(context.environment).proxy(for: access.server)
  }

  deinit { state.withLock { $0.client?.close() } }

  /// Sends one request and waits for its whole answer.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let answer = try await start(request, isLimited: true)
    do throws(TransportError) {
      return HTTPResponse(status: answer.status, headers: answer.headers, body: try await answer.body.collect())
    } catch {
      throw Self.error(error, request, access.server)
    }
  }

  /// Sends one request and hands over its answer as it comes.
  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    let answer = try await start(request, isLimited: false)
    let reader = answer.body
    let server = access.server
    return HTTPStream(
      status: answer.status, headers: answer.headers,
      body: AsyncThrowingStream {
        do throws(TransportError) {
          return try await reader.next()
        } catch {
          throw Self.error(error, request, server)
        }
      })
  }

  private func start(_ request: HTTPRequest, isLimited: Bool) async throws(TransportError) -> HTTPClient.Answer {
    do throws(TransportError) {
      let identity = try await credentials.current()
      let answer = try await start(request, identity, isLimited: isLimited)
      guard answer.status == 401, let renewed = try await credentials.renewed(after: identity) else { return answer }
      // The server has not acted: it does not know us. The new token, or the new certificate, may be the right one.
      return try await start(request, renewed, isLimited: isLimited)
    } catch {
      throw Self.error(error, request, access.server)
    }
  }

  private func start(
    _ request: HTTPRequest, _ identity: Identity, isLimited: Bool
  ) async throws(TransportError) -> HTTPClient.Answer {
    var message = HTTPClient.Message(
      method: request.method, address: Self.address(request, access.server), headers: request.headers,
      body: request.body, proxy: proxy)
    message.headers += identity.headers
    return try await client(identity.certificate).start(message, isLimited: isLimited)
  }

  /// The client for a certificate: a new one needs new connections.
  private func client(_ certificate: ExecCredential.Certificate?) throws(TransportError) -> HTTPClient {
    if let client = state.withLock({ $0.certificate == certificate ? $0.client : nil }) { return client }
    let client = HTTPClient(tls: try settings(certificate), clock: context.clock, patience: patience)
    let old = state.withLock { state in
      defer {
        state.client = client
        state.certificate = certificate
      }
      return state.client
    }
    old?.close()
    return client
  }

  private func settings(_ certificate: ExecCredential.Certificate?) throws(TransportError) -> TLSSettings {
    var settings = TLSSettings(
      trust: .system(bundle: context.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }))
    settings.serverName = access.tlsServerName.isEmpty ? nil : access.tlsServerName
    if access.server.scheme != "https" { return settings }
    if access.skipsVerification {
      settings.trust = .nobody
    } else if !access.certificateAuthority.isEmpty {
      settings.trust = .certificates(try Material.bytes(access.certificateAuthority))
    }
    if !access.user.clientCertificate.isEmpty {
      settings.certificateChain = try Material.bytes(access.user.clientCertificate)
      settings.privateKey = try Material.bytes(access.user.clientKey)
    } else if let certificate {
      settings.certificateChain = certificate.chain
      settings.privateKey = certificate.key.bytes
    }
    return settings
  }

  /// The address of a request: the server's own path goes before the request's.
  private static func address(_ request: HTTPRequest, _ server: WebAddress) -> WebAddress {
    var address = server
    address.path = server.path + request.path
    if !request.query.isEmpty {
      address.query = request.query
        .map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
        .joined(separator: "&")
    }
    return address
  }

  /// The error as Go's url.Error has it, with the request that met with it.
  ///
  /// The query stays out: it may hold what is nobody's business.
  private static func error(_ error: TransportError, _ request: HTTPRequest, _ server: WebAddress) -> TransportError {
    let verb = request.method.prefix(1) + request.method.dropFirst().lowercased()
    let prefix = "\(verb) \"\(server.origin)\(server.path)\(request.path)\": "
    if error.message.hasPrefix(prefix) { return error }
    return TransportError(prefix + error.message, mayHaveActed: error.mayHaveActed)
  }
}

/// Reads certificates and keys from where a kubeconfig has them.
enum Material {
  static func bytes(_ material: Kubeconfig.Material) throws(TransportError) -> [UInt8] {
    if let data = material.data { return data.bytes }
    do throws(FileError) {
      return try FileSystem.read(material.file, limit: 16 << 20)
    } catch {
      throw TransportError("\(error)", mayHaveActed: false)
    }
  }
}
