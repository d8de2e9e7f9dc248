import Kubernetes
import Networking
import Platform
import TestSupport
import Testing

@Suite struct FetchClientTests {
  private let client = FetchClient(
    FetchClient.Settings(), context: ProcessContext(environment: [:], workingFolder: "/"))

  private func serve(_ handler: @escaping HTTPServer.Handler) async throws -> HTTPServer {
    try await HTTPServer.serve(HTTPServer.Settings(), handler)
  }

  private func address(_ server: HTTPServer, _ path: String, host: String = "127.0.0.1") throws -> WebAddress {
    try #require(WebAddress("http://\(host):\(server.port)\(path)"))
  }

  private static func authorization(_ request: HTTPRequest) -> String {
    request.headers.first { $0.name == "Authorization" }?.value ?? "none"
  }

  /// Answers with who asked; `/there?…` redirects to what the query says.
  private static let redirecting: HTTPServer.Handler = { request in
    if request.path == "/go", let to = request.query.first {
      return .whole(HTTPResponse(status: 302, headers: [("Location", to.value)]))
    }
    let certificate = request.headers.first { $0.name == "X-Secret" || $0.name == "Cookie" }?.value ?? ""
    return .whole(
      HTTPResponse(status: 200, body: Array("\(request.path) \(authorization(request)) \(certificate)".utf8)))
  }

  @Test func credentialsGoAlongOnTheSameHostAndNotToAnother() async throws {
    let home = try await serve(Self.redirecting)
    let other = try await serve(Self.redirecting)
    func ask(_ target: String, passes: Bool = false) async throws -> String {
      var request = FetchClient.Request(try address(home, "/go?to=\(PercentEncoding.encode(target))"))
      request.username = "me"
      request.password = Secret("pass")
      request.headers = [("Cookie", "session")]
      request.passesCredentials = passes
      return String(decoding: try await client.fetch(request).body, as: UTF8.self)
    }
    #expect(try await ask("/x/../index.yaml") == "/index.yaml Basic bWU6cGFzcw== session")
    #expect(try await ask("http://127.0.0.1:\(home.port)/a") == "/a Basic bWU6cGFzcw== session")
    #expect(try await ask("http://127.0.0.1:\(other.port)/a") == "/a none ")
    #expect(try await ask("http://localhost:\(home.port)/a") == "/a none ")
    #expect(try await ask("http://127.0.0.1:\(other.port)/a", passes: true) == "/a Basic bWU6cGFzcw== session")
    await home.shutDown()
    await other.shutDown()
  }

  @Test func aUserInTheAddressIsUsedAndNotPrinted() async throws {
    let server = try await serve(Self.redirecting)
    let address = try #require(WebAddress("http://me:pass@127.0.0.1:\(server.port)/a"))
    let answer = try await client.fetch(FetchClient.Request(address))
    #expect(String(decoding: answer.body, as: UTF8.self) == "/a Basic bWU6cGFzcw== ")
    await server.shutDown()
    let error = await failure(FetchClient.Request(address))
    // A server that goes may take one more connection and drop it.
    let start = "Get \"http://127.0.0.1:\(server.port)/a\": "
    #expect(error?.message.hasPrefix(start) ?? false, "\(error?.message ?? "")")
    #expect(!(error?.message.contains("pass") ?? true))
  }

  /// The connection stops reading while too much waits, and must go on whatever the reader has taken by then.
  @Test func aReaderThatIsBehindGetsEverything() async throws {
    let size = 16 << 20
    let server = try await serve { _ in .whole(HTTPResponse(status: 200, body: [UInt8](repeating: 7, count: size))) }
    var settings = FetchClient.Settings()
    settings.patience = .seconds(5)
    let client = FetchClient(settings, context: ProcessContext(environment: [:], workingFolder: "/"))
    let request = FetchClient.Request(try address(server, "/"))
    let clock = ContinuousClock()
    for round in 0..<8 {
      var pieces = 0
      let answer = try await client.fetch(request) { _ in
        pieces += 1
        let pause = clock.now + .microseconds(pieces % 16 < round ? 200 : 0)
        while clock.now < pause {}
      }
      #expect(answer.body.count == size)
    }
    await server.shutDown()
  }

  @Test func redirectsComeToAnEnd() async throws {
    let server = try await serve { _ in .whole(HTTPResponse(status: 302, headers: [("Location", "/again")])) }
    let error = await failure(FetchClient.Request(try address(server, "/")))
    #expect(error?.message.hasSuffix("stopped after 10 redirects") == true)
    await server.shutDown()
  }

  @Test func anUnchangedFileIsToldByItsTag() async throws {
    let server = try await serve { request in
      let isKnown = request.headers.contains { $0.name == "If-None-Match" && $0.value == "\"v1\"" }
      return .whole(HTTPResponse(status: isKnown ? 304 : 200, headers: [("ETag", "\"v1\"")], body: isKnown ? [] : [1]))
    }
    var request = FetchClient.Request(try address(server, "/index.yaml"))
    let first = try await client.fetch(request)
    #expect(first.status == 200 && first.header("etag") == "\"v1\"")
    request.headers = [("If-None-Match", "\"v1\"")]
    let second = try await client.fetch(request)
    #expect(second.status == 304 && second.body.isEmpty)
    await server.shutDown()
  }

  @Test func aDownloadIsWholeOrNotThereAtAll() async throws {
    let body = [UInt8](repeating: 7, count: 300_000)
    let server = try await serve { request in
      switch request.path {
      case "/whole": .whole(HTTPResponse(status: 200, body: body))
      case "/broken":
        .stream(
          HTTPStream(
            status: 200, headers: [("Content-Length", "300000")],
            body: AsyncThrowingStream { continuation in
              continuation.yield(Array(body.prefix(1000)))
              continuation.finish(throwing: TransportError("broken", mayHaveActed: false))
            }))
      default: .whole(HTTPResponse(status: 404, body: Array("no such chart".utf8)))
      }
    }
    let folder = try TemporaryFolder()
    let path = folder.path("chart.tgz")
    await #expect(throws: TransportError.self) {
      try await client.download(FetchClient.Request(try address(server, "/broken")), to: path)
    }
    let missing = try await client.download(FetchClient.Request(try address(server, "/missing")), to: path)
    #expect(missing.status == 404 && missing.body == Array("no such chart".utf8))
    #expect(try FileSystem.list(folder.path).isEmpty)

    var received = 0
    var total: Int?
    var consumed = 0
    let answer = try await client.download(FetchClient.Request(try address(server, "/whole")), to: path) {
      received = $0.received
      total = $0.total
    } consume: {
      consumed += $0.count
    }
    #expect(answer.status == 200 && answer.body.isEmpty)
    #expect(received == 300_000 && total == 300_000 && consumed == 300_000)
    #expect(try FileSystem.read(path) == body)
    #expect(try FileSystem.list(folder.path).map(\.name) == ["chart.tgz"])
    await server.shutDown()
  }

  @Test func anAnswerThatIsTooLargeIsRefused() async throws {
    let server = try await serve { _ in .whole(HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: 5000))) }
    var request = FetchClient.Request(try address(server, "/?token=planted"))
    request.limit = 4999
    let error = await failure(request)
    #expect(error?.message == "http://127.0.0.1:\(server.port)/?…: the answer is larger than 4999 bytes")
    request.limit = 5000
    #expect(try await client.fetch(request).body.count == 5000)
    await server.shutDown()
  }

  private func failure(_ request: FetchClient.Request) async -> TransportError? {
    do throws(TransportError) {
      _ = try await client.fetch(request)
      return nil
    } catch {
      return error
    }
  }
}
