import Kubernetes
import Networking
import Platform
import Synchronization
import Testing

@Suite struct HTTPServerTests {
  private func transport(_ server: HTTPServer) throws -> NetworkTransport {
    let access = ClusterAccess(server: try #require(WebAddress("http://127.0.0.1:\(server.port)")))
    return NetworkTransport(access, context: ProcessContext(environment: [:], workingFolder: "/"))
  }

  @Test func aBodyThatIsTooLargeIsRefused() async throws {
    var settings = HTTPServer.Settings()
    settings.bodyLimit = 1000
    let server = try await HTTPServer.serve(settings) { .whole(HTTPResponse(status: 200, body: $0.body)) }
    let transport = try transport(server)
    let fits = HTTPRequest(method: "POST", path: "/", body: [UInt8](repeating: 1, count: 1000))
    #expect(try await transport.send(fits).status == 200)
    let tooMuch = HTTPRequest(method: "POST", path: "/", body: [UInt8](repeating: 1, count: 1001))
    #expect(try await transport.send(tooMuch).status == 413)
    #expect(try await transport.send(fits).status == 200)
    await server.shutDown()
  }

  @Test func aServerThatEndsLetsRequestsFinishAndRefusesNewOnes() async throws {
    let isAsked = Mutex(false)
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in
      isAsked.withLock { $0 = true }
      try? await Task.sleep(for: .milliseconds(300))
      return .whole(HTTPResponse(status: 200))
    }
    let transport = try transport(server)
    let late = Task { try await transport.send(HTTPRequest(method: "GET", path: "/")).status }
    while !isAsked.withLock(\.self) { try await Task.sleep(for: .milliseconds(5)) }
    await server.shutDown(grace: .seconds(30))
    #expect(try await late.value == 200)
    await #expect(throws: TransportError.self) { try await transport.send(HTTPRequest(method: "GET", path: "/")) }
  }

  @Test func aStreamThatNeverEndsDoesNotKeepTheServerFromEnding() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in
      .stream(
        HTTPStream(
          status: 200, headers: [],
          body: AsyncThrowingStream {
            try await Task.sleep(for: .milliseconds(10))
            return [0x0A]
          }))
    }
    let stream = try await transport(server).open(HTTPRequest(method: "GET", path: "/watch"))
    let start = ContinuousClock.now
    await server.shutDown(grace: .milliseconds(50))
    #expect(ContinuousClock.now - start < .seconds(5))
    await #expect(throws: TransportError.self) { for try await _ in stream.body {} }
  }

  @Test func aPortThatIsTakenIsTold() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { _ in .whole(HTTPResponse(status: 200)) }
    var settings = HTTPServer.Settings()
    settings.port = server.port
    do throws(HTTPServerError) {
      _ = try await HTTPServer.serve(settings) { _ in .whole(HTTPResponse(status: 200)) }
      Issue.record("two servers at one port")
    } catch {
      #expect("\(error)" == "listen tcp 127.0.0.1:\(server.port): address already in use")
    }
    await server.shutDown()
  }
}
