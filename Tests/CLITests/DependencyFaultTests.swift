import Kubernetes
import Networking
import Platform
import Repositories
import Synchronization
import TestSupport
import Testing

@testable import CLI

/// What can go wrong while dependencies are brought over the network: each is one clear error, and charts/ and Chart.lock
/// stay as they were, to the byte.
@Suite struct DependencyFaultTests {
  /// Answers a request in place of the repository; nil leaves it to the repository.
  private typealias Fault = @Sendable (HTTPRequest) async -> HTTPAnswer?

  /// A chart whose dependencies were brought once, and a server that has newer ones and trouble.
  private final class World: Sendable {
    private let state = Mutex<(files: [String: [UInt8]], fault: Fault?, requests: [HTTPRequest])>(([:], nil, []))
    let folder: TemporaryFolder
    private let server = Mutex<HTTPServer?>(nil)

    /// A chart that needs both charts of the repository, in the versions before the newest.
    init() async throws {
      folder = try TemporaryFolder()
      let listening = try await HTTPServer.serve(HTTPServer.Settings()) { [unowned self] request in
        let (file, fault) = self.state.withLock { state -> ([UInt8]?, Fault?) in
          state.requests.append(request)
          return (state.files[request.path], state.fault)
        }
        if let answer = await fault?(request) { return answer }
        return .whole(HTTPResponse(status: file == nil ? 404 : 200, body: file ?? []))
      }
      server.withLock { $0 = listening }
      try folder.write(
        "app/Chart.yaml",
        """
        apiVersion: v2
        name: app
        version: 1.0.0
        dependencies:
        - {name: redis, version: 1.x, repository: '\(url)'}
        - {name: web, version: 1.x, repository: '\(url)'}
        """)
      try publish(["1.0.0"])
      try await update()
      try publish(["1.0.0", "1.1.0"])
    }

