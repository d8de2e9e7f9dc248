import EmbeddedCluster
import Platform
import Synchronization
import Testing

@Suite struct StorageTests {
  @Test func ofManyWhoCreateOneNameOneWins() async throws {
    let cluster = try TestCluster()
    for round in 0..<5 {
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            // A connection each, as processes have.
            let own = try EmbeddedCluster(folder: cluster.folder)
            return try TestCluster.send(to: own, "POST", VerbTests.secrets, VerbTests.secret("race-\(round)")).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [201, 409, 409, 409])
    }
  }

  @Test func ofManyWhoUpdateOneVersionOneWins() async throws {
    let cluster = try TestCluster()
    let version =
      try cluster.send("POST", VerbTests.secrets, VerbTests.secret("a")).text("metadata.resourceVersion") ?? ""
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<4 {
        group.addTask {
          let own = try EmbeddedCluster(folder: cluster.folder)
          let patch = #"{"metadata":{"resourceVersion":"\#(version)"},"stringData":{"key":"\#(index)"}}"#
          return try TestCluster.send(
            to: own, "PATCH", VerbTests.secrets + "/a", patch, type: "application/merge-patch+json"
          ).status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [200, 409, 409, 409])
  }

  @Test func severalOpenANewClusterAtOnce() async throws {
    let folder = try FileSystem.createTemporaryFolder(prefix: "chart-cluster")
    defer { try? FileSystem.remove(folder) }
    let names = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let own = try EmbeddedCluster(folder: folder)
          return try TestCluster.send(to: own, "GET", "/api/v1/namespaces").names
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(names == Array(repeating: ["default", "kube-node-lease", "kube-public", "kube-system"], count: 4))
  }

  @Test func whatOneHasWrittenTheOtherReads() throws {
    let cluster = try TestCluster()
    let other = try EmbeddedCluster(folder: cluster.folder)
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("a"))
    #expect(try TestCluster.send(to: other, "GET", VerbTests.secrets + "/a").status == 200)
    try TestCluster.send(to: other, "DELETE", VerbTests.secrets + "/a")
    #expect(try cluster.send("GET", VerbTests.secrets + "/a").status == 404)
  }

  @Test func whatIsCommittedSurvivesAKilledProcess() throws {
    let cluster = try TestCluster()
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("a"))
    // A copy of the files while they are open is what a killed process leaves behind.
    let copy = try FileSystem.createTemporaryFolder(prefix: "chart-cluster")
    defer { try? FileSystem.remove(copy) }
    for entry in try FileSystem.list(cluster.folder) {
      try FileSystem.write(try FileSystem.read(cluster.folder + "/" + entry.name), to: copy + "/" + entry.name)
    }
    let after = try EmbeddedCluster(folder: copy)
    #expect(try TestCluster.send(to: after, "GET", VerbTests.secrets + "/a").status == 200)
    #expect(try TestCluster.send(to: after, "POST", VerbTests.secrets, VerbTests.secret("b")).status == 201)
  }

  @Test func nobodyElseMayReadTheFiles() throws {
    let folder = try FileSystem.createTemporaryFolder(prefix: "chart-cluster") + "/new/home"
    defer { try? FileSystem.remove(Path.parent(Path.parent(folder))) }
    let cluster = try EmbeddedCluster(folder: folder)
    try TestCluster.send(to: cluster, "POST", VerbTests.secrets, VerbTests.secret("a"))
    func mode(_ path: String) -> mode_t {
      var status = stat()
      return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    #expect(mode(folder) == 0o700)
    let entries = try FileSystem.list(folder)
    #expect(entries.contains { $0.name == "cluster.db" })
    for entry in entries { #expect(mode(folder + "/" + entry.name) == 0o600) }
  }

  @Test func aFileThatIsNoDatabaseIsAnError() throws {
    let folder = try FileSystem.createTemporaryFolder(prefix: "chart-cluster")
    defer { try? FileSystem.remove(folder) }
    try FileSystem.write(Array(repeating: 7, count: 5000), to: folder + "/cluster.db")
    #expect(throws: EmbeddedClusterError.self) { try EmbeddedCluster(folder: folder) }
    #expect(throws: EmbeddedClusterError.self) { try EmbeddedCluster(folder: folder + "/cluster.db/x") }
  }

  @Test func oldRevisionsAreForgottenAndObjectsAreNot() throws {
    let cluster = try TestCluster()
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("kept"))
    let filler = String(repeating: "x", count: 20_000)
    try cluster.send("POST", VerbTests.secrets, VerbTests.secret("busy"))
    for index in 0..<2600 {
      try cluster.send(
        "PATCH", VerbTests.secrets + "/busy", #"{"stringData":{"key":"\#(index)\#(filler)"}}"#,
        type: "application/merge-patch+json")
    }
    #expect(try cluster.send("GET", VerbTests.secrets).names == ["busy", "kept"])
    // 2,600 revisions of 27 kB are 70 MB; about 1,250 are kept.
    #expect(try FileSystem.size(cluster.folder + "/cluster.db") < 50_000_000)
  }

  @Test(
    arguments: [
      (["CHART_CLUSTER_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"], "/a"),
      (["CHART_CLUSTER_HOME": "a"], "/work/a"), (["XDG_DATA_HOME": "/b", "HOME": "/c"], "/b/chart"),
      (["XDG_DATA_HOME": "b", "HOME": "/c"], "/c/.local/share/chart"), (["HOME": "/c"], "/c/.local/share/chart"),
      ([:], nil),
    ] as [([String: String], String?)])
  func theFolderFollowsTheEnvironment(environment: [String: String], folder: String?) {
    #expect(ClusterFolder.path(ProcessContext(environment: environment, workingFolder: "/work")) == folder)
  }
}
