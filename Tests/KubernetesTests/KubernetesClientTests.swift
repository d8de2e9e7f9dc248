import Kubernetes
import Synchronization
import Testing
import Values

struct KubernetesClientTests {
  /// Answers by path, and remembers what was asked.
  private final class Script: Transport {
    private let answers: [String: (status: Int, body: String)]
    private let asked = Mutex<[HTTPRequest]>([])

    init(_ answers: [String: (status: Int, body: String)]) { self.answers = answers }

    var requests: [HTTPRequest] { asked.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      asked.withLock { $0.append(request) }
      guard let answer = answers[request.path] else {
        throw TransportError("dial tcp: connection refused", mayHaveActed: false)
      }
      return HTTPResponse(status: answer.status, body: Array(answer.body.utf8))
    }
  }

  private static let core =
    #"{"resources":[{"name":"configmaps","kind":"ConfigMap","namespaced":true},"#
    + #"{"name":"pods/log","kind":"Pod","namespaced":true},{"name":"nodes","kind":"Node","namespaced":false}]}"#
  private static let configMap = GroupVersionKind(group: "", version: "v1", kind: "ConfigMap")

  @Test func `A kind is asked for once`() async throws {
    let script = Script(["/api/v1": (200, Self.core)])
    let client = KubernetesClient(transport: script)
    for _ in 0..<3 { #expect(try await client.mapping(Self.configMap).plural == "configmaps") }
    #expect(script.requests.map(\.path) == ["/api/v1"])
    client.invalidateDiscovery()
    _ = try await client.mapping(Self.configMap)
    #expect(script.requests.count == 2)
  }

  @Test(arguments: ["v1", "x.io/v1"])
  func `An unknown kind is named as Helm names it`(_ apiVersion: String) async {
    let client = KubernetesClient(
      transport: Script([
        "/api/v1": (200, Self.core),
        "/apis/x.io/v1": (404, #"{"kind":"Status","reason":"NotFound","message":"nope","code":404}"#),
      ]))
    let error = await #expect(throws: KubernetesError.self) {
      _ = try await client.mapping(GroupVersionKind(apiVersion: apiVersion, kind: "Foo"), name: "x", namespace: "n")
    }
    #expect(
      error?.description == "resource mapping not found for name: \"x\" namespace: \"n\" from \"\": "
        + "no matches for kind \"Foo\" in version \"\(apiVersion)\"\nensure CRDs are installed first")
  }

  @Test func `A server that does not answer is said to be unreachable`() async {
    let error = await #expect(throws: KubernetesError.self) {
      _ = try await KubernetesClient(transport: Script([:])).mapping(Self.configMap)
    }
    #expect(error?.description == "kubernetes cluster unreachable: dial tcp: connection refused")
    #expect(error?.isUnreachable == true)
  }

  @Test(arguments: [
    (
      409, #"{"kind":"Status","reason":"AlreadyExists","message":"it is there","code":409}"#,
      "AlreadyExists: it is there"
    ),
    (503, "<html>", "ServiceUnavailable: the server answered with status 503 (ServiceUnavailable)"),
    (422, "", "Invalid: the server answered with status 422 (Invalid)"),
    (500, #"{"kind":"Status"}"#, "InternalError: unknown"),
  ])
  func `A refusal is told with the server's reason and words`(
    _ code: Int, _ body: String, _ expected: String
  ) async {
    let client = KubernetesClient(transport: Script(["/x": (code, body)]))
    let error = await #expect(throws: KubernetesError.self) {
      _ = try await client.object(KubernetesRequest.get(path: "/x"))
    }
    #expect(error.map { "\($0.reason): \($0)" } == expected)
  }

  @Test(arguments: ["", "{", "[1]", "null"])
  func `An answer that is no object is an error`(_ body: String) async {
    let client = KubernetesClient(transport: Script(["/x": (200, body)]))
    await #expect(throws: KubernetesError.self) { _ = try await client.object(KubernetesRequest.get(path: "/x")) }
  }

  @Test func `Requests say what they are about`() {
    let mapping = ResourceMapping(Self.configMap, plural: "configmaps", isNamespaced: true)
    let object = KubernetesObject(Self.configMap, namespace: "n", name: "a/b")
    let apply = KubernetesRequest.apply(
      object, mapping, options: KubernetesRequest.WriteOptions(fieldValidation: "Strict", forcesConflicts: true))
    #expect(apply.method == "PATCH")
    #expect(apply.path == "/api/v1/namespaces/n/configmaps/a%2Fb")
    #expect(
      apply.query.map { "\($0.name)=\($0.value)" } == ["fieldManager=helm", "fieldValidation=Strict", "force=true"])
    #expect(apply.headers.contains { $0.name == "Content-Type" && $0.value == "application/apply-patch+yaml" })
    let delete = KubernetesRequest.delete(mapping, namespace: "n", name: "a", propagation: .foreground, uid: "u")
    #expect(
      String(decoding: delete.body, as: UTF8.self) == #"{"apiVersion":"v1","kind":"DeleteOptions","#
        + #""preconditions":{"uid":"u"},"propagationPolicy":"Foreground"}"#)
  }

  @Test func `Answers come in the order of the requests, however many are under way`() async {
    let paths = (0..<50).map { "/\($0)" }
    let client = KubernetesClient(
      transport: Script(Dictionary(uniqueKeysWithValues: paths.map { ($0, (200, "\"\($0)\"")) })))
    let answers = await client.sendAll(paths.map { KubernetesRequest.get(path: $0) }, atOnce: 4)
    #expect(answers.compactMap { try? KubernetesClient.value(of: $0).asString?.description } == paths)
  }

  @Test func `A list is read page by page`() async throws {
    let script = Paged()
    var names: [String] = []
    try await KubernetesClient(transport: script).list(Self.configMap, namespace: "n") { names.append($0.name) }
    #expect(names == ["a", "b"])
  }

  private struct Paged: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let body: String
      if request.path == "/api/v1" {
        body = KubernetesClientTests.core
      } else if request.query.contains(where: { $0.name == "continue" && $0.value == "t" }) {
        body = #"{"metadata":{},"items":[{"metadata":{"name":"b"}}]}"#
      } else {
        body = #"{"metadata":{"continue":"t"},"items":[{"metadata":{"name":"a"}}]}"#
      }
      return HTTPResponse(status: 200, body: Array(body.utf8))
    }
  }

  @Test func `Whole numbers of an answer are int64, as a template's lookup sees them in Helm`() async throws {
    let client = KubernetesClient(transport: Script(["/x": (200, #"{"a":9007199254740993,"b":1.5,"c":[{"d":1}]}"#)]))
    let object = try await client.object(KubernetesRequest.get(path: "/x"))
    #expect(object.value("a")?.typeName == "int64")
    #expect(object.integer("a") == 9_007_199_254_740_993)
    #expect(object.value("b")?.typeName == "float64")
    #expect(object.value("c")?.asList?.first?.at("d")?.typeName == "int64")
  }

  @Test(arguments: [(300, true), (9000, false), (200_000, false)])
  func `An answer that nests too deeply is an error and nothing worse`(_ depth: Int, _ isRead: Bool) async {
    let body = "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    let client = KubernetesClient(transport: Script(["/x": (200, body)]))
    let value = try? await client.read(KubernetesRequest.get(path: "/x"))
    #expect((value != nil) == isRead)
  }
}
