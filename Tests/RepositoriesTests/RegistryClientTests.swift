import Charts
import Platform
import Repositories
import TestSupport
import Testing

@Suite struct RegistryClientTests {
  private static func package(_ version: String, padding: Int = 0) throws -> [UInt8] {
    // Bytes that do not pack well, so that the package is as large as is asked for.
    var seed: UInt64 = 1
    let noise = (0..<padding).map { _ -> UInt8 in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: seed >> 56)
    }
    let folder = try TemporaryFolder(["redis/Chart.yaml": "apiVersion: v2\nname: redis\nversion: \(version)\n"])
    if padding > 0 { try folder.write("redis/noise.bin", bytes: noise) }
    var warnings: [ChartWarning] = []
    return try Packager.package(folder: folder.path("redis"), warnings: &warnings).bytes
  }

  private static func client(
    _ registry: FakeRegistry, _ folder: TemporaryFolder, login: (String, String)? = nil
  ) -> RegistryClient {
    var options = FetchOptions()
    if let login { (options.username, options.password) = login }
    let credentials = RegistryCredentials(files: [folder.path("config.json")]) {
      (_, _) throws(RepositoryError) in nil
    }
    return RegistryClient(
      fetcher: registry, credentials: credentials, options: options, cacheFolder: folder.path("content"))
  }

  @Test func whatIsPushedIsPulledByTagRangeAndDigest() async throws {
    let folder = try TemporaryFolder()
    let registry = FakeRegistry()
    let client = Self.client(registry, folder)
    for version in ["1.0.0", "1.2.0+build", "2.0.0-rc.1"] {
      _ = try await client.push(
        try Self.package(version), to: "oci://r.example/charts", created: Moment(seconds: 0))
    }
    #expect(try await client.versions(of: "oci://r.example/charts/redis") == ["2.0.0-rc.1", "1.2.0+build", "1.0.0"])
    let exact = try await client.pull("oci://r.example/charts/redis", version: "1.0.0", wantsProvenance: false)
    #expect(try exact.bytes == Self.package("1.0.0") && exact.fileName == "redis-1.0.0.tgz")
    let ranged = try await client.pull("oci://r.example/charts/redis", version: "^1", wantsProvenance: false)
    #expect(try ranged.bytes == Self.package("1.2.0+build"))
    let newest = try await client.resolve(try RegistryReference("oci://r.example/charts/redis"), version: "")
    #expect(newest.tag == "1.2.0+build" && newest.wireTag == "1.2.0_build")
    #expect(newest.description == "r.example/charts/redis:1.2.0_build")
    let pushed = try await client.push(
      try Self.package("1.0.0"), to: "oci://r.example/charts", created: Moment(seconds: 0))
    let byDigest = try await client.pull(
      try RegistryReference("oci://r.example/charts/redis@\(pushed.digest)"), wantsProvenance: false)
    #expect(byDigest.digest == pushed.digest && byDigest.chart.fileName == "redis-1.0.0.tgz")
  }

  /// What `helm push` of Helm 4.3.1 stores for the same Chart.yaml.
  @Test func theConfigIsHelmsToTheByte() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "redis/Chart.yaml",
      """
      apiVersion: v2
      name: redis
      version: 1.0.0
      appVersion: "7.2"
      description: A <store> & more
      home: https://redis.example
      sources: [https://git.example/a, https://git.example/b]
      keywords: [db, cache]
      icon: https://redis.example/i.png
      kubeVersion: ">=1.20"
      type: application
      deprecated: true
      annotations:
        z: last
        a: first
      maintainers:
      - name: Me
        email: me@x.example
        url: https://x.example
      - name: You
      dependencies:
      - name: common
        version: 1.x
        repository: https://charts.example
        condition: common.enabled
        tags: [x]
        alias: base
        import-values:
        - child: b
          parent: a
        - data
      """)
    try folder.write("redis/charts/common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\n")
    var warnings: [ChartWarning] = []
    let package = try Packager.package(folder: folder.path("redis"), warnings: &warnings).bytes
    let registry = FakeRegistry()
    _ = try await Self.client(registry, folder)
      .push(package, to: "oci://r.example/charts", created: Moment(seconds: 1_795_404_013))
    let manifest = try #require(registry.manifest("1.0.0"))
    #expect(
      manifest.hasPrefix(
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\",\"digest\":"
          + "\"sha256:e41365bed2ef7bb8aebb186da081eaf6f1f5ce5aa8c568c7b1164977b3849e17\",\"size\":671},"))
    #expect(
      manifest.hasSuffix(
        #""annotations":{"a":"first","org.opencontainers.image.authors":"Me (me@x.example), You","#
          + #""org.opencontainers.image.created":"2026-11-23T03:20:13Z","#
          + #""org.opencontainers.image.description":"A \u003cstore\u003e \u0026 more","#
          + #""org.opencontainers.image.source":"https://git.example/a","org.opencontainers.image.title":"redis","#
          + #""org.opencontainers.image.url":"https://redis.example","org.opencontainers.image.version":"1.0.0","#
          + #""z":"last"}}"#))
  }

  /// The words are those that the real Helm prints of docker-registry's answer.
  @Test func aRepositoryThatARegistryDoesNotKnowIsSaidInItsWords() async throws {
    let body = """
      {"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry",\
      "detail":{"name":"charts/nope"}}]}
      """
    let server = TableOfAnswers([
      "https://r.example/v2/charts/nope/tags/list": FetchResponse(status: 404, body: Array(body.utf8))
    ])
    let folder = try TemporaryFolder()
    let client = RegistryClient(
      fetcher: server, credentials: RegistryCredentials(files: []) { (_, _) throws(RepositoryError) in nil },
      cacheFolder: folder.path("content"))
    let error = await #expect(throws: RepositoryError.self) {
      try await client.versions(of: "oci://r.example/charts/nope")
    }
    #expect(
      error?.description
        == "GET \"https://r.example/v2/charts/nope/tags/list\": response status code 404: name unknown: repository name "
        + "not known to registry: map[name:charts/nope]")
  }

  @Test func theSamePackageHasTheSameManifestWhereverItIsPushed() async throws {
    let folder = try TemporaryFolder()
    var digests: Set<String> = []
    for _ in 0..<2 {
      let pushed = try await Self.client(FakeRegistry(), folder).push(
        try Self.package("1.0.0"), provenance: Array("signed".utf8), to: "oci://r.example/charts",
        created: Moment(seconds: 1_795_392_000))
      digests.insert(pushed.digest)
    }
    #expect(digests.count == 1)
  }

  @Test func aTokenIsFetchedOnceAndOnlyWithTheRightPassword() async throws {
    let folder = try TemporaryFolder()
    let registry = FakeRegistry(token: "t0ken")
    let client = Self.client(registry, folder, login: ("me", "planted"))
    _ = try await client.push(try Self.package("1.0.0"), to: "oci://r.example/charts", created: Moment(seconds: 0))
    #expect(registry.requests.count { $0.contains("token?") } == 1)
    let stranger = Self.client(registry, folder, login: ("me", "wrong"))
    let error = await #expect(throws: RepositoryError.self) {
      try await stranger.pull("oci://r.example/charts/redis", version: "1.0.0", wantsProvenance: false)
    }
    #expect(error?.description.contains("refuses the login") ?? false)
    #expect(!(error?.description.contains("wrong") ?? true))
  }

  @Test func anUploadThatBreaksOffGoesOnWhereItStopped() async throws {
    let folder = try TemporaryFolder()
    let registry = FakeRegistry()
    registry.breakPieces(1)
    let package = try Self.package("1.0.0", padding: 20 << 20)
    let client = Self.client(registry, folder)
    _ = try await client.push(package, to: "oci://r.example/charts", created: Moment(seconds: 0))
    let pulled = try await client.pull("oci://r.example/charts/redis", version: "1.0.0", wantsProvenance: false)
    #expect(pulled.bytes == package)
    #expect(registry.requests.count { $0.hasPrefix("PATCH") } == 2)
  }

  @Test func whatAnotherRepositoryHasIsMountedAndTheRestSent() async throws {
    let folder = try TemporaryFolder()
    let registry = FakeRegistry()
    let package = try Self.package("1.0.0")
    registry.keepElsewhere(package)
    let client = Self.client(registry, folder)
    let pushed = try await client.push(
      package, to: "oci://r.example/charts", created: Moment(seconds: 0), mountingFrom: "other/redis")
    #expect(pushed.mounted == 1)
    let uploads = registry.requests.filter { $0.hasPrefix("PUT /v2/charts/redis/blobs/uploads/") }
    #expect(uploads.count == 1 && !uploads[0].contains(Digest.sha256(package)))
    let pulled = try await client.pull("oci://r.example/charts/redis", version: "1.0.0", wantsProvenance: false)
    #expect(pulled.bytes == package)
    let error = await #expect(throws: RepositoryError.self) {
      try await client.push(
        package, to: "oci://r.example/charts", created: Moment(seconds: 0), mountingFrom: "oci://s.example/other/redis")
    }
    #expect(error?.description == "r.example cannot mount what s.example has")
  }

  @Test func aBlobThatIsNotWhatItsManifestNamesIsRefused() async throws {
    let folder = try TemporaryFolder()
    let registry = FakeRegistry()
    let client = Self.client(registry, folder)
    _ = try await client.push(try Self.package("1.0.0"), to: "oci://r.example/charts", created: Moment(seconds: 0))
    registry.damageBlobs()
    let error = await #expect(throws: RepositoryError.self) {
      try await client.pull("oci://r.example/charts/redis", version: "1.0.0", wantsProvenance: false)
    }
    #expect(error?.description.contains("what came is not what its manifest names") ?? false)
  }

  @Test(arguments: [
    "redis", "oci://", "oci:///x", "r.example/", "r.example/A", "r.example/x@sha256:12", "r.example/x y",
  ])
  func whatIsNoReferenceIsRefused(_ text: String) {
    #expect(throws: RepositoryError.self) { try RegistryReference(text) }
  }

  @Test func loginsAreKeptForTheirOwnerAndReadAsDockerWritesThem() throws {
    let folder = try TemporaryFolder([
      "docker.json": """
      {"auths":{"r.example":{"auth":"bWU6cGxhbnRlZA=="},"https://index.docker.io/v1/":{"identitytoken":"t"}},
       "credHelpers":{"h.example":"tool"}}
      """
    ])
    let path = folder.path("helm/config.json")
    let credentials = RegistryCredentials(files: [path, folder.path("docker.json")]) {
      (name, host) throws(RepositoryError) in
      RegistryCredentials.Login(username: name, password: host)
    }
    #expect(try credentials.login("r.example") == .init(username: "me", password: "planted"))
    #expect(try credentials.login("docker.io") == .init(username: "", password: "t"))
    #expect(try credentials.login("h.example") == .init(username: "tool", password: "h.example"))
    #expect(try credentials.login("x.example") == nil)
    try credentials.keep(.init(username: "you", password: "p:w"), for: "r.example")
    #expect(try credentials.login("r.example") == .init(username: "you", password: "p:w"))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    try credentials.forget("r.example")
    #expect(try credentials.login("r.example") == .init(username: "me", password: "planted"))
    // As in Helm, a login that is gone already, or never was there, is no error.
    try credentials.forget("r.example")
    try credentials.forget("x.example")
    #expect(try credentials.login("x.example") == nil)
  }
}
