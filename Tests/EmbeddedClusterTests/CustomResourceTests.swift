import Testing

@Suite struct CustomResourceTests {
  private let cluster: TestCluster
  private let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
  private let widgets = "/apis/example.com/v1/namespaces/default/widgets"

  init() throws { cluster = try TestCluster() }

  @Test func aDefinitionServesItsResourceInAllVersions() throws {
    #expect(try cluster.send("GET", widgets).status == 404)
    try cluster.send("POST", definitions, Workloads.definition)
    let definition = try cluster.send("GET", definitions + "/widgets.example.com")
    #expect(definition.condition("Established") == "True InitialNamesAccepted")
    #expect(definition.condition("NamesAccepted") == "True NoConflicts")
    #expect(definition.text("status.storedVersions") == #"["v1"]"#)
    #expect(definition.text("spec.names.listKind") == "WidgetList")

    #expect(try cluster.send("POST", widgets, Workloads.widget("a", #"{"size":1}"#)).status == 201)
    let other = try cluster.send("GET", "/apis/example.com/v1beta1/namespaces/default/widgets/a")
    #expect(other.text("apiVersion") == "example.com/v1beta1")
    #expect(other.text("spec.size") == "1")
    #expect(try cluster.send("GET", "/apis/example.com/v2/namespaces/default/widgets/a").status == 404)
    let groups = try cluster.send("GET", "/apis/example.com/v1")
    #expect(groups.text("resources.0.name") == "widgets")
    #expect(groups.text("resources.0.shortNames") == #"["wd"]"#)
  }

  @Test func anUpdateNeedsAResourceVersion() throws {
    try cluster.send("POST", definitions, Workloads.definition)
    try cluster.send("POST", widgets, Workloads.widget("a"))
    let answer = try cluster.send("PUT", widgets + "/a", Workloads.widget("a"))
    #expect(answer.status == 422)
    #expect(
      answer.text("message")
        == "Widget.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update"
    )
  }

  @Test func statusIsWrittenThroughItsOwnPathOnly() throws {
    try cluster.send("POST", definitions, Workloads.definition)
    try cluster.send("POST", widgets, Workloads.widget("a", #"{"size":1}"#))
    let merge = "application/merge-patch+json"
    let plain = try cluster.send("PATCH", widgets + "/a", #"{"status":{"ok":true}}"#, type: merge)
    #expect(plain["status"] == nil)
    let status = try cluster.send(
      "PATCH", widgets + "/a/status", #"{"status":{"ok":true},"spec":{"size":2}}"#, type: merge)
    #expect(status.text("status.ok") == "true")
    #expect(status.text("spec.size") == "1")
    #expect(status.text("metadata.generation") == "1")
    let spec = try cluster.send("PATCH", widgets + "/a", #"{"spec":{"size":2}}"#, type: merge)
    #expect(spec.text("metadata.generation") == "2")
    #expect(spec.text("status.ok") == "true")
  }

  @Test func aDefinitionTakesItsObjectsWithIt() throws {
    try cluster.send("POST", definitions, Workloads.definition)
    try cluster.send("POST", widgets, Workloads.widget("a"))
    try cluster.send("DELETE", definitions + "/widgets.example.com")
    #expect(try cluster.send("GET", definitions + "/widgets.example.com").status == 404)
    #expect(try cluster.send("GET", widgets + "/a").status == 404)
    try cluster.send("POST", definitions, Workloads.definition)
    #expect(try cluster.send("GET", widgets).names == [])
  }

  @Test func aStrategicPatchIsRefused() throws {
    try cluster.send("POST", definitions, Workloads.definition)
    try cluster.send("POST", widgets, Workloads.widget("a"))
    let answer = try cluster.send("PATCH", widgets + "/a", "{}", type: "application/strategic-merge-patch+json")
    #expect(answer.status == 415)
  }

  @Test func whatADryRunSaysOfADefinitionIsForgotten() throws {
    let path = definitions + "/widgets.example.com"
    func serve(_ version: String, _ query: String) throws {
      let patch = """
        {"spec":{"versions":[{"name":"\(version)","served":true,"storage":true,
         "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
        """
      try cluster.send("PATCH", path + query, patch, type: "application/merge-patch+json")
      _ = try cluster.send("GET", "/apis/example.com/\(version)")
    }
    try cluster.send("POST", definitions, Workloads.definition)
    try serve("v7", "?dryRun=All")
    #expect(try cluster.send("GET", "/apis/example.com/v7/namespaces/default/widgets").status == 404)
    try serve("v8", "")
    #expect(try cluster.send("GET", "/apis/example.com/v8/namespaces/default/widgets").status == 200)
    #expect(try cluster.send("GET", widgets).status == 404)
  }
}
