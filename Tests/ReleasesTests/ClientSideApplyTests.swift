import Kubernetes
import Releases
import Synchronization
import Testing
import Values

/// Releases whose objects are merged here, and the way from there to server-side apply.
struct ClientSideApplyTests {
  let workbench: Workbench

  init() throws { workbench = try Workbench() }

  private static func deployment(image: String, replicas: Int? = 1, env: String = "{name: A, value: a}") -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app
    spec:
      \(replicas.map { "replicas: \($0)" } ?? "minReadySeconds: 0")
      selector: {matchLabels: {app: app}}
      template:
        metadata: {labels: {app: app}}
        spec:
          containers: [{name: app, image: "\(image)", env: [\(env)]}]

    """
  }

  private static let reference = ObjectReference(
    GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), namespace: "default", name: "app")

  private func install(_ manifest: String, _ method: Release.ApplyMethod) async throws {
    var options = Install.Options()
    options.apply.method = method
    _ = try await Install(workbench.context(), options: options).run(
      "web", source: ScriptedSource(manifest), values: ValueMap())
  }

  private func upgrade(
    _ manifest: String, _ method: Release.ApplyMethod? = nil, through transport: (any Transport)? = nil
  ) async throws {
    var options = Upgrade.Options()
    options.apply.method = method
    _ = try await Upgrade(workbench.context(through: transport), options: options).run(
      "web", source: ScriptedSource(manifest), values: ValueMap())
  }

  private func app() async throws -> KubernetesObject { try await workbench.context().client.get(Self.reference) }

  /// Changes the Deployment as somebody else.
  private func change(_ patch: String, as manager: String = "kubectl-edit") async throws {
    let body = try #require(JSONCodec.decode(Array(patch.utf8)))
    try await workbench.context().client.patch(
      .strategicMerge, body, Self.reference, options: KubernetesRequest.WriteOptions(fieldManager: manager))
  }

  private func names(_ path: String, of app: KubernetesObject) -> [String] {
    let containers = app.value("spec", "template", "spec", "containers")?.asList ?? []
    let items = path == "env" ? containers.first { $0.at("name")?.asString == "app" }?.at("env")?.asList : containers
    return (items ?? []).compactMap { $0.at("name")?.asString?.description }
  }

  @Test func `An upgrade leaves alone what others have put beside its own`() async throws {
    try await install(Self.deployment(image: "i:1"), .clientSide)
    try await change(
      #"{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s"},{"name":"app","env":[{"name":"X"}]}]}}}}"#
    )
    try await upgrade(Self.deployment(image: "i:2", env: "{name: B, value: b}"))
    let app = try await app()
    #expect(names("containers", of: app).sorted() == ["app", "side"])
    #expect(names("env", of: app).sorted() == ["B", "X"])
    #expect(
      app.value("spec", "template", "spec", "containers")?.asList?.contains { $0.at("image")?.asString == "i:2" }
        == true)
    #expect(try await Get(workbench.context()).release("web").applyMethod == .clientSide)
  }

  @Test func `A change that others made to the release's own fields is undone`() async throws {
    try await install(Self.deployment(image: "i:1", replicas: 1), .clientSide)
    try await change(#"{"spec":{"replicas":3}}"#)
    try await upgrade(Self.deployment(image: "i:1", replicas: 1))
    #expect(try await app().integer("spec", "replicas") == 1)
  }

  @Test func `Nothing is sent for an object that needs no change`() async throws {
    try await install(Self.deployment(image: "i:1"), .clientSide)
    let recorder = RecordingTransport(workbench.cluster)
    try await upgrade(Self.deployment(image: "i:1"), through: recorder)
    #expect(
      recorder.requests.filter { $0.contains("/deployments") } == [
        "GET /apis/apps/v1/namespaces/default/deployments/app"
      ])
  }

  @Test func `Switching to server-side apply takes over what was written client-side`() async throws {
    try await install(Self.deployment(image: "i:1", replicas: 4), .clientSide)
    try await upgrade(Self.deployment(image: "i:2", replicas: nil), .serverSide)
    let app = try await app()
    // Without the take-over the old entry would keep `replicas` alive.
    #expect(app.integer("spec", "replicas") == 1)
    let managers = (app.metadata["managedFields"]?.asList ?? []).compactMap { entry -> String? in
      guard entry.at("manager")?.asString == "helm" else { return nil }
      return entry.at("operation")?.asString?.description
    }
    #expect(managers == ["Apply"])
    #expect(try await Get(workbench.context()).release("web").applyMethod == .serverSide)
  }

  @Test func `A conflict names each field and its owner, and force-conflicts takes it over`() async throws {
    try await install(Self.deployment(image: "i:1", replicas: 1), .serverSide)
    try await change(#"{"spec":{"replicas":3}}"#)
    let error = await failure { try await upgrade(Self.deployment(image: "i:1", replicas: 2)) }
    #expect(
      error?.message.hasPrefix("conflict occurred while applying object default/app apps/v1, Kind=Deployment: ") == true
    )
    #expect(
      error?.hint == "other managers own these fields: --force-conflicts takes them over"
        + "\n  .spec.replicas: \"kubectl-edit\" using apps/v1")
    var options = Upgrade.Options()
    options.apply.forcesConflicts = true
    _ = try await Upgrade(workbench.context(), options: options).run(
      "web", source: ScriptedSource(Self.deployment(image: "i:1", replicas: 2)), values: ValueMap())
    #expect(try await app().integer("spec", "replicas") == 2)
  }

  @Test func `Custom resources are merged as JSON, lists as a whole`() async throws {
    let definition = """
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: foos.x.io}
      spec:
        group: x.io
        scope: Namespaced
        names: {kind: Foo, plural: foos, singular: foo, listKind: FooList}
        versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}

      """
    var source = ScriptedSource("")
    source.customResourceDefinitions = [ManifestFile(name: "crds/foo.yaml", content: Bytes(definition))]
    _ = try await Install(workbench.context()).run("definitions", source: source, values: ValueMap())
    func foo(_ spec: String) -> String { "---\napiVersion: x.io/v1\nkind: Foo\nmetadata: {name: foo}\nspec: \(spec)\n" }
    try await install(foo("{a: 1, b: 1, list: [{name: x}, {name: y}]}"), .clientSide)
    let reference = ObjectReference(
      GroupVersionKind(group: "x.io", version: "v1", kind: "Foo"), namespace: "default", name: "foo")
    let others = try #require(JSONCodec.decode(Array(#"{"spec":{"c":1}}"#.utf8)))
    try await workbench.context().client.patch(.merge, others, reference)
    try await upgrade(foo("{a: 2, list: [{name: x}]}"))
    let spec = try #require(try await workbench.context().client.get(reference).value("spec"))
    #expect(String(decoding: JSONCodec.encode(spec), as: UTF8.self) == #"{"a":2,"c":1,"list":[{"name":"x"}]}"#)
  }
}

/// Notes what is sent, `METHOD path`, and passes it on.
final class RecordingTransport: Transport {
  private let inner: any Transport
  private let noted = Mutex<[String]>([])

  init(_ inner: any Transport) { self.inner = inner }

  var requests: [String] { noted.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    noted.withLock { $0.append("\(request.method) \(request.path)") }
    return try await inner.send(request)
  }
}
