@testable import EmbeddedCluster
import Kubernetes
import Testing
import Values

@Suite struct ServedAPITests {
  private let cluster: TestCluster

  init() throws { cluster = try TestCluster() }

  // MARK: Fields

  private static let odd = """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":1,"replica":2,
     "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
     "spec":{"containers":[{"name":"a","image":"b","imag":"c"}]}}}}
    """

  @Test func unknownFieldsAreRefusedWhereThatIsAskedFor() throws {
    let answer = try cluster.send("POST", Workloads.deployments + "?fieldValidation=Strict", Self.odd)
    #expect(answer.status == 400)
    #expect(
      answer.text("message") == """
        Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: \
        unknown field "spec.replica", unknown field "spec.template.spec.containers[0].imag"
        """)
  }

  @Test func unknownFieldsAreWarnedOfAndForgotten() throws {
    let response = cluster.cluster.respond(
      to: HTTPRequest(method: "POST", path: Workloads.deployments, body: Array(Self.odd.utf8)))
    #expect(response.status == 201)
    #expect(
      response.headers.filter { $0.name == "Warning" }.map(\.value) == [
        #"299 - "unknown field \"spec.replica\"""#,
        #"299 - "unknown field \"spec.template.spec.containers[0].imag\"""#,
      ])
    let stored = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(stored["spec.replica"] == nil)
    #expect(stored["spec.template.spec.containers.0.imag"] == nil)
    #expect(stored.text("spec.template.spec.containers.0.image") == "b")
  }

  @Test func claimsInsideStatefulSetsMaySayWhatTheyAre() throws {
    let set = """
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"serviceName":"db",
       "selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{"app":"db"}},
       "spec":{"containers":[{"name":"a","image":"b"}]}},"volumeClaimTemplates":[{"apiVersion":"v1",
       "kind":"PersistentVolumeClaim","metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
       "resources":{"requests":{"storage":"1Gi"}}}}]}}
      """
    let path = "/apis/apps/v1/namespaces/default/statefulsets/db"
    #expect(try cluster.apply(path, set, by: "me").status == 201)
    #expect(try cluster.apply(path, set.replacing("1Gi", with: "1Gi"), by: "me").status == 200)
    let answer = try cluster.send(
      "POST", "/apis/apps/v1/namespaces/default/statefulsets?fieldValidation=Strict&dryRun=All",
      set.replacing(#""name":"db""#, with: #""name":"other""#))
    #expect(answer.status == 201)
    #expect(
      try cluster.send("GET", path).text("spec.volumeClaimTemplates.0.kind") == "PersistentVolumeClaim")
    let wrong = try cluster.apply(path, set.replacing(#""apiVersion":"v1""#, with: #""version":"v1""#), by: "me")
    #expect(wrong.text("message")?.contains(".spec.volumeClaimTemplates[0].version: field not declared") == true)
  }

  @Test func serverSideApplyDoesNotKnowThem() throws {
    let answer = try cluster.apply(Workloads.deployments + "/web", Self.odd, by: "me")
    #expect(answer.status == 500)
    #expect(
      answer.text("message") == """
        failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:
          .spec.replica: field not declared in schema
          .spec.template.spec.containers[name="a"].imag: field not declared in schema
        """)
  }

  /// Every list that the table says is merged by keys is merged by those here too, and no other is.
  @Test func mergingAgreesWithTheKindsOwnMarks() throws {
    var differences: Set<String> = []
    for resource in ResourceTable.all where !resource.isReview {
      for version in resource.versions {
        guard let type = TypeSchema.message(resource, version: version) else { continue }
        var seen: Set<String> = []
        compare(type, MergeSchema(resource), "\(resource.kind)", &seen, &differences)
      }
    }
    #expect(differences.sorted() == [])
  }

  private func compare(
    _ type: MessageType, _ schema: MergeSchema, _ path: String, _ seen: inout Set<String>,
    _ differences: inout Set<String>
  ) {
    for field in type.flatFields where !["status", "managedFields"].contains(field.name.description) {
      let inner = schema.field(field.name)
      if field.container == .list {
        let found: String =
          switch inner.listType {
          case .atomic: "atomic"
          case .set: "set"
          case .map(let keys): "map " + keys.map(\.name.description).joined(separator: ",")
          }
        let expected = field.listKeys.map { "map " + $0.joined(separator: ",") } ?? (field.isSet ? "set" : "atomic")
        if found != expected { differences.insert("\(path).\(field.name): \(found), not \(expected)") }
      }
      guard case .message(let name) = field.kind, let type = TypeSchema.message(name), type.form == .object,
        field.container != .map
      else { continue }
      guard seen.insert("\(field.name) \(name)").inserted else { continue }
      compare(type, field.container == .list ? inner.item : inner, "\(path).\(field.name)", &seen, &differences)
    }
  }

  // MARK: OpenAPI

  @Test func everyGroupsVersionIsDescribed() throws {
    let index = try cluster.send("GET", "/openapi/v3")
    let paths = try #require(index["paths"]?.asMap)
    #expect(paths.count >= 20)
    for entry in paths.entries {
      let document = try cluster.send("GET", "/openapi/v3/\(entry.key)")
      #expect(document.status == 200)
      #expect(document["paths"]?.asMap?.isEmpty == false)
    }
  }

  @Test func everyReferenceOfADocumentLeadsSomewhere() throws {
    for path in ["api/v1", "apis/apps/v1", "apis/apiextensions.k8s.io/v1", "apis/autoscaling/v2"] {
      let document = try cluster.send("GET", "/openapi/v3/\(path)")
      let schemas = try #require(document["components"]?.asMap?.map("schemas"))
      var references: Set<String> = []
      collect(document.body, &references)
      #expect(!references.isEmpty)
      for reference in references {
        let name = reference.split(separator: "/").last.map(String.init) ?? ""
        #expect(schemas[Bytes(name)] != nil, "\(reference)")
      }
    }
  }

  private func collect(_ value: Value, _ references: inout Set<String>) {
    if let map = value.asMap {
      for entry in map.entries {
        if entry.key == "$ref", let text = entry.value.asString { references.insert(text.description) }
        collect(entry.value, &references)
      }
    }
    for item in value.asList ?? [] { collect(item, &references) }
  }

  @Test func listsSayHowTheyAreMerged() throws {
    let document = try cluster.send("GET", "/openapi/v3/apis/apps/v1")
    let schemas = document["components"]?.asMap?.map("schemas")
    let pod = schemas?.map("io.k8s.api.core.v1.PodSpec")?.map("properties")
    #expect(pod?.map("containers")?.text("x-kubernetes-patch-merge-key") == "name")
    #expect(pod?.map("containers")?.text("x-kubernetes-patch-strategy") == "merge")
    #expect(pod?.map("volumes")?.text("x-kubernetes-patch-strategy") == "merge,retainKeys")
    #expect(pod?.map("tolerations")?.text("x-kubernetes-list-type") == "atomic")
  }

  // MARK: Asking, logs, events, evictions

  @Test func whoIsInMayDoEverything() throws {
    let answer = try cluster.send(
      "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"get"}}}"#
    )
    #expect(answer.status == 201)
    #expect(answer.text("status.allowed") == "true")
    #expect(try cluster.send("GET", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews").status == 405)
  }

  @Test func aPodThatRunsHasALog() throws {
    let pod =
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"b"}]}}"#
    try cluster.send("POST", Workloads.pods, pod)
    let log = try cluster.send("GET", Workloads.pods + "/p/log")
    #expect(log.body.asString == "embedded cluster: container \"a\" of image b is running\n")
    let wrong = try cluster.send("GET", Workloads.pods + "/p/log?container=z")
    #expect(wrong.status == 400)
    #expect(wrong.text("message") == "container z is not valid for pod p")
    #expect(try cluster.send("GET", Workloads.pods + "/q/log").status == 404)
    #expect(try cluster.send("GET", Workloads.pods + "/p/log?tailLines=0").body.asString == "")
  }

  private func events(_ query: String = "") throws -> [String] {
    let list = try cluster.send("GET", "/api/v1/namespaces/default/events" + query)
    return (list["items"]?.asList ?? []).map { event in
      "\(event.at("involvedObject", "kind")?.asString?.description ?? "") \(event.at("reason")?.asString?.description ?? "")"
    }
  }

  @Test func controllersSayWhatTheyDo() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("web"))
    #expect(
      Set(try events()) == [
        "Deployment ScalingReplicaSet", "ReplicaSet SuccessfulCreate", "Pod Scheduled", "Pod Started",
      ])
    #expect(try events("?fieldSelector=involvedObject.kind=Deployment") == ["Deployment ScalingReplicaSet"])
  }

  @Test func aCrashIsAWarning() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("web", outcome: "fail"))
    #expect(try events("?fieldSelector=type=Warning") == ["Pod BackOff"])
  }

  @Test func eventsAreForgottenAfterAnHour() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("web"))
    cluster.time.advance(by: 1800)
    try cluster.send("DELETE", Workloads.deployments + "/web")
    try cluster.send("POST", Workloads.deployments, Workloads.deployment("other"))
    cluster.time.advance(by: 1801)
    let left = try events()
    #expect(left.count == 4)
    cluster.time.advance(by: 1800)
    #expect(try events().isEmpty)
  }

  @Test func eventsKeepNoNamespaceFromGoing() throws {
    try cluster.send("POST", "/api/v1/namespaces", #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}"#)
    let path = "/apis/apps/v1/namespaces/n/deployments"
    #expect(try cluster.send("POST", path, Workloads.deployment("web", replicas: 3)).status == 201)
    try cluster.send("DELETE", "/api/v1/namespaces/n")
    #expect(try cluster.send("GET", "/api/v1/namespaces/n").status == 404)
    #expect(try cluster.send("GET", "/api/v1/namespaces/n/events").names == [])
  }

  @Test func anEvictedPodGoes() throws {
    let pod =
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"b"}]}}"#
    try cluster.send("POST", Workloads.pods, pod)
    let eviction = #"{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}"#
    #expect(try cluster.send("POST", Workloads.pods + "/p/eviction", eviction).status == 201)
    #expect(try cluster.send("GET", Workloads.pods + "/p").status == 404)
  }

  // MARK: The door

  @Test(arguments: [
    ("", 401), ("Bearer wrong", 401), ("Bearer", 401), ("Basic secret", 401), ("Bearer secre", 401),
    ("Bearer secret", 200), ("bearer  secret", 200),
  ])
  func onlyTheTokenOpensTheDoor(header: String, status: Int) async throws {
    let gate = TokenGate(cluster.cluster, token: "secret")
    let headers = header.isEmpty ? [] : [(name: "Authorization", value: header)]
    let answer = await gate.answer(HTTPRequest(method: "GET", path: "/api/v1/namespaces", headers: headers))
    guard case .whole(let response) = answer else {
      Issue.record("a list is no stream")
      return
    }
    #expect(response.status == status)
  }

  @Test func anybodyMayAskForHealthAndNobodyWithoutATokenForAWatch() async throws {
    let gate = TokenGate(cluster.cluster, token: "secret")
    guard case .whole(let health) = await gate.answer(HTTPRequest(method: "GET", path: "/readyz")),
      case .whole(let watch) = await gate.answer(
        HTTPRequest(method: "GET", path: "/api/v1/pods", query: [(name: "watch", value: "1")]))
    else {
      Issue.record("neither is a stream")
      return
    }
    #expect(health.status == 200)
    #expect(watch.status == 401)
  }
}
