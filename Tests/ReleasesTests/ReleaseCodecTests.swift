import Kubernetes
import Releases
import Testing
import Values

struct ReleaseCodecTests {
  @Test func `A record of Helm's is written as Helm wrote it`() throws {
    let release = try ReleaseCodec.decode(Base64.encode(Array(helmRecord.utf8)))
    let written = ReleaseCodec.json(release)
    #expect(String(decoding: written, as: UTF8.self) == helmRecord)
  }

  @Test func `A record of Helm's is read in full`() throws {
    let release = try ReleaseCodec.decode(Base64.encode(Array(helmRecord.utf8)))
    #expect(release.name == "rel")
    #expect(release.info.status == .pendingInstall)
    #expect(release.chart.name == "demo")
    #expect(release.chart.appVersion == "1.0")
    #expect(release.chart.templates.map(\.name) == ["templates/NOTES.txt", "templates/cm.yaml", "templates/hook.yaml"])
    #expect(release.chart.templates.first?.data == "hello notes\n")
    #expect(release.hooks.first?.events == [.preInstall, .postUpgrade])
    #expect(release.hooks.first?.weight == -5)
    #expect(release.applyMethod == .serverSide)
    #expect(release.config?["y"].map { "\($0.typeName)" } == "float64")
  }

  @Test(arguments: [
    (
      #"{"name":"a","version":3,"info":{"status":"deployed","first_deployed":"","last_deployed":null}}"#,
      "a.v3 deployed"
    ),
    (#"{"name":"a","info":{"status":"strange"},"hooks":[{"events":["test-success"]}]}"#, "a.v0 unknown"),
    ("{}", ".v0 unknown"),
  ])
  func `Old, empty and strange fields are read as Helm reads them`(_ json: String, _ expected: String) throws {
    let release = try ReleaseCodec.decode(Base64.encode(Array(json.utf8)))
    #expect("\(release.name).v\(release.revision) \(release.info.status.rawValue)" == expected)
  }

  @Test(arguments: ["!", "AAAA", "bm90IGpzb24=", "WzFd", "H4sIAAAAAAAA", ""])
  func `A damaged record is an error and nothing worse`(_ text: String) {
    #expect(throws: RecordError.self) { try ReleaseCodec.decode(Array(text.utf8)) }
  }

  @Test func `A record may nest as deep as JSON may`() throws {
    let depth = 9000
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let json = #"{"name":"deep","config":{"a":\#(nested)}}"#
    #expect(try ReleaseCodec.decode(Base64.encode(Array(json.utf8))).name == "deep")
  }
}
