import Kubernetes
import Networking
import Platform
import Synchronization
import TestSupport
import Testing

/// Reaches servers of our own on loopback.
@Suite struct NetworkTransportTests {
  private func context(_ environment: [String: String] = [:]) -> ProcessContext {
    ProcessContext(environment: environment, workingFolder: "/")
  }

  private func access(_ server: HTTPServer, host: String = "127.0.0.1", _ certificates: TestCertificates?) throws
    -> ClusterAccess
  {
    let scheme = certificates == nil ? "http" : "https"
    var access = ClusterAccess(server: try #require(WebAddress("\(scheme)://\(host):\(server.port)")))
    if let certificates { access.certificateAuthority.data = .init(certificates.authority) }
    return access
  }

  private func server(
    _ certificates: TestCertificates, names: String = "IP:127.0.0.1,DNS:localhost", clients: Bool = false,
    _ handler: @escaping HTTPServer.Handler
  ) async throws -> HTTPServer {
    let (chain, key) = try await certificates.certificate("server", names: names)
    var settings = HTTPServer.Settings()
    settings.certificateChain = chain
    settings.privateKey = key
    if clients { settings.clientAuthorities = certificates.authority }
    return try await HTTPServer.serve(settings, handler)
  }

  /// Answers with what was asked.
  private static let echo: HTTPServer.Handler = { request in
    let fields = request.headers.map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n")
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let text =
      "\(request.method) \(request.path) \(query)\n\(fields)\n\n" + String(decoding: request.body, as: UTF8.self)
    return .whole(HTTPResponse(status: 200, headers: [("Content-Type", "text/plain")], body: Array(text.utf8)))
  }

  private func text(_ answer: HTTPResponse) -> String { String(decoding: answer.body, as: UTF8.self) }

  @Test func aRequestArrivesWithItsQueryHeadersAndBody() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates, Self.echo)
    let transport = NetworkTransport(try access(server, certificates), context: context())
    let answer = try await transport.send(
      HTTPRequest(
        method: "PATCH", path: "/api/v1/a%2Fb", query: [("fieldManager", "a b&c=d+é")],
        headers: [("Content-Type", "application/apply-patch+yaml")], body: Array("body".utf8)))
    #expect(answer.status == 200)
    let text = text(answer)
    #expect(text.hasPrefix("PATCH /api/v1/a%2Fb fieldManager=a b&c=d+é\n"))
    #expect(text.contains("\nContent-Length: 4\n") && text.contains("\nContent-Type: application/apply-patch+yaml\n"))
    #expect(text.hasSuffix("\n\nbody"))
    await server.shutDown()
  }

  @Test func aConnectionServesManyRequestsAndParallelOnesGetTheirOwn() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates) { request in
      .whole(HTTPResponse(status: 200, body: Array(request.path.utf8)))
    }
    let transport = NetworkTransport(try access(server, certificates), context: context())
    for number in 0..<50 {
      let answer = try await transport.send(HTTPRequest(method: "GET", path: "/\(number)"))
      #expect(text(answer) == "/\(number)")
    }
    let answers = await withTaskGroup(of: String.self) { group in
      for number in 0..<40 {
        group.addTask {
          let answer = try? await transport.send(HTTPRequest(method: "GET", path: "/\(number)"))
          return String(decoding: answer?.body ?? [], as: UTF8.self)
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers == Set((0..<40).map { "/\($0)" }))
    await server.shutDown()
  }

  @Test func aLargeBodyGoesBothWays() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates) { .whole(HTTPResponse(status: 200, body: $0.body)) }
    let transport = NetworkTransport(try access(server, certificates), context: context())
    let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let answer = try await transport.send(HTTPRequest(method: "POST", path: "/", body: body))
    #expect(answer.body == body)
    await server.shutDown()
  }

  @Test func aStreamComesPieceByPieceAndEndsWhenNobodyReads() async throws {
    let ended = OneShot<Bool>()
    let certificates = try await TestCertificates()
    let server = try await server(certificates) { _ in
      .stream(
        HTTPStream(
          status: 200, headers: [],
          body: AsyncThrowingStream { continuation in
            let task = Task {
              for number in 0..<1_000_000 where !Task.isCancelled {
                continuation.yield(Array("event \(number)\n".utf8))
                try? await Task.sleep(for: .milliseconds(5))
              }
              continuation.finish()
            }
            continuation.onTermination = { _ in
              task.cancel()
              ended.fulfil(true)
            }
          }))
    }
    let transport = NetworkTransport(try access(server, certificates), context: context())
    do {
      let stream = try await transport.open(HTTPRequest(method: "GET", path: "/watch"))
      var received = ""
      for try await piece in stream.body {
        received += String(decoding: piece, as: UTF8.self)
        if received.contains("event 3\n") { break }
      }
      #expect(received.hasPrefix("event 0\nevent 1\n"))
    }
    let hasEnded = await LargeStack.runSuspending(size: 256 << 10) { ended.wait() }
    #expect(hasEnded)
    await server.shutDown()
  }

  // MARK: - Failures

  @Test func anUnknownAuthorityIsNamed() async throws {
    let certificates = try await TestCertificates()
    let others = try await TestCertificates()
    let server = try await server(certificates, Self.echo)
    let transport = NetworkTransport(try access(server, others), context: context())
    let error = await failure(transport)
    #expect(
      error?.message == "Get \"https://127.0.0.1:\(server.port)/version\": "
        + "tls: failed to verify certificate: x509: certificate signed by unknown authority")
    #expect(error?.mayHaveActed == false)
    await server.shutDown()
  }

  @Test func anotherHostsCertificateIsNamedWithItsHosts() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates, names: "DNS:api.example.com,IP:192.0.2.7", Self.echo)
    let transport = NetworkTransport(try access(server, host: "localhost", certificates), context: context())
    let error = await failure(transport)
    #expect(
      error?.message == "Get \"https://localhost:\(server.port)/version\": tls: failed to verify certificate: "
        + "x509: certificate is valid for api.example.com, 192.0.2.7, not localhost")
    await server.shutDown()
  }

  @Test func theNameOfTheCertificateCanBeGiven() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates, names: "DNS:api.example.com", Self.echo)
    var access = try access(server, certificates)
    access.tlsServerName = "api.example.com"
    let transport = NetworkTransport(access, context: context())
    #expect(try await transport.send(HTTPRequest(method: "GET", path: "/version")).status == 200)
    await server.shutDown()
  }

  @Test func verificationCanBeSkipped() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates, names: "DNS:elsewhere", Self.echo)
    var access = try access(server, certificates)
    access.certificateAuthority = Kubeconfig.Material()
    access.skipsVerification = true
    let transport = NetworkTransport(access, context: context())
    #expect(try await transport.send(HTTPRequest(method: "GET", path: "/version")).status == 200)
    await server.shutDown()
  }

  @Test func anExpiredCertificateIsNamedWithItsTime() async throws {
    let certificates = try await TestCertificates()
    let (chain, key) = try await certificates.certificate("server", names: "IP:127.0.0.1", days: -1)
    var settings = HTTPServer.Settings()
    settings.certificateChain = chain
    settings.privateKey = key
    let server = try await HTTPServer.serve(settings, Self.echo)
    let error = await failure(NetworkTransport(try access(server, certificates), context: context()))
    let message = error?.message ?? ""
    #expect(message.contains("x509: certificate has expired or is not yet valid: current time "), "\(message)")
    #expect(message.contains(" is after "), "\(message)")
    await server.shutDown()
  }

  @Test func aMissingClientCertificateIsNamed() async throws {
    let certificates = try await TestCertificates()
    let server = try await server(certificates, clients: true, Self.echo)
    let error = await failure(NetworkTransport(try access(server, certificates), context: context()))
    #expect(error?.message.hasSuffix("remote error: tls: certificate required") == true, "\(error?.message ?? "")")

    let (chain, key) = try await certificates.certificate("client")
    var access = try access(server, certificates)
    access.user.clientCertificate.data = .init(chain)
    access.user.clientKey.data = .init(key)
    let transport = NetworkTransport(access, context: context())
    #expect(try await transport.send(HTTPRequest(method: "GET", path: "/version")).status == 200)
    await server.shutDown()
  }

  @Test func aRefusedConnectionAndAnUnknownHostAreToldInGosWords() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings(), Self.echo)
    await server.shutDown()
    var error = await failure(NetworkTransport(try access(server, nil), context: context()))
    #expect(
      error?.message == "Get \"http://127.0.0.1:\(server.port)/version\": "
        + "dial tcp 127.0.0.1:\(server.port): connect: connection refused")
    #expect(error?.mayHaveActed == false)
    error = await failure(NetworkTransport(try access(server, host: "nosuch.invalid", nil), context: context()))
    #expect(error?.message.hasSuffix("dial tcp: lookup nosuch.invalid: no such host") == true)
  }

  @Test func plainHTTPWhereTLSIsSpokenIsTold() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings(), Self.echo)
    var access = ClusterAccess(server: try #require(WebAddress("https://127.0.0.1:\(server.port)")))
    access.skipsVerification = true
    let error = await failure(NetworkTransport(access, context: context()))
    #expect(error?.message.hasSuffix("http: server gave HTTP response to HTTPS client") == true)
    await server.shutDown()
  }

  @Test func aSilentServerIsGivenUpAndMayHaveActed() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in
      try? await Task.sleep(for: .seconds(60))
      return .whole(HTTPResponse(status: 200))
    }
    let transport = NetworkTransport(
      try access(server, nil), context: context(), patience: .milliseconds(200))
    let error = await failure(transport, HTTPRequest(method: "POST", path: "/x", body: [1]))
    #expect(error?.message.hasSuffix("net/http: timeout awaiting response headers") == true)
    #expect(error?.mayHaveActed == true)
    await server.shutDown(grace: .milliseconds(1))
  }

  @Test func aCancelledTaskEndsItsRequestAtOnce() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in
      try? await Task.sleep(for: .seconds(60))
      return .whole(HTTPResponse(status: 200))
    }
    let transport = NetworkTransport(try access(server, nil), context: context())
    let start = ContinuousClock.now
    let task = Task { await failure(transport) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    let error = await task.value
    #expect(error?.message.hasSuffix("context canceled") == true)
    #expect(ContinuousClock.now - start < .seconds(10))
    await server.shutDown(grace: .milliseconds(1))
  }

  @Test func anAnswerThatBreaksOffIsAnErrorAndNotAShortAnswer() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in
      .stream(
        HTTPStream(
          status: 200, headers: [],
          body: AsyncThrowingStream { continuation in
            continuation.yield(Array("half of".utf8))
            continuation.finish(throwing: TransportError("broken", mayHaveActed: false))
          }))
    }
    let error = await failure(NetworkTransport(try access(server, nil), context: context()))
    #expect(error?.message.hasSuffix("unexpected EOF") == true, "\(error?.message ?? "")")
    await server.shutDown()
  }

  private func failure(
    _ transport: NetworkTransport, _ request: HTTPRequest = HTTPRequest(method: "GET", path: "/version")
  ) async -> TransportError? {
    do throws(TransportError) {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }
}
