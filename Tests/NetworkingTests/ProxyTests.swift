import Kubernetes
import Networking
import Platform
import TestSupport
import Testing

@Suite struct ProxyTests {
  /// What Go's golang.org/x/net/http/httpproxy decides.
  @Test(
    arguments: [
      ("https://a.example.com", ["HTTPS_PROXY": "proxy:3128"], "http://proxy:3128"),
      ("https://a.example.com", ["https_proxy": "http://p:1"], "http://p:1"),
      ("http://a.example.com", ["HTTPS_PROXY": "http://p:1"], nil),
      ("http://a.example.com", ["HTTP_PROXY": "http://p:1"], "http://p:1"),
      ("http://a.example.com", ["HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"], nil),
      ("https://localhost:6443", ["HTTPS_PROXY": "http://p:1"], nil),
      ("https://127.0.0.2", ["HTTPS_PROXY": "http://p:1"], nil),
      ("https://[::1]:6443", ["HTTPS_PROXY": "http://p:1"], nil),
      ("https://a.example.com", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], nil),
      ("https://example.com", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": ".example.com"], "http://p:1"),
      ("https://a.example.com", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*.example.com"], nil),
      ("https://notexample.com", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], "http://p:1"),
      ("https://10.1.2.3:6443", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"], nil),
      ("https://11.1.2.3", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8,11.1.2.3:6443"], "http://p:1"),
      ("https://11.1.2.3:6443", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8, 11.1.2.3:6443"], nil),
      ("https://a", ["HTTPS_PROXY": "socks5://p:1", "NO_PROXY": "b"], "socks5://p:1"),
      ("https://a", ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"], nil),
    ] as [(String, [String: String], String?)])
  func theEnvironmentsProxyIsTakenAsGoTakesIt(address: String, environment: [String: String], proxy: String?) throws {
    let address = try #require(WebAddress(address))
    #expect(ProxyRules(environment).proxy(for: address)?.description == proxy.flatMap(WebAddress.init)?.description)
  }

  @Test func aProxyThatRefusesIsNamedWithoutItsPassword() async throws {
    let proxy = try await HTTPServer.serve(HTTPServer.Settings()) { request in
      #expect(request.method == "CONNECT")
      #expect(request.headers.contains { $0.name == "Proxy-Authorization" && $0.value == "Basic dTpwbGFudGVk" })
      return .whole(HTTPResponse(status: 407))
    }
    var access = ClusterAccess(server: try #require(WebAddress("https://api.example.com:6443")))
    access.proxy = WebAddress("http://u:planted@127.0.0.1:\(proxy.port)")
    let transport = NetworkTransport(access, context: ProcessContext(environment: [:], workingFolder: "/"))
    do throws(TransportError) {
      _ = try await transport.send(HTTPRequest(method: "GET", path: "/"))
      Issue.record("there is no way")
    } catch {
      #expect(error.message.contains("the proxy http://127.0.0.1:\(proxy.port) gives no way to api.example.com:6443"))
      #expect(error.message.contains("407"))
      #expect(!error.message.contains("planted") && !error.mayHaveActed)
    }
    await proxy.shutDown()
  }

  @Test func plainHTTPGoesToTheProxyWithTheWholeAddress() async throws {
    let proxy = try await HTTPServer.serve(HTTPServer.Settings()) { request in
      .whole(HTTPResponse(status: 200, body: Array(request.path.utf8)))
    }
    var access = ClusterAccess(server: try #require(WebAddress("http://api.example.com:8080")))
    access.proxy = WebAddress("http://127.0.0.1:\(proxy.port)")
    let transport = NetworkTransport(access, context: ProcessContext(environment: [:], workingFolder: "/"))
    let answer = try await transport.send(HTTPRequest(method: "GET", path: "/version"))
    #expect(String(decoding: answer.body, as: UTF8.self) == "http://api.example.com:8080/version")
    await proxy.shutDown()
  }

  /// Proxies in Python, whose standard library has what a tunnel needs.
  @Test(arguments: ["http", "socks5"]) func aTunnelLeadsToTheServer(scheme: String) async throws {
    let environment = Environment.variables()
    let python = try #require(Subprocess.find("python3", environment: environment))
    let certificates = try await TestCertificates()
    let (chain, key) = try await certificates.certificate("server", names: "DNS:api.example.com")
    var settings = HTTPServer.Settings()
    settings.certificateChain = chain
    settings.privateKey = key
    let server = try await HTTPServer.serve(settings) { _ in
      .whole(HTTPResponse(status: 200, body: Array("through".utf8)))
    }
    let folder = try TemporaryFolder(["proxy.py": Self.proxy])
    let arguments = [folder.path("proxy.py"), scheme, "\(server.port)", folder.path("port")]
    let proxy = Task { try await Subprocess.run(python, arguments, environment: environment) }
    defer { proxy.cancel() }
    var port = ""
    for _ in 0..<500 where port.isEmpty {
      try await Task.sleep(for: .milliseconds(20))
      port = (try? FileSystem.read(folder.path("port"))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    var access = ClusterAccess(server: try #require(WebAddress("https://api.example.com:6443")))
    access.certificateAuthority.data = .init(certificates.authority)
    access.proxy = WebAddress("\(scheme)://127.0.0.1:\(port)")
    let transport = NetworkTransport(access, context: ProcessContext(environment: [:], workingFolder: "/"))
    let answer = try await transport.send(HTTPRequest(method: "GET", path: "/"))
    #expect(String(decoding: answer.body, as: UTF8.self) == "through")
    await server.shutDown()
  }

  /// Takes one tunnel to api.example.com:6443 and leads it to a port on loopback.
  private static let proxy = """
    import os, socket, sys, threading
    scheme, target, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen()
    open(out + ".new", "w").write(str(listener.getsockname()[1])); os.rename(out + ".new", out)
    client, _ = listener.accept()
    if scheme == "http":
        head = b""
        while b"\\r\\n\\r\\n" not in head: head += client.recv(1)
        assert head.startswith(b"CONNECT api.example.com:6443 HTTP/1.1\\r\\nHost: api.example.com:6443\\r\\n"), head
        client.sendall(b"HTTP/1.1 200 Connection established\\r\\nX: y\\r\\n\\r\\n")
    else:
        assert client.recv(3) == b"\\x05\\x01\\x00"
        client.sendall(b"\\x05\\x00")
        assert client.recv(64) == b"\\x05\\x01\\x00\\x03\\x0fapi.example.com" + (6443).to_bytes(2, "big")
        client.sendall(b"\\x05\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00")
    server = socket.create_connection(("127.0.0.1", target))
    def pump(a, b):
        while True:
            data = a.recv(65536)
            if not data: break
            b.sendall(data)
        try: b.shutdown(socket.SHUT_WR)
        except OSError: pass
    threading.Thread(target=pump, args=(server, client), daemon=True).start()
    pump(client, server)
    """
}