    var url: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })" }

    func publish(_ versions: [String]) throws {
      var files: [String: [UInt8]] = [:]
      var index = "apiVersion: v1\nentries:\n"
      for name in ["redis", "web"] {
        index += "  \(name):\n"
        for version in versions {
          let package = try LoopbackRepository.package(name, version)
          files["/\(name)-\(version).tgz"] = package
          index += "  - {name: \(name), version: \(version), urls: [\(name)-\(version).tgz],"
          index += " digest: \(Digest.sha256(package))}\n"
        }
      }
      files["/index.yaml"] = Array(index.utf8)
      state.withLock { $0.files = files }
    }

    func change(_ path: String, _ change: (inout [UInt8]) -> Void) {
      state.withLock { state in
        var file = state.files[path] ?? []
        change(&file)
        state.files[path] = file
      }
    }

    func fail(_ fault: @escaping Fault) { state.withLock { $0.fault = fault } }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func update(
      patience: Duration = .seconds(20), _ change: (inout DependencyManager.Settings) -> Void = { _ in }
    ) async throws(RepositoryError) {
      let context = ProcessContext(environment: [:], workingFolder: folder.path)
      var settings = DependencyManager.Settings(
        indexFolder: folder.path("cache/repository"), contentFolder: folder.path("cache/content"),
        clock: WallClock { Moment(seconds: 1_795_392_000) })
      change(&settings)
      let fetcher = NetworkFetching(context, patience: patience)
      let registry = RegistryClient(
        fetcher: fetcher, credentials: RegistryCredentials(files: []) { (_, _) throws(RepositoryError) in nil },
        cacheFolder: settings.contentFolder)
      try await DependencyManager(fetcher: fetcher, registry: registry, settings: settings) { _ in }
        .update(folder.path("app"))
    }

    /// Every file of the chart, with what is in it.
    func files() throws -> [String: [UInt8]] {
      var files: [String: [UInt8]] = [:]
      for folder in ["app", "app/charts"] {
        for entry in try FileSystem.list(self.folder.path(folder)) where entry.kind != .folder {
          files["\(folder)/\(entry.name)"] = try FileSystem.read(self.folder.path("\(folder)/\(entry.name)"))
        }
      }
      return files
    }

    /// Expects an update to fail with the words, in which `URL` is the server's address, and to change nothing.
    func expectFailure(
      _ words: String, patience: Duration = .seconds(20),
      _ change: (inout DependencyManager.Settings) -> Void = { _ in }
    ) async throws {
      let before = try files()
      #expect(
        before.keys.sorted() == ["app/Chart.lock", "app/Chart.yaml"]
          + ["redis", "web"].map {
            "app/charts/\($0)-1.0.0.tgz"
          })
      var message = "no error"
      do throws(RepositoryError) {
        try await update(patience: patience, change)
      } catch {
        message = error.description.replacing(url, with: "URL").replacing(folder.path, with: "HERE")
      }
      #expect(message == words)
      #expect(try files() == before)
      #expect(try FileSystem.list(folder.path("app")).map(\.name) == ["Chart.lock", "Chart.yaml", "charts"])
    }

    func shutDown() async { await server.withLock { $0 }?.shutDown(grace: .milliseconds(1)) }
  }

  /// Answers a path with the status.
  private static func status(_ status: Int, at path: String) -> Fault {
    { $0.path == path ? .whole(HTTPResponse(status: status)) : nil }
  }

  @Test(arguments: [
    (
      404, "/index.yaml",
      "looks like \"URL\" is not a valid chart repository or cannot be reached: failed to fetch URL/index.yaml : "
        + "404 Not Found"
    ),
    (
      401, "/index.yaml",
      "looks like \"URL\" is not a valid chart repository or cannot be reached: failed to fetch URL/index.yaml : "
        + "401 Unauthorized"
    ),
    (
      503, "/index.yaml",
      "looks like \"URL\" is not a valid chart repository or cannot be reached: failed to fetch URL/index.yaml : "
        + "503 Service Unavailable"
    ),
    (404, "/web-1.1.0.tgz", "could not download web 1.1.0: failed to fetch URL/web-1.1.0.tgz : 404 Not Found"),
    (401, "/redis-1.1.0.tgz", "could not download redis 1.1.0: failed to fetch URL/redis-1.1.0.tgz : 401 Unauthorized"),
  ]) func aServerThatRefusesIsQuoted(status: Int, path: String, words: String) async throws {
    let world = try await World()
    world.fail(Self.status(status, at: path))
    try await world.expectFailure(words)
    await world.shutDown()
  }

  @Test func aRepositoryThatIsDownIsNamed() async throws {
    let world = try await World()
    await world.shutDown()
    let port = world.url.split(separator: ":").last ?? ""
    try await world.expectFailure(
      "looks like \"URL\" is not a valid chart repository or cannot be reached: Get \"URL/index.yaml\": dial tcp "
        + "127.0.0.1:\(port): connect: connection refused")
  }

  @Test func aPackageOfAnotherDigestIsRefused() async throws {
    let world = try await World()
    let right = Digest.sha256(try LoopbackRepository.package("web", "1.1.0"))
    world.change("/web-1.1.0.tgz") { $0.append(0) }
    let wrong = Digest.sha256(try LoopbackRepository.package("web", "1.1.0") + [0])
    try await world.expectFailure(
      "could not download web 1.1.0: URL/web-1.1.0.tgz is not the package that the index names: its SHA-256 is \(wrong), "
        + "not \(right)")
    // What was wrong is not kept either: as soon as the right one is there, all is well.
    world.change("/web-1.1.0.tgz") { $0.removeLast() }
    try await world.update()
    #expect(try world.files().keys.contains("app/charts/web-1.1.0.tgz"))
    await world.shutDown()
  }

  /// A server that promises more than it sends, with and without having said how much.
  @Test(arguments: ["/index.yaml", "/web-1.1.0.tgz"], [true, false])
  func whatIsCutShortIsNotTaken(path: String, saysLength: Bool) async throws {
    let world = try await World()
    world.fail { request in
      guard request.path == path else { return nil }
      let body = AsyncThrowingStream<[UInt8], any Error> { continuation in
        continuation.yield(Array("apiVersion: v1\nentries: {}\n".utf8))
        continuation.finish(throwing: TransportError("broken", mayHaveActed: false))
      }
      return .stream(HTTPStream(status: 200, headers: saysLength ? [("Content-Length", "1000")] : [], body: body))
    }
    let prefix =
      path == "/index.yaml"
      ? "looks like \"URL\" is not a valid chart repository or cannot be reached: " : "could not download web 1.1.0: "
    try await world.expectFailure(prefix + "unexpected EOF")
    await world.shutDown()
  }

  @Test func aServerThatFallsSilentIsGivenUp() async throws {
    let world = try await World()
    world.fail { request in
      if request.path == "/web-1.1.0.tgz" { try? await Task.sleep(for: .seconds(30)) }
      return nil
    }
    // The patience holds for the index and the other chart too, which must come in time on a slow machine.
    try await world.expectFailure(
      "could not download web 1.1.0: Get \"URL/web-1.1.0.tgz\": net/http: timeout awaiting response headers",
      patience: .seconds(3))
    await world.shutDown()
  }

  @Test func credentialsDoNotFollowARedirectToAnotherHost() async throws {
    let world = try await World()
    let other = try await World()
    let target = other.url
    world.fail { request in
      guard request.path == "/web-1.1.0.tgz" else { return nil }
      return .whole(HTTPResponse(status: 302, headers: [("Location", target + "/web-1.1.0.tgz")]))
    }
    let url = world.url
    try await world.update { settings in
      var entry = RepositoryEntry(name: "mine", url: url)
      entry.options.username = "me"
      entry.options.password = "planted"
      settings.repositories.update(entry)
    }
    func authorizations(_ world: World, _ path: String) -> [String] {
      world.requests.filter { $0.path == path }
        .map { request in request.headers.first { $0.name == "Authorization" }?.value ?? "none" }
    }
    #expect(authorizations(world, "/web-1.1.0.tgz") == ["Basic bWU6cGxhbnRlZA=="])
    #expect(authorizations(other, "/web-1.1.0.tgz") == ["none"])
    #expect(try world.files().keys.contains("app/charts/web-1.1.0.tgz"))
    await world.shutDown()
    await other.shutDown()
  }

  /// A name that the file system does not take stands for a disk that is full: writing the second of two packages fails.
  @Test func whatCannotBeWrittenLeavesTheOldState() async throws {
    let world = try await World()
    let name = "web-1.1.0" + String(repeating: "x", count: 255) + ".tgz"
    let package = try LoopbackRepository.package("web", "1.1.0")
    world.change("/" + name) { $0 = package }
    world.change("/index.yaml") { file in
      file = Array(String(decoding: file, as: UTF8.self).replacing("[web-1.1.0.tgz]", with: "[\(name)]").utf8)
    }
    try await world.expectFailure(
      "cannot renew HERE/app/charts: create HERE/app/.charts-update/\(name): file name too long")
    await world.shutDown()
  }

  @Test func aLockThatCannotBeWrittenLeavesTheOldCharts() async throws {
    let world = try await World()
    try FileSystem.remove(world.folder.path("app/Chart.lock"))
    try world.folder.write("app/Chart.lock/in-the-way", "")
    let error = await #expect(throws: RepositoryError.self) { try await world.update() }
    #expect(error?.description.hasPrefix("cannot renew ") ?? false, "\(error?.description ?? "")")
    #expect(
      try FileSystem.list(world.folder.path("app/charts")).map(\.name) == ["redis-1.0.0.tgz", "web-1.0.0.tgz"])
    #expect(try FileSystem.list(world.folder.path("app")).map(\.name) == ["Chart.lock", "Chart.yaml", "charts"])
    await world.shutDown()
  }

  @Test func ofManyUpdatesAtOnceEachFindsAWholeState() async throws {
    let world = try await World()
    let failures = await withTaskGroup(of: RepositoryError?.self) { group in
      for _ in 0..<6 {
        group.addTask {
          do throws(RepositoryError) {
            try await world.update()
            return nil
          } catch {
            return error
          }
        }
      }
      var failures: [RepositoryError] = []
      for await failure in group { if let failure { failures.append(failure) } }
      return failures
    }
    #expect(failures.isEmpty, "\(failures)")
    #expect(
      try world.files().keys.sorted()
        == ["app/Chart.lock", "app/Chart.yaml", "app/charts/redis-1.1.0.tgz", "app/charts/web-1.1.0.tgz"])
    #expect(try FileSystem.list(world.folder.path("app")).map(\.name) == ["Chart.lock", "Chart.yaml", "charts"])
    let lock = try FileSystem.read(world.folder.path("app/Chart.lock"))
    try await world.update()
    #expect(try FileSystem.read(world.folder.path("app/Chart.lock")) == lock)
    await world.shutDown()
  }
}
