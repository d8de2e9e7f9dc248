import Charts
import Kubernetes
import Platform
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
    let release = try ReleaseCodec.decode(Base64.encode(Array(json.utf8)))
    #expect(try ReleaseCodec.decode(ReleaseCodec.encode(release)).name == "deep")
  }
}

extension ReleaseCodecTests {
  @Test func `A chart's record says what Helm's would`() throws {
    let folder = try FileSystem.createTemporaryFolder(prefix: "recorded-chart")
    defer { try? FileSystem.remove(folder) }
    try FileSystem.createFolder(folder + "/demo/templates")
    let files = [
      "Chart.yaml": """
      apiVersion: v2
      name: demo
      version: 0.1.0
      keywords: [b, a]
      maintainers: [{name: ann, url: u}]
      annotations: {b: "2", a: "1"}
      deprecated: true

      """,
      "values.yaml": "x: 1\n", "templates/a.yaml": "a\n", "README.md": "hi\n", "values.schema.json": "{}",
    ]
    for (name, content) in files { try FileSystem.write(Array(content.utf8), to: "\(folder)/demo/\(name)") }
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder + "/demo", warnings: &warnings)
    let release = Release(
      name: "r", namespace: "n", revision: 1, info: Release.Info(status: .deployed), chart: RecordedChart(chart),
      config: nil, manifest: "")
    func time(_ name: String) throws -> String {
      "\"\(Timestamp(try FileSystem.modified("\(folder)/demo/\(name)")))\""
    }
    let expected =
      try
      (#"{"name":"r","info":{"status":"deployed"},"#
      + #""chart":{"metadata":{"name":"demo","version":"0.1.0","keywords":["b","a"],"#
      + #""maintainers":[{"name":"ann","url":"u"}],"apiVersion":"v2","deprecated":true,"#
      + #""annotations":{"a":"1","b":"2"}},"lock":null,"templates":[{"name":"templates/a.yaml","data":"YQo=","#
      + #""modtime":\#(time("templates/a.yaml"))}],"#
      + #""values":{"x":1},"schema":"e30=","schemamodtime":\#(time("values.schema.json")),"#
      + #""files":[{"name":"README.md","data":"aGkK","modtime":\#(time("README.md"))}],"#
      + #""modtime":\#(time("Chart.yaml"))},"version":1,"namespace":"n"}"#)
    #expect(String(decoding: ReleaseCodec.json(release), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    #"{"name":"a","info":{"status":"failed","notes":"long","description":"d\u00e9"},"version":3,"namespace":"n"}"#,
    #" { "chart" : {"templates":[{"name":"t","data":"e30="}], "metadata": {"name":"c","version":"1"}}, "version" : 2 }"#,
    #"{"config":{"a":[{"b":"}\"]"}]},"manifest":"---\n","hooks":[{"name":"h"}],"apply_method":"ssa","name":"x"}"#,
  ])
  func `What lists tell of a record is what the whole record says`(json: String) throws {
    let text = Base64.encode(Array(json.utf8))
    let (outline, whole) = (try ReleaseCodec.outline(text), try ReleaseCodec.decode(text).outline)
    #expect(
      String(decoding: ReleaseCodec.json(outline), as: UTF8.self)
        == String(decoding: ReleaseCodec.json(whole), as: UTF8.self))
  }

  @Test(arguments: [#"{"name":"a""#, #"{"name":"a"} {"#, #"["name"]"#, #"{"info":{"status":tru}}"#])
  func `What is no record has no outline`(json: String) throws {
    #expect(throws: RecordError.self) { _ = try ReleaseCodec.outline(Base64.encode(Array(json.utf8))) }
  }

  @Test func `A record is compressed, so that a large manifest fits a Secret`() throws {
    let manifest = Bytes(String(repeating: "kind: ConfigMap\n", count: 200_000))
    let release = Release(
      name: "r", namespace: "n", revision: 1, info: Release.Info(), chart: RecordedChart(metadata: nil), config: nil,
      manifest: manifest)
    let text = ReleaseCodec.encode(release)
    #expect(text.count < 100_000)
    #expect(text.starts(with: "H4sI".utf8))
    #expect(try ReleaseCodec.decode(text).manifest == manifest)
  }
}
