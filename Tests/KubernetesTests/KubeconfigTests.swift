import Kubernetes
import Platform
import Testing

/// What kubectl 1.37 makes of the same files (`kubectl config view --merge --raw -o json`).
@Suite struct KubeconfigTests {
  private static let first = """
    apiVersion: v1
    kind: Config
    current-context: a
    contexts:
    - {name: a, context: {cluster: one, user: u, namespace: ns}}
    - {name: shared, context: {cluster: one, user: u}}
    clusters:
    - {name: one, cluster: {server: "https://one:6443", certificate-authority: pki/ca.pem}}
    users:
    - {name: u, user: {token: first-token}}
    """
  private static let second = """
    current-context: b
    contexts:
    - {name: b, context: {cluster: two, user: v}}
    - {name: shared, context: {cluster: two, user: v, namespace: other}}
    clusters:
    - name: two
      cluster:
        server: https://two
        certificate-authority-data: Y2E=
        tls-server-name: two.example.com
        proxy-url: socks5://proxy:1080
    users:
    - {name: u, user: {token: second-token, username: x, password: z}}
    - name: v
      user:
        client-certificate: ../c.pem
        client-key-data: a2V5
        as: boss
        as-groups: [g1, g2]
        as-user-extra: {reason: [audit]}
    """

  private func merge(_ files: [(String, String)]) throws(KubeconfigError) -> Kubeconfig {
    try Kubeconfig(merging: files.map { (path: $0.0, content: .success(Array($0.1.utf8))) })
  }

  @Test func theFirstFileThatNamesSomethingHasTheSayOnAllOfIt() throws {
    let merged = try merge([("/a/config", Self.first), ("/b/sub/config", Self.second)])
    #expect(merged.currentContext == "a")
    #expect(merged.contexts.keys.sorted() == ["a", "b", "shared"])
    #expect(merged.contexts["shared"]?.cluster == "one")
    #expect(merged.contexts["shared"]?.namespace == "")
    #expect(merged.clusters["one"]?.certificateAuthority.file == "/a/pki/ca.pem")
    #expect(merged.clusters["two"]?.certificateAuthority.data?.bytes == Array("ca".utf8))
    #expect(merged.clusters["two"]?.tlsServerName == "two.example.com")
    #expect(merged.users["u"]?.token.revealed == "first-token")
    // Not even what the first file leaves open is taken from the second.
    #expect(merged.users["u"]?.username == "")
    #expect(merged.users["v"]?.clientCertificate.file == "/b/c.pem")
    #expect(merged.users["v"]?.clientKey.data?.bytes == Array("key".utf8))
    #expect(merged.users["v"]?.impersonation.groups == ["g1", "g2"])
    #expect(merged.users["v"]?.impersonation.extra == ["reason": ["audit"]])
  }

