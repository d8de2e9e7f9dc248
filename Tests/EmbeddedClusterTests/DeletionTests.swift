import Testing

@Suite struct DeletionTests {
  private let cluster: TestCluster

  init() throws { cluster = try TestCluster() }

  @Test(arguments: ["Background", "Foreground"])
  func whatADeploymentOwnsGoesWithIt(policy: String) throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 2))
    try cluster.send("DELETE", Workloads.deployments + "/web?propagationPolicy=\(policy)")
    #expect(try cluster.send("GET", Workloads.deployments + "/web").status == 404)
    #expect(try cluster.send("GET", "/apis/apps/v1/namespaces/default/replicasets").names == [])
    #expect(try cluster.send("GET", Workloads.pods).names == [])
  }

  @Test func orphansStayWithoutTheirOwner() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment())
    try cluster.send(
      "DELETE", Workloads.deployments + "/web", #"{"kind":"DeleteOptions","propagationPolicy":"Orphan"}"#)
    let sets = try cluster.send("GET", "/apis/apps/v1/namespaces/default/replicasets")
    #expect(sets.names.count == 1)
    #expect(sets["items.0.metadata.ownerReferences"] == nil)
    #expect(try cluster.send("GET", Workloads.pods).names.count == 1)
  }

  @Test func finalizersHoldAnObjectUntilTheyAreGone() throws {
    let path = "/api/v1/namespaces/default/configmaps"
    let body = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["example.com/hold"]}}"#
    try cluster.send("POST", path, body)
    let deleted = try cluster.send("DELETE", path + "/a")
    #expect(deleted.status == 200)
    #expect(deleted.text("kind") == "ConfigMap")
    #expect(deleted["metadata.deletionTimestamp"] != nil)
    #expect(try cluster.send("GET", path + "/a").status == 200)
    let refused = try cluster.send(
      "PATCH", path + "/a", #"{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}"#,
      type: "application/merge-patch+json")
    #expect(refused.status == 422)
    try cluster.send(
      "PATCH", path + "/a", #"{"metadata":{"finalizers":null}}"#, type: "application/merge-patch+json")
    #expect(try cluster.send("GET", path + "/a").status == 404)
  }

  @Test func aNamespaceTakesItsContentWithIt() throws {
    try cluster.send("POST", "/api/v1/namespaces", #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"x"}}"#)
    let path = "/api/v1/namespaces/x/configmaps"
    #expect(try cluster.send("GET", path).names == ["kube-root-ca.crt"])
    #expect(try cluster.send("GET", "/api/v1/namespaces/x/serviceaccounts").names == ["default"])
    #expect(try cluster.send("GET", "/api/v1/namespaces/x").text("status.phase") == "Active")
    try cluster.send(
      "POST", path,
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["example.com/hold"]}}"#)
    #expect(try cluster.send("DELETE", "/api/v1/namespaces/x").status == 200)
    #expect(try cluster.send("GET", "/api/v1/namespaces/x").text("status.phase") == "Terminating")
    let refused = try cluster.send(
      "POST", path, #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}"#)
    #expect(refused.status == 403)
    try cluster.send("PATCH", path + "/a", #"{"metadata":{"finalizers":[]}}"#, type: "application/merge-patch+json")
    #expect(try cluster.send("GET", "/api/v1/namespaces/x").status == 404)
  }

  @Test func theDefaultNamespaceStays() throws {
    let answer = try cluster.send("DELETE", "/api/v1/namespaces/default")
    #expect(answer.status == 403)
    #expect(answer.text("message") == "namespaces \"default\" is forbidden: this namespace may not be deleted")
  }

  @Test func preconditionsAreChecked() throws {
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("a"))
    let answer = try cluster.send("DELETE", VerbTests.secrets + "/a", #"{"preconditions":{"uid":"other"}}"#)
    #expect(answer.status == 409)
    #expect(try cluster.send("GET", VerbTests.secrets + "/a").status == 200)
    #expect(try cluster.send("DELETE", VerbTests.secrets + "/a", #"{"dryRun":["All"]}"#).status == 200)
    #expect(try cluster.send("GET", VerbTests.secrets + "/a").status == 200)
  }

  @Test func aCollectionIsDeletedBySelector() throws {
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("a", labels: #"{"x":"1"}"#))
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("b"))
    #expect(try cluster.send("DELETE", VerbTests.secrets + "?labelSelector=x=1").names == ["a"])
    #expect(try cluster.send("GET", VerbTests.secrets).names == ["b"])
  }

  @Test func ownersInACircleAreDeletedOnce() throws {
    let path = "/api/v1/namespaces/default/configmaps"
    let first = try cluster.send(
      "POST", path, #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"#)
    let uid = first.text("metadata.uid") ?? ""
    let second = try cluster.send(
      "POST", path,
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"a","uid":"\#(uid)"}]}}"#
    )
    let other = second.text("metadata.uid") ?? ""
    try cluster.send(
      "PATCH", path + "/a",
      #"{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"b","uid":"\#(other)"}]}}"#,
      type: "application/merge-patch+json")
    try cluster.send("DELETE", path + "/a?propagationPolicy=Foreground")
    #expect(try cluster.send("GET", path).names == ["kube-root-ca.crt"])
  }
}
