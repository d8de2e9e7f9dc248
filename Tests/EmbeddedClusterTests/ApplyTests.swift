import Testing

@Suite struct ApplyTests {
  private let cluster: TestCluster
  private let maps = "/api/v1/namespaces/default/configmaps/a"

  init() throws { cluster = try TestCluster() }

  private func map(_ data: String, metadata: String = "") -> String {
    #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"\#(metadata)},"data":\#(data)}"#
  }

  private func deployment(_ containers: String, replicas: String = "") -> String {
    """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{\(replicas)
     "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
     "spec":{"containers":\(containers)}}}}
    """
  }

  @Test func applyingWhatIsNotThereCreatesIt() throws {
    let answer = try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    #expect(answer.status == 201)
    #expect(answer.text("metadata.managedFields.0.manager") == "helm")
    #expect(answer.text("metadata.managedFields.0.operation") == "Apply")
    #expect(answer.text("metadata.managedFields.0.fieldsV1") == #"{"f:data":{"f:x":{}}}"#)
    #expect(answer.text("metadata.managedFields.0.fieldsType") == "FieldsV1")
  }

  @Test func yamlIsAppliedToo() throws {
    let answer = try cluster.apply(
      maps, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: \"1\"\n", by: "helm")
    #expect(answer.status == 201)
    #expect(answer.text("data.x") == "1")
  }

