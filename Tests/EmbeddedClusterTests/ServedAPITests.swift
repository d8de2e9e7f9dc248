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
        failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema
        """)
  }

  // MARK: Types

  private static func pod(_ container: String, _ spec: String = "") -> String {
    #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"b","#
      + "\(container)}]\(spec.isEmpty ? "" : ",")\(spec)}}"
  }

  /// A Pod with a value of a wrong type, why decoding refuses it, and why server-side apply does.
  static let mistyped: [(pod: String, decoding: String, typed: String)] = [
    (
      pod(#""env":[{"name":"A","value":1}]"#),
      "cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string",
      #".spec.containers[name="a"].env[name="A"].value: expected string, got &value.valueUnstructured{Value:1}"#
    ),
    (
      pod(#""env":[{"name":"A","value":{"b":[true,null,"c",1.5]}}]"#),
      "cannot unmarshal object into Go struct field EnvVar.spec.containers.env.value of type string",
      #".spec.containers[name="a"].env[name="A"].value: expected string, got &value.valueUnstructured{"#
        + #"Value:map[string]interface {}{"b":[]interface {}{true, interface {}(nil), "c", 1.5}}}"#
    ),
    (
      pod(#""args":["a",2]"#),
      "cannot unmarshal number into Go struct field Container.spec.containers.args of type string",
      #".spec.containers[name="a"].args[1]: expected string, got &value.valueUnstructured{Value:2}"#
    ),
    (
      pod(#""command":"sh""#),
      "cannot unmarshal string into Go struct field Container.spec.containers.command of type []string",
      #".spec.containers[name="a"].command: expected list, got &{sh}"#
    ),
    (
      pod(#""tty":"yes""#), "cannot unmarshal string into Go struct field Container.spec.containers.tty of type bool",
      #".spec.containers[name="a"].tty: expected boolean, got &{yes}"#
    ),
    (
      pod(#""resources":[]"#),
      "cannot unmarshal array into Go struct field Container.spec.containers.resources of type v1.ResourceRequirements",
      #".spec.containers[name="a"].resources: expected map, got &{[]}"#
    ),
    (
      pod(#""resources":{"limits":"1"}"#),
      "cannot unmarshal string into Go struct field ResourceRequirements.spec.containers.resources.limits of type "
        + "v1.ResourceList", #".spec.containers[name="a"].resources.limits: expected map, got &{1}"#
    ),
    (
      pod(#""tty":true"#, #""terminationGracePeriodSeconds":"5""#),
      "cannot unmarshal string into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64",
      ".spec.terminationGracePeriodSeconds: expected numeric (int or float), got string"
    ),
    (
      pod(#""tty":true"#, #""nodeSelector":{"a":true}"#),
      "cannot unmarshal bool into Go struct field PodSpec.spec.nodeSelector of type string",
      ".spec.nodeSelector.a: expected string, got &value.valueUnstructured{Value:true}"
    ),
  ]

  @Test(arguments: mistyped)
  func valuesOfAnotherTypeThanTheirFieldsAreRefused(pod: String, decoding: String, typed: String) throws {
    try expectRefused(
      pod, decoding: "json: \(decoding)",
      applying: "failed to create typed patch object (/p; /v1, Kind=Pod): \(typed)")
  }

  /// Sees that a Pod is neither created nor applied, and why.
  private func expectRefused(_ pod: String, decoding: String, applying: String) throws {
    let created = try cluster.send("POST", "/api/v1/namespaces/default/pods", pod)
    #expect(created.status == 400)
    #expect(created.text("message") == "Pod in version \"v1\" cannot be handled as a Pod: \(decoding)")
    let applied = try cluster.apply("/api/v1/namespaces/default/pods/p", pod, by: "me")
    #expect(applied.status == 500)
    #expect(applied.text("message") == applying)
  }

  @Test func allThatAppliedObjectsHaveWrongIsTold() throws {
    let answer = try cluster.apply(
      "/api/v1/namespaces/default/configmaps/c",
      #"""
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"a":1}},"data":{"a":1,"b":"","c":true},
       "immutable":"no"}
      """#, by: "me")
    #expect(
      answer.text("message") == """
        failed to create typed patch object (/c; /v1, Kind=ConfigMap): errors:
          .data.a: expected string, got &value.valueUnstructured{Value:1}
          .data.c: expected string, got &value.valueUnstructured{Value:true}
          .immutable: expected boolean, got &{no}
          .metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}
        """)
  }

  /// A Pod that the schema allows and Go's structures do not, by what decoding and converting say.
  static let unfit: [(pod: String, decoding: String, converting: String)] = [
    (
      pod(#""livenessProbe":{"httpGet":{"port":1.5}}"#),
      "json: cannot unmarshal number 1.5 into Go struct field "
        + "HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32",
      "json: cannot unmarshal number 1.5 into Go value of type int32"
    ),
    (
      pod(#""livenessProbe":{"httpGet":{"port":true}}"#),
      "json: cannot unmarshal bool into Go struct field "
        + "HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32",
      "json: cannot unmarshal bool into Go value of type int32"
    ),
    (
      pod(#""ports":[{"containerPort":80.5}]"#),
      "json: cannot unmarshal number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type "
        + "int32", "cannot convert float64 to int32"
    ),
    (
      pod(#""resources":{"limits":{"cpu":"x"}}"#),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
    ),
  ]

  @Test(arguments: unfit)
  func valuesThatOnlyGoRefusesAreRefused(pod: String, decoding: String, converting: String) throws {
    try expectRefused(
      pod, decoding: decoding,
      applying: "failed to convert new object (/p; /v1, Kind=Pod) to proper version: unable to convert "
        + "unstructured object to /v1, Kind=Pod: \(converting)")
  }

  @Test func anUnknownFieldEndsTheLookAtItsNeighbours() throws {
    let answer = try cluster.apply(
      "/api/v1/namespaces/default/configmaps/c",
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"dat":{},"data":{"a":1}}"#, by: "me")
    #expect(
      answer.text("message")
        == "failed to create typed patch object (/c; /v1, Kind=ConfigMap): .dat: field not declared in schema")
  }

  @Test func itemsWithKeysAreMaps() throws {
    for (env, what) in [("1", "non-map elements"), ("null", "a null element")] {
      let answer = try cluster.apply(
        "/api/v1/namespaces/default/pods/p", Self.pod(#""env":[\#(env)]"#), by: "me")
      #expect(
        answer.text("message")
          == "failed to create typed patch object (/p; /v1, Kind=Pod): .spec.containers[name=\"a\"].env: element 0: "
          + "associative list with keys may not have \(what)")
    }
  }

  /// What may be more than one type in JSON, and null for anything.
  @Test func valuesOfTheirFieldsTypesAreTaken() throws {
    let pod = Self.pod(
      #"""
      "resources":{"limits":{"cpu":1,"memory":"1Gi"}},"ports":[{"containerPort":80}],
      "livenessProbe":{"httpGet":{"port":"http"},"periodSeconds":5},"readinessProbe":{"httpGet":{"port":80}},
      "env":null
      """#, #""securityContext":{"runAsUser":1000},"nodeSelector":{"a":null}"#)
    #expect(try cluster.send("POST", "/api/v1/namespaces/default/pods?dryRun=All", pod).status == 201)
    #expect(try cluster.apply("/api/v1/namespaces/default/pods/p", pod, by: "me").status == 201)
  }

  /// What is not in the table is not held against its kind's fields.
  @Test func everyBuiltInKindIsInTheTableOfTypes() {
    let missing = ResourceTable.all.flatMap { resource in
      resource.versions.filter { TypeSchema.message(resource, version: $0) == nil }.map { "\(resource.kind) \($0)" }
    }
    #expect(missing == [])
  }

  /// Every list that the table says is merged by keys is merged by those here too, and no other is.
  @Test func mergingAgreesWithTheKindsOwnMarks() throws {
    var differences: Set<String> = []
    for resource in ResourceTable.all where !resource.isReview {
      for version in resource.versions {
        let type = try #require(TypeSchema.message(resource, version: version))
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
