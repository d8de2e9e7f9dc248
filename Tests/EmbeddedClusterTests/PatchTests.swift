import Testing

@Suite struct PatchTests {
  private let cluster: TestCluster
  private let path = "/api/v1/namespaces/default/configmaps/a"

  init() throws {
    cluster = try TestCluster()
    try cluster.send(
      "POST", "/api/v1/namespaces/default/configmaps",
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"l":"1"}},"data":{"x":"1","y":"2"}}"#)
  }

  @Test(arguments: [
    (#"{"data":{"x":null,"z":"3"}}"#, #"{"y":"2","z":"3"}"#), (#"{"data":null}"#, nil), ("{}", #"{"x":"1","y":"2"}"#),
  ])
  func aMergePatchSetsAndRemoves(patch: String, data: String?) throws {
    let answer = try cluster.send("PATCH", path, patch, type: "application/merge-patch+json")
    #expect(answer.status == 200)
    #expect(answer.text("data") == data)
  }

  @Test(arguments: [
    (#"[{"op":"add","path":"/data/z","value":"3"}]"#, 200, #"{"x":"1","y":"2","z":"3"}"#),
    (#"[{"op":"remove","path":"/data/x"}]"#, 200, #"{"y":"2"}"#),
    (#"[{"op":"replace","path":"/data/x","value":"9"}]"#, 200, #"{"x":"9","y":"2"}"#),
    (#"[{"op":"move","from":"/data/x","path":"/data/z"}]"#, 200, #"{"y":"2","z":"1"}"#),
    (#"[{"op":"copy","from":"/data/x","path":"/data/z"}]"#, 200, #"{"x":"1","y":"2","z":"1"}"#),
    (#"[{"op":"test","path":"/data/x","value":"1"},{"op":"remove","path":"/data/x"}]"#, 200, #"{"y":"2"}"#),
    (#"[{"op":"test","path":"/data/x","value":"2"},{"op":"remove","path":"/data/x"}]"#, 422, nil),
    (#"[{"op":"remove","path":"/data/none"}]"#, 422, nil), (#"[{"op":"jump","path":"/data"}]"#, 422, nil),
    (#"[{"op":"add","path":"data","value":1}]"#, 422, nil), (#"{"op":"add"}"#, 400, nil),
    (#"[{"op":"replace","path":"","value":[]}]"#, 400, nil),
  ])
  func aJSONPatchRunsItsOperations(patch: String, status: Int, data: String?) throws {
    let answer = try cluster.send("PATCH", path, patch, type: "application/json-patch+json")
    #expect(answer.status == status)
    #expect(answer.text("data") == data)
    if status == 422 { #expect(answer.text("details") == nil) }
  }

  @Test func aPatchThatDoublesAgainAndAgainIsStopped() throws {
    let grow = (0..<60).map { #"{"op":"copy","from":"/data","path":"/data/\#($0)"}"# }.joined(separator: ",")
    #expect(try cluster.send("PATCH", path, "[\(grow)]", type: "application/json-patch+json").status == 422)
  }

  @Test func anUnknownPatchTypeIsRefused() throws {
    #expect(try cluster.send("PATCH", path, "{}", type: "application/json").status == 415)
  }

  @Test func anOldResourceVersionInAPatchConflicts() throws {
    let answer = try cluster.send(
      "PATCH", path, #"{"metadata":{"resourceVersion":"1"},"data":{"x":"2"}}"#, type: "application/merge-patch+json")
    #expect(answer.status == 409)
  }

  private func strategic(_ containers: String) throws -> TestCluster.Answer {
    try cluster.send(
      "PATCH", Workloads.deployments + "/web",
      #"{"spec":{"template":{"spec":{\#(containers)}}}}"#, type: "application/strategic-merge-patch+json")
  }

  @Test(arguments: [
    (#""containers":[{"name":"main","image":"nginx:2"}]"#, "main=nginx:2"),
    (#""containers":[{"name":"side","image":"side:1"}]"#, "main=nginx:1 side=side:1"),
    (#""containers":[{"name":"side","image":"side:1"},{"name":"main","$patch":"delete"}]"#, "side=side:1"),
    (#""containers":[{"$patch":"replace"},{"name":"only","image":"only:1"}]"#, "only=only:1"),
    (
      #""$setElementOrder/containers":[{"name":"side"},{"name":"main"}],"containers":[{"name":"side","image":"s:1"}]"#,
      "side=s:1 main=nginx:1"
    ),
  ])
  func aStrategicPatchMergesContainersByName(patch: String, expected: String) throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment())
    let answer = try strategic(patch)
    #expect(answer.status == 200)
    let found = (0..<3).compactMap { index -> String? in
      let at = "spec.template.spec.containers.\(index)"
      guard let name = answer.text(at + ".name"), let image = answer.text(at + ".image") else { return nil }
      return "\(name)=\(image)"
    }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test func aStrategicPatchWithoutTheMergeKeyIsRefused() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment())
    let answer = try strategic(#""containers":[{"image":"x"}]"#)
    #expect(answer.status == 400)
    #expect(answer.text("message") == "map: map[image] does not contain declared merge key: name")
  }

  @Test func aStrategicPatchMayReplaceAMap() throws {
    let answer = try cluster.send(
      "PATCH", path, #"{"data":{"$patch":"replace","z":"3"}}"#, type: "application/strategic-merge-patch+json")
    #expect(answer.text("data") == #"{"z":"3"}"#)
  }
}