  @Test func aFieldThatIsNoLongerAppliedGoes() throws {
    try cluster.apply(maps, map(#"{"x":"1","y":"2"}"#, metadata: #","labels":{"a":"b"}"#), by: "helm")
    let answer = try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    #expect(answer.status == 200)
    #expect(answer.text("data") == #"{"x":"1"}"#)
    #expect(answer["metadata.labels"] == nil)
  }

  @Test func anothersFieldStays() throws {
    try cluster.apply(maps, map(#"{"x":"1","y":"2"}"#), by: "helm")
    try cluster.apply(maps, map(#"{"y":"2","z":"3"}"#), by: "other")
    let answer = try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    #expect(answer.text("data") == #"{"x":"1","y":"2","z":"3"}"#)
    try cluster.apply(maps, map(#"{"z":"3"}"#), by: "other")
    #expect(try cluster.send("GET", maps).text("data") == #"{"x":"1","z":"3"}"#)
  }

  @Test func anothersValueIsAConflict() throws {
    try cluster.apply(maps, map(#"{"x":"1","y":"1"}"#), by: "helm")
    let one = try cluster.apply(maps, map(#"{"x":"2"}"#), by: "other")
    #expect(one.status == 409)
    #expect(one.text("reason") == "Conflict")
    #expect(one.text("message") == "Apply failed with 1 conflict: conflict with \"helm\": .data.x")
    #expect(one.text("details.causes.0.reason") == "FieldManagerConflict")
    #expect(one.text("details.causes.0.field") == ".data.x")
    let two = try cluster.apply(maps, map(#"{"x":"2","y":"2"}"#), by: "other")
    #expect(
      two.text("message") == "Apply failed with 2 conflicts: conflicts with \"helm\":\n- .data.x\n- .data.y")
    #expect(try cluster.send("GET", maps).text("data.x") == "1")
  }

  @Test func forceTakesAFieldOver() throws {
    try cluster.apply(maps, map(#"{"x":"1","y":"1"}"#), by: "helm")
    let forced = try cluster.apply(maps, map(#"{"x":"2"}"#), by: "other", force: true)
    #expect(forced.status == 200)
    #expect(forced.text("data") == #"{"x":"2","y":"1"}"#)
    #expect(forced.text("metadata.managedFields.0.fieldsV1") == #"{"f:data":{"f:y":{}}}"#)
    #expect(forced.text("metadata.managedFields.1.fieldsV1") == #"{"f:data":{"f:x":{}}}"#)
  }

  @Test func anUpdatesFieldsAreItsManagers() throws {
    try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    try cluster.send(
      "PATCH", maps + "?fieldManager=kubectl-edit", #"{"data":{"x":"2"}}"#, type: "application/merge-patch+json")
    let answer = try cluster.apply(maps, map(#"{"x":"3"}"#), by: "helm")
    #expect(answer.status == 409)
    #expect(
      answer.text("message")
        == "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.x")
  }

  @Test func theUserAgentNamesTheManagerOfAnUpdate() throws {
    let answer = try cluster.send(
      "POST", "/api/v1/namespaces/default/configmaps", map(#"{"x":"1"}"#),
      headers: [(name: "User-Agent", value: "kubectl/v1.37.0 (linux/amd64)")])
    #expect(answer.text("metadata.managedFields.0.manager") == "kubectl")
    #expect(answer.text("metadata.managedFields.0.operation") == "Update")
    #expect(answer.text("metadata.managedFields.0.fieldsV1") == #"{"f:data":{".":{},"f:x":{}}}"#)
  }

  @Test func applyingTheSameAgainStoresNothing() throws {
    let first = try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    cluster.time.advance(by: 60)
    let second = try cluster.apply(maps, map(#"{"x":"1"}"#), by: "helm")
    #expect(first.text("metadata.resourceVersion") == second.text("metadata.resourceVersion"))
    #expect(
      first.text("metadata.managedFields.0.time") == second.text("metadata.managedFields.0.time"))
  }

  @Test func containersAreMergedByName() throws {
    let path = Workloads.deployments + "/web"
    try cluster.apply(
      path,
      deployment(#"[{"name":"a","image":"a:1","ports":[{"containerPort":80}],"env":[{"name":"X","value":"1"}]}]"#),
      by: "helm")
    let shared = try cluster.apply(path, deployment(#"[{"name":"b","image":"b:1"}]"#), by: "mesh")
    #expect(shared.status == 200)
    #expect(shared.text("spec.template.spec.containers.0.name") == "a")
    #expect(shared.text("spec.template.spec.containers.1.name") == "b")
    let fields = try #require(shared.text("metadata.managedFields.0.fieldsV1"))
    #expect(
      fields.contains(#""k:{\"name\":\"a\"}":{".":{},"f:env":{"k:{\"name\":\"X\"}":{".":{},"f:name":{},"f:value":{}}}"#)
    )
    #expect(fields.contains(#""k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}"#))
    // Leaving a container out takes it away, with what was defaulted in it; the other manager's stays.
    let left = try cluster.apply(path, deployment(#"[{"name":"c","image":"c:1"}]"#), by: "helm")
    #expect(left.text("spec.template.spec.containers.0.name") == "b")
    #expect(left.text("spec.template.spec.containers.1.name") == "c")
    #expect(left["spec.template.spec.containers.2"] == nil)
    let conflict = try cluster.apply(path, deployment(#"[{"name":"c","image":"c:2"}]"#), by: "mesh")
    #expect(
      conflict.text("message")
        == #"Apply failed with 1 conflict: conflict with "helm": .spec.template.spec.containers[name="c"].image"#)
  }

  @Test func anItemThatIsAppliedTwiceIsRefused() throws {
    let env = #"[{"name":"a","image":"a:1","env":[{"name":"X","value":"1"},{"name":"X","value":"2"}]}]"#
    let answer = try cluster.apply(Workloads.deployments + "/web", deployment(env), by: "helm")
    #expect(answer.status == 500)
    #expect(
      answer.text("message")
        == "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): "
        + #".spec.template.spec.containers[name="a"].env: duplicate entries for key [name="X"]"#)
  }

  @Test func aFieldGivenUpKeepsItsDefault() throws {
    let path = Workloads.deployments + "/web"
    try cluster.apply(path, deployment(#"[{"name":"a","image":"a:1"}]"#, replicas: #""replicas":3,"#), by: "helm")
    let answer = try cluster.apply(path, deployment(#"[{"name":"a","image":"a:1"}]"#), by: "helm")
    #expect(answer.text("spec.replicas") == "1")
    #expect(answer.text("spec.template.spec.restartPolicy") == "Always")
  }

  @Test func finalizersAreASet() throws {
    try cluster.apply(maps, map("{}", metadata: #","finalizers":["example.com/a"]"#), by: "helm")
    let both = try cluster.apply(maps, map("{}", metadata: #","finalizers":["example.com/b"]"#), by: "other")
    #expect(both.text("metadata.finalizers") == #"["example.com/a","example.com/b"]"#)
    let one = try cluster.apply(maps, map("{}"), by: "helm")
    #expect(one.text("metadata.finalizers") == #"["example.com/b"]"#)
  }

  @Test func customListsHaveOneManager() throws {
    try cluster.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Workloads.definition)
    let path = "/apis/example.com/v1/namespaces/default/widgets/a"
    try cluster.apply(path, Workloads.widget("a", #"{"list":[{"name":"x"}],"n":1}"#), by: "helm")
    let conflict = try cluster.apply(path, Workloads.widget("a", #"{"list":[{"name":"y"}]}"#), by: "other")
    #expect(conflict.text("message") == "Apply failed with 1 conflict: conflict with \"helm\": .spec.list")
    let forced = try cluster.apply(path, Workloads.widget("a", #"{"list":[{"name":"y"}]}"#), by: "other", force: true)
    #expect(forced.text("spec") == #"{"list":[{"name":"y"}],"n":1}"#)
  }

  @Test func whatAnApplyMustHaveIsChecked() throws {
    #expect(try cluster.send("PATCH", maps, map("{}"), type: "application/apply-patch+yaml").status == 422)
    let managed = try cluster.apply(maps, map("{}", metadata: #","managedFields":[]"#), by: "helm")
    #expect(managed.status == 400)
    let named = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}"#
    #expect(try cluster.apply(maps, named, by: "helm").status == 400)
    #expect(try cluster.apply(maps, "[1", by: "helm").status == 400)
    #expect(try cluster.apply("/api/v1/namespaces/x/configmaps/a", map("{}"), by: "helm").status == 404)
  }

  @Test func anApplyDoesNotTouchStatus() throws {
    let path = Workloads.deployments + "/web"
    try cluster.apply(path, deployment(#"[{"name":"a","image":"a:1"}]"#), by: "helm")
    let answer = try cluster.apply(path, deployment(#"[{"name":"a","image":"a:1"}]"#), by: "helm")
    #expect(answer.text("status.readyReplicas") == "1")
  }
}
