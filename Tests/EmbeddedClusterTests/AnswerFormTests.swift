import Testing
import Values

@Suite struct AnswerFormTests {
  private let cluster: TestCluster
  private static let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
  private static let pods = Workloads.pods

  init() throws { cluster = try TestCluster() }

  private func get(_ path: String, accept: String) throws -> TestCluster.Answer {
    try cluster.send("GET", path, headers: [(name: "Accept", value: accept)])
  }

  private func rows(_ path: String) throws -> [[String]] {
    let answer = try get(path, accept: Self.table)
    #expect(answer.text("kind") == "Table")
    return (answer["rows"]?.asList ?? []).map { row in
      (row.asMap?["cells"]?.asList ?? []).map { value in
        switch value {
        case .string(let text), .number(let text): text.description
        default: ""
        }
      }
    }
  }

  @Test(arguments: [
    ("", 200), ("application/json", 200), ("*/*", 200), ("application/*", 200),
    ("application/vnd.kubernetes.protobuf,application/json", 200), ("application/vnd.kubernetes.protobuf", 406),
    ("text/html", 406), ("application/json;as=Table;v=v9;g=meta.k8s.io", 406),
    ("application/json;as=Table;v=v9;g=meta.k8s.io, application/json", 200), ("text/html, */*;q=0.1", 200),
  ])
  func whatNobodyHereSpeaksIsNotAcceptable(accept: String, status: Int) throws {
    #expect(try get(Self.pods, accept: accept).status == status)
  }

  @Test func theBestLikedFormIsGiven() throws {
    let answer = try get(Self.pods, accept: "application/json;q=0.5, application/json;as=Table;v=v1;g=meta.k8s.io")
    #expect(answer.text("kind") == "Table")
    #expect(answer.text("apiVersion") == "meta.k8s.io/v1")
  }

  @Test func workloadsArePrintedAsKubectlDoes() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("web", replicas: 2))
    cluster.time.advance(by: 130)
    let deployments = try rows(Workloads.deployments)
    #expect(deployments == [["web", "2/2", "2", "2", "2m10s", "main", "nginx:1", "app=web"]])
    let pod = try #require(try rows(Self.pods).first)
    #expect(Array(pod[1...4]) == ["1/1", "Running", "0", "2m10s"])
    #expect(Array(pod[6...]) == ["embedded", "<none>", "<none>"])
  }

  @Test(arguments: [
    ("fail", "Always", "CrashLoopBackOff"), ("pending", "Always", "ContainerCreating"), ("fail", "Never", "Error"),
    ("healthy", "Never", "Completed"),
  ])
  func aPodsStateIsOneWord(outcome: String, policy: String, word: String) throws {
    try cluster.send(
      "POST", Self.pods,
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","annotations":{"embedded.chart/outcome":"\(outcome)"}},
       "spec":{"restartPolicy":"\(policy)","containers":[{"name":"a","image":"b"}]}}
      """)
    #expect(try rows(Self.pods).first?[2] == word)
  }

  @Test(arguments: [
    (0, "0s"), (119, "119s"), (120, "2m"), (150, "2m30s"), (600, "10m"), (10_799, "179m"), (10_800, "3h"),
    (12_000, "3h20m"), (30_000, "8h"), (172_799, "47h"), (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"),
    (63_072_000, "2y"), (64_000_000, "2y10d"),
  ])
  func agesHaveTwoUnitsAtMost(seconds: Int64, age: String) throws {
    try cluster.send(
      "POST", "/api/v1/namespaces/default/configmaps",
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}"#)
    cluster.time.advance(by: seconds)
    #expect(try rows("/api/v1/namespaces/default/configmaps/c").first?[2] == age)
  }

  @Test func aDefinitionsColumnsAreShown() throws {
    let columns = """
      "additionalPrinterColumns":[{"name":"Size","type":"integer","jsonPath":".spec.size"},
      {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\\"Ready\\")].status"},
      {"name":"First","type":"string","jsonPath":".spec['names'][0]","priority":1},
      {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}]
      """
    let definition = """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.example.com"},
       "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"gadgets","kind":"Gadget"},
       "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
       "x-kubernetes-preserve-unknown-fields":true}},\(columns)}]}}
      """
    #expect(
      try cluster.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition).status == 201)
    let path = "/apis/example.com/v1/namespaces/default/gadgets"
    try cluster.send(
      "POST", path,
      """
      {"apiVersion":"example.com/v1","kind":"Gadget","metadata":{"name":"g"},"spec":{"size":3,"names":["a","b"]},
       "status":{"conditions":[{"type":"Other","status":"Unknown"},{"type":"Ready","status":"True"}]}}
      """)
    #expect(try rows(path) == [["g", "3", "True", "a", "0s"]])
  }

  @Test func metadataAloneIsGivenToThoseWhoAsk() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("web"))
    let list = try get(
      Workloads.deployments,
      accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json")
    #expect(list.text("kind") == "PartialObjectMetadataList")
    #expect(list.text("items.0.kind") == "PartialObjectMetadata")
    #expect(list.names == ["web"])
    #expect(list["items.0.spec"] == nil)
    let whole = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(list.text("items.0.metadata.uid") == whole.text("metadata.uid"))
    let one = try get(
      Workloads.deployments + "/web", accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")
    #expect(one.text("metadata.name") == "web")
    #expect(one["spec"] == nil)
  }
}
