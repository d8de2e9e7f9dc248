import Kubernetes
import Synchronization
import Testing

@Suite struct AggregatedDiscoveryTests {
  /// An API server's discovery: aggregated where `isAggregated`, and a record of what was asked.
  private final class Server: Transport {
    let asked = Mutex<[String]>([])
    let isAggregated: Bool

    init(isAggregated: Bool) { self.isAggregated = isAggregated }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      asked.withLock { $0.append(request.path) }
      let wantsAll = request.headers.contains { $0.value.contains("as=APIGroupDiscoveryList") }
      let text: String
      switch request.path {
      case "/api" where isAggregated && wantsAll: text = Self.core
      case "/apis" where isAggregated && wantsAll: text = Self.groups
      case "/api/v1": text = #"{"resources":[{"name":"secrets","kind":"Secret","namespaced":true}]}"#
      case "/api": text = #"{"kind":"APIVersions","versions":["v1"]}"#
      case "/apis": text = #"{"kind":"APIGroupList","groups":[{"versions":[{"groupVersion":"apps/v1"}]}]}"#
      case "/apis/apps/v1":
        text = #"{"resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]}"#
      default: return HTTPResponse(status: 404, body: Array("{}".utf8))
      }
      return HTTPResponse(status: 200, body: Array(text.utf8))
    }

    private static let core = """
      {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{},"versions":[
      {"version":"v1","freshness":"Current","resources":[
      {"resource":"secrets","responseKind":{"group":"","version":"v1","kind":"Secret"},"scope":"Namespaced"}]}]}]}
      """
    private static let groups = """
      {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
      {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[
      {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","subresources":[
      {"subresource":"scale","responseKind":{"group":"autoscaling","kind":"Scale"}}]}]}]},
      {"metadata":{"name":"stale.example"},"versions":[{"version":"v1","freshness":"Stale","resources":[
      {"resource":"ghosts","responseKind":{"kind":"Ghost"},"scope":"Cluster"}]}]}]}
      """
  }

  private final class Store: Sendable {
    let content = Mutex<[UInt8]?>(nil)
    var cache: DiscoveryCache {
      DiscoveryCache(
        load: { self.content.withLock(\.self) }, store: { bytes in self.content.withLock { $0 = bytes } },
        remove: { self.content.withLock { $0 = nil } })
    }
  }

  private let deployment = GroupVersionKind(apiVersion: "apps/v1", kind: "Deployment")
  private let secret = GroupVersionKind(apiVersion: "v1", kind: "Secret")

  @Test func oneAnswerTellsOfAllKindsHoweverManyAskAtOnce() async throws {
    let server = Server(isAggregated: true)
    let client = KubernetesClient(transport: server)
    let deployment = deployment
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { _ = try? await client.mapping(deployment) } }
    }
    #expect(try await client.mapping(deployment).plural == "deployments")
    _ = try await client.mapping(secret)
    #expect(server.asked.withLock(\.self).sorted() == ["/api", "/apis"])
  }

  @Test func aServerWithoutItIsAskedGroupByGroup() async throws {
    let server = Server(isAggregated: false)
    let client = KubernetesClient(transport: server)
    #expect(try await client.mapping(deployment).plural == "deployments")
    #expect(try await client.mapping(secret).plural == "secrets")
    #expect(server.asked.withLock(\.self).sorted() == ["/api", "/api/v1", "/apis", "/apis/apps/v1"])
  }

  @Test func capabilitiesHaveWhatHelmHasInThem() async throws {
    let versions = try await KubernetesClient(transport: Server(isAggregated: true)).apiVersions()
    // A version whose server is down is there without its kinds.
    #expect(
      versions == ["apps/v1", "apps/v1/Deployment", "apps/v1/Scale", "stale.example/v1", "v1", "v1/Secret"])
  }

  @Test func whatWasKeptSparesTheNextProcessItsQuestions() async throws {
    let store = Store()
    _ = try await KubernetesClient(transport: Server(isAggregated: true), cache: store.cache).mapping(deployment)
    let server = Server(isAggregated: true)
    let client = KubernetesClient(transport: server, cache: store.cache)
    #expect(try await client.mapping(deployment).plural == "deployments")
    #expect(try await client.mapping(secret).isNamespaced)
    #expect(server.asked.withLock(\.self).isEmpty)
  }

  @Test func aKindThatWasNotKeptIsAskedForAndOneThatIsNotThereIsSaid() async throws {
    let store = Store()
    let server = Server(isAggregated: true)
    _ = try await KubernetesClient(transport: server, cache: store.cache).mapping(deployment)
    let ghost = GroupVersionKind(apiVersion: "widgets.example/v1", kind: "Ghost")
    await #expect(throws: KubernetesError.self) {
      try await KubernetesClient(transport: server, cache: store.cache).mapping(ghost)
    }
  }

  @Test func whatIsInvalidatedIsForgottenOnDiskAsWell() async throws {
    let store = Store()
    let server = Server(isAggregated: true)
    let client = KubernetesClient(transport: server, cache: store.cache)
    _ = try await client.mapping(deployment)
    #expect(store.content.withLock { $0 != nil })
    client.invalidateDiscovery()
    #expect(store.content.withLock { $0 == nil })
    _ = try await client.mapping(deployment)
    #expect(server.asked.withLock(\.count) == 4)
  }
}
