import Platform
import Repositories
import SemanticVersions
import TestSupport
import Testing

@Suite struct RepositoryIndexTests {
  /// Three layouts of one index, as helm, as other servers and as JSON write it.
  static let layouts: [(name: String, text: String)] = [
    (
      "helm's",
      """
      apiVersion: v1
      entries:
        redis:
        - apiVersion: v2
          description: |
            - no: item
            version: 9.9.9
          name: redis
          urls:
          - redis-17.9.0.tgz
          version: 17.9.0
        - apiVersion: v2
          name: redis
          urls:
          - https://elsewhere.example/redis-17.10.1.tgz
          version: "17.10.1"
          digest: abc
        - name: redis
          apiVersion: v2
          urls: [redis-18.0.0-rc.1.tgz]
          version: 18.0.0-rc.1
        # a comment
        zookeeper:
        - name: zookeeper
          version: 1.0.0
          urls: []
      generated: "2026-01-01T00:00:00Z"
      """
    ),
    (
      "indented lists",
      """
      apiVersion: v1
      generated: "2026-01-01T00:00:00Z"
      entries:
          redis:
            - name: redis
              version: 17.9.0
              urls:
                - redis-17.9.0.tgz
            -
              name: redis
              version: 17.10.1
              digest: abc
              urls:
                - https://elsewhere.example/redis-17.10.1.tgz
            - version: '18.0.0-rc.1'
              name: redis
              urls: ["redis-18.0.0-rc.1.tgz"]
          zookeeper:
            - {name: zookeeper, version: 1.0.0, urls: []}
      serverInfo: {}
      """
    ),
    (
      "JSON",
      """
      {"apiVersion":"v1","entries":{"redis":[
        {"name":"redis","version":"17.9.0","urls":["redis-17.9.0.tgz"]},
        {"name":"redis","version":"17.10.1","digest":"abc","urls":["https://elsewhere.example/redis-17.10.1.tgz"]},
        {"name":"redis","version":"18.0.0-rc.1","urls":["redis-18.0.0-rc.1.tgz"]}],
        "zookeeper":[{"name":"zookeeper","version":"1.0.0","urls":[]}]}}
      """
    ),
  ]

  @Test(arguments: layouts.map(\.text)) func anIndexSaysTheSameInEveryLayout(_ text: String) throws {
    let index = try RepositoryIndex(Array(text.utf8), source: "index.yaml")
    #expect(index.names == ["redis", "zookeeper"])
    #expect(try index.versions(of: "redis").map(\.version) == ["18.0.0-rc.1", "17.10.1", "17.9.0"])
    let range = try VersionConstraint("17.x.x")
    let newest = try index.newest(of: "redis", where: range.check)
    #expect(newest?.version == "17.10.1")
    #expect(newest?.digest == "abc")
    #expect(newest?.urls == ["https://elsewhere.example/redis-17.10.1.tgz"])
    #expect(try index.newest(of: "redis", where: { $0.major == 3 }) == nil)
    #expect(try index.versions(of: "nothing").isEmpty)
  }

  @Test(arguments: [
    ("", "17.10.1"), ("17.9.0", "17.9.0"), ("^17", "17.10.1"), (">0.0.0-0", "18.0.0-rc.1"),
  ]) func aWordMeansTheVersionThatItMeansToHelm(_ word: String, _ version: String) throws {
    let index = try RepositoryIndex(Array(Self.layouts[0].text.utf8), source: "index.yaml")
    #expect(try index.find("redis", version: word).version == version)
  }

  @Test(arguments: [
    ("", "error loading index.yaml: empty index.yaml file"),
    ("entries: {}\n", "error loading index.yaml: no API version specified"),
  ]) func whatIsNoIndexIsRefused(_ text: String, _ message: String) {
    let error = #expect(throws: RepositoryError.self) {
      try RepositoryIndex(Array(text.utf8), source: "index.yaml")
    }
    #expect(error?.description == message)
  }

  @Test func entriesThatAreNoChartsAreLeftOut() throws {
    let text = """
      apiVersion: v1
      entries:
        redis:
        - null
        - name: redis
          version: not-a-version
        - version: 1.0.0
        - name: redis
          version: 1.2
      """
    let index = try RepositoryIndex(Array(text.utf8), source: "index.yaml")
    #expect(try index.versions(of: "redis").map(\.version) == ["1.2"])
  }

  /// A file is read a piece at a time, and lines lie across the pieces' ends.
  @Test func aLargeIndexInAFileIsReadAsOneInMemory() throws {
    var text = "apiVersion: v1\nentries:\n"
    let words = String(repeating: "words about it ", count: 20)
    for chart in 0..<300 {
      text += "  chart-\(chart):\n"
      for version in (1...30).reversed() {
        text += "  - name: chart-\(chart)\n    version: 1.\(version).\(chart)\n    description: \(words)\(version)\n"
      }
    }
    text += "generated: now"
    let folder = try TemporaryFolder(["index.yaml": text])
    let path = folder.path("index.yaml")
    #expect(text.utf8.count > 3 << 20)
    let inMemory = try RepositoryIndex(Array(text.utf8), source: "memory")
    let inFile = try RepositoryIndex(path: path)
    #expect(inFile.names == inMemory.names && inFile.names.count == 300)
    for name in inFile.names {
      let versions = try inFile.versions(of: name)
      #expect(try versions.map(\.version) == inMemory.versions(of: name).map(\.version) && versions.count == 30)
      #expect(try inFile.find(name, version: "~1.7").description == inMemory.find(name, version: "~1.7").description)
    }
    // Another file under the same name changes nothing; one that is cut short is an error.
    try FileSystem.write([], to: path)
    #expect(try inFile.find("chart-7", version: "").version == "1.30.7")
    try FileSystem.write(Array(text.utf8), to: path)
    let cut = try RepositoryIndex(path: path)
    #expect(truncate(path, 100) == 0)
    #expect(throws: RepositoryError.self) { try cut.versions(of: "chart-7") }
  }
}
