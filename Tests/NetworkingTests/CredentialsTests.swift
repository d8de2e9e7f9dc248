import Kubernetes
import Networking
import Platform
import Synchronization
import TestSupport
import Testing

/// Who we say we are: each test looks at what arrives at a server.
@Suite struct CredentialsTests {
  private let certificates: TestCertificates
  private let folder: TemporaryFolder

  init() async throws {
    certificates = try await TestCertificates()
    folder = try TemporaryFolder()
  }

  /// A clock that tests move.
  private final class Clock: Sendable {
    private let seconds = Mutex<Int64>(1_800_000_000)
    func advance(_ by: Int64) { seconds.withLock { $0 += by } }
    var clock: WallClock { WallClock { Moment(seconds: self.seconds.withLock(\.self)) } }
  }

  /// Tells who asked; refuses tokens that are not `accepted`.
  private func server(accepted: (@Sendable (String) -> Bool)? = nil) async throws -> HTTPServer {
    let (chain, key) = try await certificates.certificate("server", names: "IP:127.0.0.1")
    var settings = HTTPServer.Settings()
    settings.certificateChain = chain
    settings.privateKey = key
    return try await HTTPServer.serve(settings) { request in
      let said = request.headers.filter {
        $0.name == "Authorization" || $0.name.hasPrefix("Impersonate-")
      }
      let authorization = said.first { $0.name == "Authorization" }?.value ?? ""
      if let accepted, !accepted(authorization) { return .whole(HTTPResponse(status: 401)) }
      let text = said.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
      return .whole(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
  }

  private func transport(
    _ server: HTTPServer, clock: WallClock = .system, _ change: (inout Kubeconfig.User) -> Void
  ) throws -> NetworkTransport {
    var access = ClusterAccess(server: try #require(WebAddress("https://127.0.0.1:\(server.port)")))
    access.certificateAuthority.data = .init(certificates.authority)
    change(&access.user)
    let context = ProcessContext(environment: Environment.variables(), workingFolder: "/", clock: clock)
    return NetworkTransport(access, context: context)
  }

  private static func ask(_ transport: NetworkTransport) async throws -> String {
    let answer = try await transport.send(HTTPRequest(method: "GET", path: "/"))
    return answer.status == 200 ? String(decoding: answer.body, as: UTF8.self) : "\(answer.status)"
  }

  @Test func passwordsTokensAndImpersonationGoIntoTheHeaders() async throws {
    let server = try await server()
    let basic = try transport(server) {
      $0.username = "me"
      $0.password = Secret("pass:word")
    }
    #expect(try await Self.ask(basic) == "Authorization: Basic bWU6cGFzczp3b3Jk")
    let acting = try transport(server) {
      $0.token = Secret("t")
      $0.impersonation.user = "boss"
      $0.impersonation.uid = "7"
      $0.impersonation.groups = ["a", "b"]
      $0.impersonation.extra = ["Scope/x": ["1", "2"]]
    }
    #expect(
      try await Self.ask(acting) == """
        Impersonate-User: boss
        Impersonate-Uid: 7
        Impersonate-Group: a
        Impersonate-Group: b
        Impersonate-Extra-Scope%2Fx: 1
        Impersonate-Extra-Scope%2Fx: 2
        Authorization: Bearer t
        """)
    await server.shutDown()
  }

  @Test func nothingIsSaidOverPlainHTTP() async throws {
    let server = try await HTTPServer.serve(HTTPServer.Settings()) { request in
      let said = request.headers.filter { $0.name == "Authorization" }
      return .whole(HTTPResponse(status: 200, body: Array("\(said.count)".utf8)))
    }
    var access = ClusterAccess(server: try #require(WebAddress("http://127.0.0.1:\(server.port)")))
    access.user.token = Secret("t")
    let transport = NetworkTransport(access, context: ProcessContext(environment: [:], workingFolder: "/"))
    #expect(try await Self.ask(transport) == "0")
    await server.shutDown()
  }

  @Test func aTokenFileIsReadAgainAfterAMinuteAndWhenTheServerRefusesWhatItSaid() async throws {
    let accepted = Mutex("Bearer one")
    let server = try await server { value in accepted.withLock { $0 == "*" || $0 == value } }
    let clock = Clock()
    try folder.write("token", "one\n")
    let transport = try transport(server, clock: clock.clock) { $0.tokenFile = folder.path("token") }
    #expect(try await Self.ask(transport) == "Authorization: Bearer one")

    accepted.withLock { $0 = "*" }
    try folder.write("token", "two")
    #expect(try await Self.ask(transport) == "Authorization: Bearer one")
    clock.advance(61)
    #expect(try await Self.ask(transport) == "Authorization: Bearer two")

    accepted.withLock { $0 = "Bearer three" }
    try folder.write("token", "three")
    #expect(try await Self.ask(transport) == "Authorization: Bearer three")
    accepted.withLock { $0 = "Bearer four" }
    #expect(try await Self.ask(transport) == "401")
    await server.shutDown()
  }

  // MARK: - Plugins

  /// A plugin that counts its calls and answers with a token of that number.
  private func plugin(_ status: String, exitCode: Int = 0) throws -> ExecPlugin {
    try folder.write(
      "plugin",
      """
      #!/bin/sh
      n=$(($(cat \(folder.path("count")) 2>/dev/null || echo 0) + 1)); echo $n > \(folder.path("count"))
      printf '%s' "$KUBERNETES_EXEC_INFO" > \(folder.path("info"))
      echo "$1 $EXTRA" > \(folder.path("arguments"))
      cat <<EOF
      {"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{\(status)}}
      EOF
      exit \(exitCode)
      """)
    chmod(folder.path("plugin"), 0o755)
    var plugin = ExecPlugin()
    plugin.command = folder.path("plugin")
    plugin.arguments = ["first"]
    plugin.environment = [(name: "EXTRA", value: "more")]
    plugin.apiVersion = "client.authentication.k8s.io/v1"
    plugin.interactiveMode = "Never"
    plugin.providesClusterInfo = true
    return plugin
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read(folder.path(name)), as: UTF8.self)
  }

  @Test func aPluginIsAskedOnceForManyRequestsAndAgainWhenItsTokenExpires() async throws {
    let server = try await server()
    let clock = Clock()
    let plugin = try plugin(#""token":"t$n","expirationTimestamp":"2027-01-15T08:10:00Z""#)
    let transport = try transport(server, clock: clock.clock) { $0.exec = plugin }
    let answers = await withTaskGroup(of: String.self) { group in
      for _ in 0..<10 { group.addTask { (try? await Self.ask(transport)) ?? "" } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers == ["Authorization: Bearer t1"])
    #expect(try read("arguments") == "first more\n")
    let info = try read("info")
    #expect(info.contains(#""interactive":false"#) && info.contains(#""apiVersion":"client.authentication.k8s.io/v1""#))
    #expect(info.contains(#""server":"https://127.0.0.1:\#(server.port)""#))
    #expect(info.contains(#""certificate-authority-data":""#))
    // 1,800,000,000 is 2027-01-15 08:00:00: ten minutes later the token has expired.
    clock.advance(601)
    #expect(try await Self.ask(transport) == "Authorization: Bearer t2")
    await server.shutDown()
  }

  @Test func aTokenThatTheServerRefusesIsRenewedOnce() async throws {
    let server = try await server { $0 == "Bearer t2" }
    let plugin = try plugin(#""token":"t$n""#)
    let transport = try transport(server) { $0.exec = plugin }
    #expect(try await Self.ask(transport) == "Authorization: Bearer t2")
    #expect(try await Self.ask(transport) == "Authorization: Bearer t2")
    #expect(try read("count") == "2\n")
    await server.shutDown()
  }

  @Test func aPluginsCertificateOpensTheConnection() async throws {
    let (chain, key) = try await certificates.certificate("server", names: "IP:127.0.0.1")
    var settings = HTTPServer.Settings()
    settings.certificateChain = chain
    settings.privateKey = key
    settings.clientAuthorities = certificates.authority
    let server = try await HTTPServer.serve(settings) { _ in .whole(HTTPResponse(status: 200)) }
    let client = try await certificates.certificate("client")
    func escaped(_ pem: [UInt8]) -> String {
      String(decoding: pem, as: UTF8.self).split(separator: "\n").joined(separator: #"\\n"#) + #"\\n"#
    }
    let plugin = try plugin(
      #""clientCertificateData":"\#(escaped(client.chain))","clientKeyData":"\#(escaped(client.key))""#)
    let transport = try transport(server) { $0.exec = plugin }
    #expect(try await Self.ask(transport) == "")
    await server.shutDown()
  }

  @Test func whatAPluginDoesWrongIsTold() async throws {
    let server = try await server()
    let prefix = "Get \"https://127.0.0.1:\(server.port)/\": getting credentials: "
    func message(_ plugin: ExecPlugin) async throws -> String {
      let transport = try transport(server) { $0.exec = plugin }
      do throws(TransportError) {
        _ = try await transport.send(HTTPRequest(method: "GET", path: "/"))
        return "it was accepted"
      } catch {
        return error.message
      }
    }
    #expect(try await message(plugin("")) == prefix + "exec plugin didn't return a token or cert/key pair")
    var failing = try plugin(#""token":"sesame""#, exitCode: 3)
    #expect(try await message(failing) == prefix + "exec: executable \(failing.command) failed with exit code 3")
    failing.command = "no-such-plugin"
    failing.installHint = "get it there"
    let missing = try await message(failing)
    #expect(missing.hasPrefix(prefix + "exec: executable no-such-plugin not found\n\nIt looks like you are trying"))
    #expect(missing.hasSuffix("\n\nget it there"))
    await server.shutDown()
  }

  // MARK: - Secrets

  @Test func nothingThatIsPrintedHasASecretInIt() async throws {
    var user = Kubeconfig.User()
    user.token = Secret("planted-token")
    user.password = Secret("planted-password")
    user.clientKey.data = .init(Array("planted-key".utf8))
    var access = ClusterAccess(server: try #require(WebAddress("https://planted-user:planted-password@127.0.0.1:1")))
    access.user = user
    access.proxy = WebAddress("http://planted-user:planted-password@127.0.0.1:1")
    var printed = "\(access) \(user) \(access.server) \(String(reflecting: user))"
    dump(access, to: &printed)
    // Whoever dumps an address sees its parts; its description and every message leave them out.
    let address = try #require(WebAddress("https://u:planted@h/p?sig=planted"))
    #expect("\(address)" == "https://h/p?sig=planted" && address.redacted == "https://h/p?…")
    for secret in ["planted-token", "planted-key"] { #expect(!printed.contains(secret), "\(secret)") }

    let context = ProcessContext(environment: [:], workingFolder: "/")
    do throws(TransportError) {
      _ = try await NetworkTransport(access, context: context).send(HTTPRequest(method: "GET", path: "/"))
      Issue.record("there is no server")
    } catch {
      #expect(!error.message.contains("planted"), "\(error.message)")
    }
  }
}
