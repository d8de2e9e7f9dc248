import Testing
import Values

@Suite struct DiscoveryTests {
  private let cluster: TestCluster

  init() throws { cluster = try TestCluster() }

  @Test(arguments: [
    ("/version", "gitVersion", "v1.37.0+embedded"), ("/api", "versions", #"["v1"]"#),
    ("/apis", "groups.0.name", "apps"), ("/apis/apps", "preferredVersion.groupVersion", "apps/v1"),
    ("/apis/autoscaling", "versions.0.version", "v2"), ("/apis/autoscaling", "versions.1.version", "v1"),
    ("/api/v1", "groupVersion", "v1"), ("/apis/apps/v1", "groupVersion", "apps/v1"),
    ("/apis/apps/v1", "kind", "APIResourceList"),
  ])
  func documentsSayWhatIsServed(path: String, field: String, expected: String) throws {
    let answer = try cluster.send("GET", path)
    #expect(answer.status == 200)
    #expect(answer.text(field) == expected)
  }

  @Test(arguments: ["/apis/nothing", "/apis/apps/v2", "/api/v2", "/nothing", "/", "/apis/apps/v1/nothing", ""])
  func whatIsNotServedIsNotFound(path: String) throws {
    let answer = try cluster.send("GET", path)
    #expect(answer.status == 404)
    #expect(answer.text("message") == "the server could not find the requested resource")
  }

  @Test(arguments: ["/healthz", "/livez", "/readyz"])
  func theServerIsHealthy(path: String) throws {
    let answer = try cluster.send("GET", path)
    #expect(answer.body.asString?.description == "ok")
  }

  @Test func aggregatedDiscoveryIsGivenToThoseWhoAsk() throws {
    let accept =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"
    let answer = try cluster.send("GET", "/apis", headers: [(name: "Accept", value: accept)])
    #expect(answer.text("apiVersion") == "apidiscovery.k8s.io/v2")
    #expect(answer.text("items.0.metadata.name") == "apps")
    #expect(answer.text("items.0.versions.0.resources.1.resource") == "daemonsets")
    #expect(answer.text("items.0.versions.0.resources.1.responseKind.kind") == "DaemonSet")
    let core = try cluster.send("GET", "/api", headers: [(name: "Accept", value: accept)])
    #expect(core.text("items.0.versions.0.version") == "v1")
  }

  @Test func everyListedResourceCanBeListed() throws {
    for group in ["/api/v1", "/apis/apps/v1", "/apis/batch/v1", "/apis/rbac.authorization.k8s.io/v1"] {
      let resources = try cluster.send("GET", group)["resources"]?.asList ?? []
      #expect(!resources.isEmpty)
      for resource in resources {
        guard let name = resource.at("name")?.asString?.description, !name.contains("/") else { continue }
        #expect(try cluster.send("GET", "\(group)/\(name)").status == 200)
      }
    }
  }
}