  @Test func aMissingFileAmongSeveralIsPassedOverAndAnUnreadableOneIsNot() throws {
    let gone = (path: "/gone", content: Result<[UInt8], FileError>.failure(FileError("open", "/gone", ENOENT)))
    let locked = (path: "/locked", content: Result<[UInt8], FileError>.failure(FileError("open", "/locked", EACCES)))
    let there = (path: "/a/config", content: Result<[UInt8], FileError>.success(Array(Self.first.utf8)))
    #expect(try Kubeconfig(merging: [gone, there]).currentContext == "a")
    #expect(throws: KubeconfigError("error loading config file \"/locked\": open /locked: permission denied")) {
      try Kubeconfig(merging: [locked, there])
    }
  }

  @Test(arguments: [
    ("clusters: 3", "json: cannot unmarshal number into Go struct field Config.clusters of type array"),
    ("apiVersion: v2\nkind: Config", "no kind \"Config\" is registered for version \"v2\" in a kubeconfig"),
    ("users: [{name: a}, {name: a}]", "duplicate name \"a\" in list \"users\""),
    (
      "users: [{name: a, user: {token: [sesame]}}]",
      "json: cannot unmarshal array into Go struct field Config.users.user.token of type string"
    ),
    (
      "users: [{name: a, user: {client-key-data: sesame!}}]",
      "Config.users.user.client-key-data: illegal base64 data at input byte 6"
    ),
  ])
  func whatIsWrongIsNamedWithoutItsValue(text: String, message: String) {
    #expect(throws: KubeconfigError("error loading config file \"/k\": \(message)")) { try merge([("/k", text)]) }
  }

  // MARK: - Access

  private func access(
    _ text: String, _ change: (inout ClusterAccess.Overrides) -> Void = { _ in }
  ) throws -> ClusterAccess {
    var overrides = ClusterAccess.Overrides()
    change(&overrides)
    return try ClusterAccess(merge([("/a/config", text)]), overrides) { path throws(FileError) in
      if path.contains("gone") { throw FileError("open", path, ENOENT) }
    }
  }

  @Test func theContextGivesClusterUserAndNamespace() throws {
    let access = try access(Self.first)
    #expect(access.server.description == "https://one:6443")
    #expect(access.namespace == "ns")
    #expect(access.user.token.revealed == "first-token")
  }

  @Test func optionsStandAboveTheKubeconfig() throws {
    let access = try access(Self.second) {
      $0.server = "https://three:1/prefix/"
      $0.token = Secret("given")
      $0.certificateAuthorityFile = "/own.pem"
      $0.asUser = "me"
      $0.asGroups = ["only"]
    }
    #expect(access.server.description == "https://three:1/prefix")
    // The certificate's name was the other server's.
    #expect(access.tlsServerName == "")
    #expect(access.certificateAuthority.data == nil)
    #expect(access.certificateAuthority.file == "/own.pem")
    #expect(access.user.token.revealed == "given")
    #expect(access.user.impersonation.user == "me")
    #expect(access.user.impersonation.groups == ["only"])
    #expect(access.user.impersonation.extra == ["reason": ["audit"]])
  }

  @Test func anInsecureOptionDropsTheAuthorities() throws {
    let access = try access(Self.first) { $0.skipsVerification = true }
    #expect(access.skipsVerification && access.certificateAuthority.isEmpty)
  }

  @Test(arguments: [
    ("zzz", "context \"zzz\" does not exist"),
    ("nouser", "user \"gone\" was not found for context \"nouser\""),
    ("nocluster", "cluster \"gone\" was not found for context \"nocluster\""),
    (
      "badca",
      "invalid configuration: unable to read certificate-authority /a/gone.pem for cbadca due to open /a/gone.pem: "
        + "no such file or directory"
    ),
    (
      "two",
      "invalid configuration: more than one authentication method found for utwo; found [token basicAuth], only one is "
        + "allowed"
    ),
    ("noserver", "invalid configuration: no server found for cluster \"cno\""),
    (
      "exec",
      "invalid configuration: [apiVersion must be specified for uexec to use exec authentication plugin, "
        + "interactiveMode must be specified for uexec to use exec authentication plugin]"
    ),
    (
      "proxy",
      "invalid configuration: invalid 'proxy-url' for cluster \"cproxy\": unsupported scheme \"ftp\", "
        + "must be http, https, or socks5"
    ),
  ])
  func whatCannotBeUsedIsNamed(context: String, message: String) {
    let text = """
      contexts:
      - {name: nouser, context: {cluster: c1, user: gone}}
      - {name: nocluster, context: {cluster: gone, user: u1}}
      - {name: badca, context: {cluster: cbadca, user: u1}}
      - {name: two, context: {cluster: c1, user: utwo}}
      - {name: exec, context: {cluster: c1, user: uexec}}
      - {name: noserver, context: {cluster: cno, user: u1}}
      - {name: proxy, context: {cluster: cproxy, user: u1}}
      clusters:
      - {name: c1, cluster: {server: "https://127.0.0.1:1"}}
      - {name: cno, cluster: {certificate-authority-data: ""}}
      - {name: cproxy, cluster: {server: "https://127.0.0.1:1", proxy-url: "ftp://proxy"}}
      - {name: cbadca, cluster: {server: "https://127.0.0.1:1", certificate-authority: gone.pem}}
      users:
      - {name: u1, user: {token: abc}}
      - {name: utwo, user: {token: abc, username: a, password: b}}
      - {name: uexec, user: {exec: {command: no-such-plugin}}}
      """
    do {
      _ = try access(text) { $0.context = context }
      Issue.record("it was accepted")
    } catch {
      #expect("\(error)" == message)
    }
  }
}
