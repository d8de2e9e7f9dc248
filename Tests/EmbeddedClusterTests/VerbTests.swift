import Testing

@Suite struct VerbTests {
  static let secrets = "/api/v1/namespaces/default/secrets"

  static func secret(_ name: String, labels: String = "{}") -> String {
    """
    {"apiVersion":"v1","kind":"Secret","metadata":{"name":"\(name)","labels":\(labels)},"stringData":{"key":"value"}}
    """
  }

  @Test func anObjectIsCreatedReadChangedAndDeleted() throws {
    let cluster = try TestCluster()
    let created = try cluster.send("POST", Self.secrets, Self.secret("a"))
    #expect(created.status == 201)
    #expect(created.text("data.key") == "dmFsdWU=")
    #expect(created.text("type") == "Opaque")
    #expect(created.text("metadata.namespace") == "default")
    #expect(created.text("metadata.creationTimestamp") == "2027-01-15T08:00:00Z")
    #expect(created["stringData"] == nil)
    let version = try #require(created.text("metadata.resourceVersion"))

    let read = try cluster.send("GET", Self.secrets + "/a")
    #expect(read.status == 200)
    #expect(read.text("metadata.uid") == created.text("metadata.uid"))

    let body = """
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","resourceVersion":"\(version)"},"data":{"key":"eA=="}}
      """
    let updated = try cluster.send("PUT", Self.secrets + "/a", body)
    #expect(updated.status == 200)
    #expect(updated.text("data.key") == "eA==")
    #expect(updated.text("metadata.resourceVersion") != version)

    let stale = try cluster.send("PUT", Self.secrets + "/a", body)
    #expect(stale.status == 409)
    #expect(stale.text("reason") == "Conflict")
    #expect(
      stale.text("message")
        == "Operation cannot be fulfilled on secrets \"a\": the object has been modified; "
        + "please apply your changes to the latest version and try again")

    let deleted = try cluster.send("DELETE", Self.secrets + "/a")
    #expect(deleted.status == 200)
    #expect(deleted.text("status") == "Success")
    let gone = try cluster.send("GET", Self.secrets + "/a")
    #expect(gone.status == 404)
    #expect(gone.text("message") == "secrets \"a\" not found")
    #expect(gone.text("details.kind") == "secrets")
  }

  @Test func aSecondCreateOfANameIsRefused() throws {
    let cluster = try TestCluster()
    try cluster.send("POST", Self.secrets, Self.secret("a"))
    let second = try cluster.send("POST", Self.secrets, Self.secret("a"))
    #expect(second.status == 409)
    #expect(second.text("reason") == "AlreadyExists")
    #expect(second.text("message") == "secrets \"a\" already exists")
  }

  @Test func aGeneratedNameHasThePrefixAndFiveLetters() throws {
    let cluster = try TestCluster()
    let body = #"{"apiVersion":"v1","kind":"Secret","metadata":{"generateName":"web-"}}"#
    let name = try #require(try cluster.send("POST", Self.secrets, body).text("metadata.name"))
    #expect(name.hasPrefix("web-"))
    #expect(name.count == 9)
  }

  @Test(arguments: [
    ("owner=helm", ["a", "b"]), ("owner=helm,status=deployed", ["b"]), ("owner!=helm", ["c"]),
    ("status in (deployed,failed)", ["b", "c"]), ("status notin (deployed)", ["a", "c"]), ("!status", ["a"]),
    ("status", ["b", "c"]), ("owner==helm, status", ["b"]), ("n>3", ["c"]), ("n<4", ["b"]),
  ])
  func aListIsNarrowedByLabels(selector: String, names: [String]) throws {
    let cluster = try TestCluster()
    try cluster.send("POST", Self.secrets, Self.secret("a", labels: #"{"owner":"helm"}"#))
    try cluster.send("POST", Self.secrets, Self.secret("b", labels: #"{"owner":"helm","status":"deployed","n":"3"}"#))
    try cluster.send("POST", Self.secrets, Self.secret("c", labels: #"{"status":"failed","n":"4"}"#))
    let list = try cluster.send("GET", Self.secrets + "?labelSelector=\(selector)")
    #expect(list.names == names)
    #expect(list.text("kind") == "SecretList")
    #expect(list.text("metadata.resourceVersion") != nil)
  }

  @Test func aListComesInParts() throws {
    let cluster = try TestCluster()
    for name in ["a", "b", "c", "d", "e"] { try cluster.send("POST", Self.secrets, Self.secret(name)) }
    let first = try cluster.send("GET", Self.secrets + "?limit=2")
    #expect(first.names == ["a", "b"])
    let token = try #require(first.text("metadata.continue"))
    let second = try cluster.send("GET", Self.secrets + "?limit=2&continue=\(token)")
    #expect(second.names == ["c", "d"])
    let last = try cluster.send(
      "GET", Self.secrets + "?limit=2&continue=\(try #require(second.text("metadata.continue")))")
    #expect(last.names == ["e"])
    #expect(last.text("metadata.continue") == nil)
  }

  @Test(arguments: [
    ("metadata.name=b", 200, ["b"]), ("metadata.name!=b", 200, ["a"]), ("type=Opaque", 200, ["a", "b"]),
    ("type=x", 200, []), ("spec.x=y", 400, []),
  ])
  func aListIsNarrowedByFields(selector: String, status: Int, names: [String]) throws {
    let cluster = try TestCluster()
    for name in ["a", "b"] { try cluster.send("POST", Self.secrets, Self.secret(name)) }
    let list = try cluster.send("GET", Self.secrets + "?fieldSelector=\(selector)")
    #expect(list.status == status)
    #expect(list.names == names)
  }

  @Test func aDryRunChangesNothing() throws {
    let cluster = try TestCluster()
    #expect(try cluster.send("POST", Self.secrets + "?dryRun=All", Self.secret("a")).status == 201)
    #expect(try cluster.send("GET", Self.secrets + "/a").status == 404)
    try cluster.send("POST", Self.secrets, Self.secret("a"))
    #expect(try cluster.send("DELETE", Self.secrets + "/a?dryRun=All").status == 200)
    #expect(try cluster.send("GET", Self.secrets + "/a").status == 200)
    #expect(try cluster.send("POST", Self.secrets + "?dryRun=Some", Self.secret("b")).status == 400)
  }
}
