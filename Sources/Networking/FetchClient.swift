package import Kubernetes
package import Platform

/// Fetches files over HTTP and HTTPS: charts, indexes, whatever a registry has.
///
/// Redirects are followed; what says who we are goes to the host that it was meant for and to no other.
package final class FetchClient: Sendable {
  /// Which servers it talks to, and how.
  package struct Settings: Sendable {
    /// How servers are known, and the client's certificate.
    package var tls = TLSSettings()
    /// The proxy for every request; nil leaves it to the environment.
    package var proxy: WebAddress?
    /// How long a server may say nothing.
    package var patience = Duration.seconds(120)
    /// How many redirects are followed, as Go's client.
    package var redirects = 10

    /// The system's authorities, the environment's proxies.
    package init() {}
  }

  /// What is asked for.
  package struct Request: Sendable {
    /// The address; a user and a password in it become basic authentication.
    package var address: WebAddress
    /// `GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`.
    package var method = "GET"
    /// Header fields.
    package var headers: [(name: String, value: String)] = []
    /// The user of basic authentication, empty for none.
    package var username = ""
    /// The password of basic authentication.
    package var password = Secret("")
    /// A bearer token, empty for none.
    package var token = Secret("")
    /// Whether user, password and token go to every host that a redirect leads to, as Helm's `--pass-credentials`.
    package var passesCredentials = false
    /// The body, empty for none.
    package var body: [UInt8] = []
    /// The most bytes that an answer's body may have.
    package var limit = Int.max
    /// Whether a redirect is followed; where not, it is the answer.
    package var followsRedirects = true

    /// Asks for an address.
    package init(_ address: WebAddress) { self.address = address }
  }

  /// An answer.
  package struct Answer: Sendable {
    /// The status code.
    package let status: Int
    /// Header fields.
    package let headers: [(name: String, value: String)]
    /// The address that answered, after redirects.
    package let address: WebAddress
    /// The body; empty where it went to a file.
    package var body: [UInt8] = []

    /// The first field of a name, in any case.
    package func header(_ name: String) -> String? { headers.header(name) }
  }

  /// How far a fetch has come.
  package struct Progress: Sendable {
    /// The bytes that are here.
    package let received: Int
    /// The bytes that there will be, where the server says so.
    package let total: Int?
  }

  private let settings: Settings
  private let proxies: ProxyRules
  private let trusted: HTTPClient
  /// For hosts that a redirect led to: they do not see the client's certificate.
  private let anonymous: HTTPClient

  /// A client for servers of the same settings.
  package init(_ settings: Settings, context: ProcessContext) {
    self.settings = settings
    proxies = ProxyRules(context.environment)
    var tls = settings.tls
    if case .system(nil) = tls.trust, let bundle = context.environment["SSL_CERT_FILE"], !bundle.isEmpty {
      tls.trust = .system(bundle: bundle)
    }
    trusted = HTTPClient(tls: tls, clock: context.clock, patience: settings.patience)
    tls.certificateChain = []
    tls.privateKey = []
    anonymous = HTTPClient(tls: tls, clock: context.clock, patience: settings.patience)
  }

  deinit {
    trusted.close()
    anonymous.close()
  }

  /// Sends a request and reads the whole answer.
  package func fetch(
    _ request: Request, progress: (Progress) -> Void = { _ in }
  ) async throws(TransportError) -> Answer {
    let (answer, address) = try await start(request)
    var result = Answer(status: answer.status, headers: answer.headers, address: address)
    try await read(answer, request, progress) { (piece) throws(TransportError) in result.body += piece }
    return result
  }

  /// Sends a request and writes the body of a successful answer into a file, whole or not at all; the body of any other
  /// answer is part of the answer.
  ///
  /// - Parameters:
  ///   - path: the file; its folder has to be there.
  ///   - consume: is given each piece as well, for a digest.
  package func download(
    _ request: Request, to path: String, mode: mode_t = 0o644, progress: (Progress) -> Void = { _ in },
    consume: ([UInt8]) -> Void = { _ in }
  ) async throws(TransportError) -> Answer {
    let (answer, address) = try await start(request)
    var result = Answer(status: answer.status, headers: answer.headers, address: address)
    guard (200..<300).contains(answer.status) else {
      try await read(answer, request, progress) { (piece) throws(TransportError) in result.body += piece }
      return result
    }
    let file = try Self.writing { () throws(FileError) in try AtomicFile(path, mode: mode) }
    do throws(TransportError) {
      try await read(answer, request, progress) { (piece) throws(TransportError) in
        consume(piece)
        try Self.writing { () throws(FileError) in try file.append(piece) }
      }
      try Self.writing { () throws(FileError) in try file.finish() }
    } catch {
      file.discard()
      throw error
    }
    return result
  }

  /// Does something with the file that a download goes to.
  private static func writing<Result>(_ work: () throws(FileError) -> Result) throws(TransportError) -> Result {
    do throws(FileError) {
      return try work()
    } catch {
      throw TransportError("\(error)", mayHaveActed: true)
    }
  }

  /// Sends a request and hands over its answer as it comes.
  package func open(_ request: Request) async throws(TransportError) -> HTTPStream {
    let (answer, _) = try await start(request)
    let reader = answer.body
    return HTTPStream(
      status: answer.status, headers: answer.headers, body: AsyncThrowingStream { try await reader.next() })
  }

  // MARK: - Redirects

  private func start(_ request: Request) async throws(TransportError) -> (HTTPClient.Answer, WebAddress) {
    var address = request.address
    var method = request.method
    var body = request.body
    for _ in 0...max(0, settings.redirects) {
      let isHome = Self.isHome(address, request.address)
      var message = HTTPClient.Message(
        method: method, address: address, headers: headers(request, isHome: isHome || request.passesCredentials),
        body: body, proxy: settings.proxy ?? proxies.proxy(for: address))
      message.address.user = ""
      message.address.password = ""
      let answer = try await send(message, isHome || request.passesCredentials ? trusted : anonymous)
      guard request.followsRedirects, let next = try Self.redirect(answer, address) else { return (answer, address) }
      // Whoever asked over TLS does not mean to be answered in the open.
      if request.address.scheme == "https", next.scheme != "https" {
        throw TransportError(
          "\(Self.verb(method)) \"\(address.redacted)\": it redirects from https to \(next.scheme), which is not followed",
          mayHaveActed: true)
      }
      if answer.status == 303 || ((answer.status == 301 || answer.status == 302) && method == "POST") {
        method = method == "HEAD" ? "HEAD" : "GET"
        body = []
      }
      address = next
    }
    throw TransportError(
      "\(Self.verb(request.method)) \"\(request.address.redacted)\": stopped after \(settings.redirects) redirects",
      mayHaveActed: true)
  }

  private func send(_ message: HTTPClient.Message, _ client: HTTPClient) async throws(TransportError)
    -> HTTPClient.Answer
  {
    do throws(TransportError) {
      return try await client.start(message, isLimited: true)
    } catch {
      throw TransportError(
        "\(Self.verb(message.method)) \"\(message.address.redacted)\": \(error.message)",
        mayHaveActed: error.mayHaveActed)
    }
  }

  private static func redirect(
    _ answer: HTTPClient.Answer, _ address: WebAddress
  ) throws(TransportError) -> WebAddress? {
    guard [301, 302, 303, 307, 308].contains(answer.status),
      let location = answer.headers.header("Location")
    else { return nil }
    guard let next = address.resolving(location), next.scheme == "http" || next.scheme == "https" else {
      throw TransportError(
        "\(address.redacted) redirects to something that is no http or https URL", mayHaveActed: true)
    }
    return next
  }

  private func headers(_ request: Request, isHome: Bool) -> [(name: String, value: String)] {
    var headers = request.headers
    if !isHome {
      let secret: Set = ["authorization", "cookie", "proxy-authorization", "www-authenticate"]
      headers.removeAll { secret.contains($0.name.lowercased()) }
      return headers
    }
    if !request.token.isEmpty {
      headers.append((name: "Authorization", value: "Bearer \(request.token.revealed)"))
    } else if !request.username.isEmpty || !request.password.isEmpty {
      headers.append(
        (
          name: "Authorization",
          value: BasicAuthorization.value(user: request.username, password: request.password.revealed)
        ))
    } else if !request.address.user.isEmpty {
      headers.append(
        (
          name: "Authorization",
          value: BasicAuthorization.value(user: request.address.user, password: request.address.password)
        ))
    }
    return headers
  }

  /// Whether an address belongs to the host that was asked: its own place, or the same host's over TLS.
  private static func isHome(_ address: WebAddress, _ asked: WebAddress) -> Bool {
    address.origin == asked.origin
      || (address.host == asked.host && asked.scheme == "http" && address.scheme == "https")
  }

  private static func verb(_ method: String) -> String { method.prefix(1) + method.dropFirst().lowercased() }

  // MARK: - Bodies

  private func read(
    _ answer: HTTPClient.Answer, _ request: Request, _ progress: (Progress) -> Void,
    _ take: ([UInt8]) throws(TransportError) -> Void
  ) async throws(TransportError) {
    let total = answer.headers.header("Content-Length").flatMap { Int($0) }
    if let total, total > request.limit, request.method != "HEAD" { throw Self.tooLarge(request) }
    var received = 0
    while let piece = try await answer.body.next() {
      received += piece.count
      if received > request.limit { throw Self.tooLarge(request) }
      try take(piece)
      progress(Progress(received: received, total: total))
    }
  }

  private static func tooLarge(_ request: Request) -> TransportError {
    TransportError("\(request.address.redacted): the answer is larger than \(request.limit) bytes", mayHaveActed: true)
  }
}
