import EmbeddedCluster
import Kubernetes
import Platform
import Testing
import Values

@Suite struct WatchTests {
  private let cluster: TestCluster
  private static let maps = "/api/v1/namespaces/default/configmaps"

  init() throws { cluster = try TestCluster() }

  /// One watch, read event by event.
  private final class Events {
    private var pieces: AsyncThrowingStream<[UInt8], any Error>.Iterator
    private var lines: [String] = []

    init(_ cluster: TestCluster, _ path: String, _ query: [(name: String, value: String)]) async throws {
      let request = HTTPRequest(method: "GET", path: path, query: [(name: "watch", value: "true")] + query)
      pieces = try await cluster.cluster.open(request).body.makeAsyncIterator()
    }

    /// The next event as `TYPE name`; nil at the end.
    func next() async throws -> String? {
      while lines.isEmpty {
        guard let piece = try await pieces.next(isolation: #isolation) else { return nil }
        lines = String(decoding: piece, as: UTF8.self).split(separator: "\n").map(String.init)
      }
      let event = try JSON.decode(Array(lines.removeFirst().utf8), numbers: .jsonNumber)
      let name = event.at("object", "metadata", "name")?.asString?.description
      let reason = event.at("object", "reason")?.asString?.description
      let end = event.at("object", "metadata", "annotations", "k8s.io/initial-events-end")?.asString?.description
      let type = event.at("type")?.asString?.description ?? ""
      return [type, name ?? reason, end].compactMap(\.self).joined(separator: " ")
    }
  }

  private func put(_ name: String, labels: String = "") throws {
    let body = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"\#(name)","labels":{\#(labels)}}}"#
    if try cluster.send("PUT", "\(Self.maps)/\(name)", body).status == 404 {
      #expect(try cluster.send("POST", Self.maps, body).status == 201)
    }
  }

  private func version() throws -> String { try cluster.send("GET", Self.maps).text("metadata.resourceVersion") ?? "" }

  @Test func whatHappensAfterARevisionIsTold() async throws {
    try put("a")
    let events = try await Events(cluster, Self.maps, [(name: "resourceVersion", value: try version())])
    try put("b")
    try put("b", labels: #""x":"y""#)
    try cluster.send("DELETE", Self.maps + "/a")
    #expect(try await events.next() == "ADDED b")
    #expect(try await events.next() == "MODIFIED b")
    #expect(try await events.next() == "DELETED a")
  }

  @Test func aWatchThatWaitsIsWoken() async throws {
    let events = try await Events(cluster, Self.maps, [(name: "resourceVersion", value: try version())])
    let other = try EmbeddedCluster(folder: cluster.folder, clock: cluster.time.clock)
    let writing = Task {
      try await Task.sleep(for: .milliseconds(30))
      try TestCluster.send(
        to: other, "POST", Self.maps, #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"theirs"}}"#)
    }
    #expect(try await events.next() == "ADDED theirs")
    _ = try await writing.value
  }

  @Test func withoutARevisionWhatIsThereComesFirst() async throws {
    try put("a")
    let events = try await Events(
      cluster, Self.maps, [(name: "fieldSelector", value: "metadata.name!=kube-root-ca.crt")])
    try put("b")
    #expect(try await events.next() == "ADDED a")
    #expect(try await events.next() == "ADDED b")
  }

  @Test func initialEventsEndWithABookmark() async throws {
    try put("a", labels: #""x":"y""#)
    let events = try await Events(
      cluster, Self.maps,
      [
        (name: "sendInitialEvents", value: "true"), (name: "allowWatchBookmarks", value: "true"),
        (name: "resourceVersionMatch", value: "NotOlderThan"), (name: "labelSelector", value: "x=y"),
      ])
    #expect(try await events.next() == "ADDED a")
    #expect(try await events.next() == "BOOKMARK true")
  }

  @Test func enteringASelectionIsAnAdditionAndLeavingItADeletion() async throws {
    try put("a")
    let events = try await Events(
      cluster, Self.maps,
      [(name: "resourceVersion", value: try version()), (name: "labelSelector", value: "x=y")])
    try put("a", labels: #""x":"y""#)
    try put("a", labels: #""x":"y","z":"""#)
    try put("a")
    try put("other")
    #expect(try await events.next() == "ADDED a")
    #expect(try await events.next() == "MODIFIED a")
    #expect(try await events.next() == "DELETED a")
  }

  @Test func aRevisionThatIsForgottenIsGone() async throws {
    let first = try version()
    for number in 0..<1300 { try put("a", labels: #""n":"\#(number)""#) }
    let events = try await Events(cluster, Self.maps, [(name: "resourceVersion", value: first)])
    #expect(try await events.next() == "ERROR Expired")
    #expect(try await events.next() == nil)
  }

  @Test func aResetSendsEverybodyBackToTheirLists() async throws {
    try put("a")
    let events = try await Events(cluster, Self.maps, [(name: "resourceVersion", value: try version())])
    try cluster.cluster.reset()
    #expect(try await events.next() == "ERROR Expired")
    #expect(try cluster.send("GET", Self.maps).names == ["kube-root-ca.crt"])
  }

  @Test func aWatchEndsWhenItsTimeIsOver() async throws {
    let events = try await Events(
      cluster, Self.maps,
      [(name: "resourceVersion", value: try version()), (name: "timeoutSeconds", value: "5")])
    cluster.time.advance(by: 6)
    #expect(try await events.next() == nil)
  }

  @Test func bookmarksTellHowFarAWatchHasCome() async throws {
    let events = try await Events(
      cluster, Self.maps,
      [(name: "resourceVersion", value: try version()), (name: "allowWatchBookmarks", value: "1")])
    cluster.time.advance(by: 61)
    #expect(try await events.next() == "BOOKMARK")
  }

  @Test func allWatchesEndWithTheServer() async throws {
    let events = try await Events(cluster, Self.maps, [(name: "resourceVersion", value: try version())])
    let cluster = cluster.cluster
    let ending = Task {
      try await Task.sleep(for: .milliseconds(20))
      cluster.endWatches()
    }
    #expect(try await events.next() == nil)
    try await ending.value
  }

  @Test(arguments: [
    ("sendInitialEvents=true", 422), ("sendInitialEvents=true&resourceVersionMatch=NotOlderThan", 422),
    ("resourceVersion=x", 422), ("labelSelector=%", 200),
  ])
  func whatCannotBeWatchedIsRefused(query: String, status: Int) async throws {
    let pairs = query.split(separator: "&").map { pair in
      let sides = pair.split(separator: "=").map(String.init)
      return (name: sides[0], value: sides[1])
    }
    let request = HTTPRequest(method: "GET", path: Self.maps, query: [(name: "watch", value: "true")] + pairs)
    #expect(try await cluster.cluster.open(request).status == status)
  }
}
