import Platform
import TestSupport
import Testing
import Values

@testable import Charts

/// Error texts are Helm 4.3.1's, after `Error: `.
@Suite struct ChartLoaderTests {
  private static let head = "apiVersion: v2\nname: a\nversion: 1.0.0\n"

  private func failure(_ folder: TemporaryFolder, _ name: String = "") -> String? {
    var warnings: [ChartWarning] = []
    do throws(ChartError) {
      _ = try ChartLoader.load(path: name.isEmpty ? folder.path : folder.path(name), warnings: &warnings)
      return nil
    } catch {
      return error.description
    }
  }

  private func load(_ folder: TemporaryFolder) throws -> Chart {
    var warnings: [ChartWarning] = []
    return try ChartLoader.load(path: folder.path, warnings: &warnings)
  }

  @Test(arguments: [
    ("apiVersion: [v2]\nname: a\nversion: 1.0.0\n", "array into Go struct field .apiVersion of type string"),
    ("\(head)home: [a]\n", "array into Go struct field .home of type string"),
    ("\(head)HOME: [a]\n", "array into Go struct field .HOME of type string"),
    ("\(head)maintainers: [{Name: {}}]\n", "object into Go struct field .maintainers.0.Name of type string"),
    ("\(head)keywords: 5\n", "number into Go struct field .keywords of type []string"),
    ("\(head)keywords: true\n", "bool into Go struct field .keywords of type []string"),
    ("\(head)keywords: [{a: b}]\n", "object into .keywords.0 of type string"),
    ("\(head)maintainers: [{name: {a: b}}]\n", "object into Go struct field .maintainers.0.name of type string"),
    ("\(head)maintainers: [x]\n", "string into .maintainers.0 of type v2.Maintainer"),
    ("\(head)annotations: {a: {b: c}}\n", "object into Go struct field .annotations.a of type string"),
    ("\(head)annotations: [1]\n", "array into Go struct field .annotations of type map[string]string"),
    ("\(head)deprecated: 'yes'\n", "string into Go struct field .deprecated of type bool"),
    ("\(head)dependencies: {a: b}\n", "object into Go struct field .dependencies of type []*v2.Dependency"),
    (
      "\(head)dependencies: [{name: a, tags: x}]\n",
      "string into Go struct field .dependencies.0.tags of type []string"
    ),
    (
      "\(head)dependencies: [{name: a, import-values: x}]\n",
      "string into Go struct field .dependencies.0.import-values of type []interface {}"
    ),
    (
      "\(head)dependencies: [{name: a, enabled: 1}]\n",
      "number into Go struct field .dependencies.0.enabled of type bool"
    ),
    (
      "\(head)annotations: {a~b: []}\n",
      "array into Go struct field .annotations.a~0b of type string"
    ),
    (
      "\(head)annotations: {artifacthub.io/changes: [x]}\n",
      "array into Go struct field .annotations.artifacthub.io~1changes of type string"
    ),
    ("foo\n", "string into Go value of type loader.chartBase"),
    ("- a\n", "array into Go value of type loader.chartBase"),
  ])
  func `Chart.yaml must have the types of its fields`(text: String, expected: String) throws {
    let prefix = "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
    #expect(failure(try TemporaryFolder(["Chart.yaml": text])) == prefix + expected)
  }

  @Test(arguments: [
    (
      "a: [\n",
      "cannot load Chart.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content"
    ),
    ("apiVersion: v9\n", "unsupported chart version"),
    ("apiVersion: v3\nname: a\nversion: 1.0.0\n", "invalid chart apiVersion"),
    ("", "validation: chart.metadata.name is required"),
    ("apiVersion: v2\nversion: 1.0.0\n", "validation: chart.metadata.name is required"),
    ("apiVersion: v2\nname: a\n", "validation: chart.metadata.version is required"),
    ("apiVersion: v2\nname: a\nversion: x\n", #"validation: chart.metadata.version "x" is invalid"#),
    ("apiVersion: v2\nname: a/b\nversion: 1.0.0\n", #"validation: chart.metadata.name "a/b" is invalid"#),
    ("apiVersion: v2\nname: ..\nversion: 1.0.0\n", #"validation: chart.metadata.name ".." is not allowed"#),
    ("\(head)type: foo\n", "validation: chart.metadata.type must be application or library"),
    ("\(head)maintainers: [null]\n", "validation: maintainers must not contain empty or null nodes"),
    ("\(head)dependencies: [null]\n", "validation: dependencies must not contain empty or null nodes"),
    (
      "\(head)dependencies: [{name: a, alias: 'a b'}]\n",
      #"validation: dependency "a" has disallowed characters in the alias"#
    ),
    (
      "\(head)dependencies: [{name: a}, {name: b, alias: a}]\n",
      #"validation: more than one dependency with name or alias "a""#
    ),
  ])
  func `what Chart.yaml says is validated`(text: String, expected: String) throws {
    #expect(failure(try TemporaryFolder(["Chart.yaml": text])) == expected)
  }

  @Test(arguments: [
    (
      "- a\n",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"
    ),
    (
      "foo",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}"
    ),
    (
      "5",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into Go value of type map[string]interface {}"
    ),
    ("a: [", "error converting YAML to JSON: yaml: line 1: did not find expected node content"),
    ("a: 1\n--- # x\nb: {{\n", "error converting YAML to JSON: yaml: line 1: did not find expected node content"),
  ])
  func `values.yaml must hold tables`(text: String, expected: String) throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head, "values.yaml": text])
    #expect(failure(folder) == "cannot load values.yaml: cannot unmarshal yaml document: " + expected)
  }

  @Test(arguments: [
    // A file need not end as its lines do.
    ("a: |\n  b", #"{"a":"b\n"}"#), ("a: >-\n  b", #"{"a":"b"}"#), ("a: |+\n  b\n\n", #"{"a":"b\n\n"}"#),
    ("a: |\r\n  b\r\n  c", #"{"a":"b\nc\n"}"#), ("a: |\n  b\n--- # c\nd: |\n  e", #"{"a":"b\n","d":"e\n"}"#),
    // A line that starts as a separator is none of anything else, even in a text of several lines.
    ("a: |\n  b\n---\n  c: d", #"{"a":"b\n","c":"d"}"#),
  ])
  func `values are read line by line`(text: String, expected: String) throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head, "values.yaml": text])
    #expect(String(decoding: try JSON.encode(.map(try load(folder).values)), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("a: b\n--- x\nc: d\n", "x"), ("---a: b", "a: b"), ("----\na: b", "-"), ("a: 'b\n--- |\n'", "|"),
  ])
  func `a separator of values stands alone in its line`(text: String, rest: String) throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head, "values.yaml": text])
    let problem = "error reading yaml document: invalid Yaml document separator: \(rest)"
    #expect(failure(folder) == "cannot load values.yaml: \(problem)")
  }

  @Test func `a chart of any version is read where that is asked for`() throws {
    let folder = try TemporaryFolder(["Chart.yaml": "apiVersion: v9\nname: a\nversion: 1.0.0\n"])
    var warnings: [ChartWarning] = []
    #expect(failure(folder) == "unsupported chart version")
    #expect(try ChartLoader.load(path: folder.path, checksVersion: false, warnings: &warnings).name == "a")
    let empty = try TemporaryFolder(["values.yaml": ""])
    #expect(throws: ChartError.self) {
      try ChartLoader.load(path: empty.path, checksVersion: false, warnings: &warnings)
    }
  }

  @Test func `several documents of values are merged`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": Self.head, "values.yaml": "a: {b: 1}\n---\na: {c: 1}\n---\n---\nd: 1\n",
    ])
    let values = try load(folder).values
    #expect(String(decoding: try JSON.encode(.map(values)), as: UTF8.self) == #"{"a":{"b":1,"c":1},"d":1}"#)
  }

  @Test func `numbers become text where Chart.yaml wants text`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": """
      apiVersion: v2
      NAME: z
      name: a
      version: 1
      description: 1.10
      icon: 0x10
      home: 1e3
      appVersion: 12345678901234567890123
      kubeVersion: true
      """
    ])
    let metadata = try load(folder).metadata
    #expect(metadata.name == "a")
    #expect(metadata.version == "1")
    #expect(metadata.description == "1.1")
    #expect(metadata.icon == "16")
    #expect(metadata.home == "1000")
    #expect(metadata.appVersion == "1.2345679e+22")
    #expect(metadata.kubeVersion == "true")
  }

  @Test func `files find their places`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "\u{feff}" + Self.head,
      "values.yaml": "\u{feff}a: 1",
      "values.schema.json": "{}",
      "README.md": "read",
      "templates/a.yaml": "t",
      "templates/.hidden": "t",
      "crds/b.yml": "crd",
      "crds/readme.txt": "no crd",
      "charts/_off/Chart.yaml": "not: read",
      "charts/.off/Chart.yaml": "not: read",
      "charts/b.prov": "signature",
      "charts/sub/Chart.yaml": "apiVersion: v1\nname: sub\nversion: 1.0.0\n",
      "charts/sub/crds/c.JSON": "crd",
      "charts/sub/charts/deep/Chart.yaml": "apiVersion: v1\nname: deep\nversion: 1.0.0\n",
      "charts/sub/charts/deep/templates/x/y.yaml": "t",
    ])
    let chart = try load(folder)
    #expect(chart.templates.map(\.name) == ["templates/a.yaml"])
    #expect(chart.files.map(\.name) == ["README.md", "charts/b.prov", "crds/b.yml", "crds/readme.txt"])
    #expect(chart.schema == Array("{}".utf8))
    #expect(chart.rawFile("values.yaml")?.data == Array("a: 1".utf8))
    #expect(chart.dependencies.map(\.path) == ["a/charts/sub"])
    let deep = try #require(chart.dependencies.first?.dependencies.first)
    #expect(deep.path == "a/charts/sub/charts/deep")
    #expect(!deep.isRoot && chart.isRoot)
    #expect(deep.templates.map(\.name) == ["templates/x/y.yaml"])
    #expect(chart.customResourceDefinitions.map(\.path) == ["a/crds/b.yml", "a/charts/sub/crds/c.JSON"])
  }

  @Test func `requirements.yaml gives a chart of version 1 its dependencies`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "name: a\nversion: 1.0.0\n",
      "requirements.yaml": "dependencies:\n- name: b\n  version: ^1\n  import-values: [x, {child: c, parent: p}, 5]\n",
      "requirements.lock": "generated: '2020-01-01T00:00:00Z'\ndigest: d\ndependencies: [{name: b, version: 1.2.3}]\n",
    ])
    let chart = try load(folder)
    #expect(chart.metadata.apiVersion == "v1")
    #expect(chart.metadata.dependencies.map(\.name) == ["b"])
    #expect(chart.metadata.dependencies.first?.importValues == [.export("x"), .table(child: "c", parent: "p")])
    #expect(chart.lock?.dependencies.map(\.version) == ["1.2.3"])
    #expect(chart.lock?.generated == "2020-01-01T00:00:00Z")
    #expect(chart.files.map(\.name) == ["requirements.lock", "requirements.yaml"])
  }

  @Test func `a folder without Chart.yaml is no chart`() throws {
    let folder = try TemporaryFolder(["values.yaml": ""])
    #expect(
      failure(folder)
        == "unable to detect chart at \(folder.path)/Chart.yaml: open \(folder.path)/Chart.yaml: no such file or directory"
    )
  }

  @Test func `what is wrong in a nested chart names the way to it`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": Self.head, "charts/b/Chart.yaml": "apiVersion: v2\nname: b\nversion: 1.0.0\n",
      "charts/b/charts/c/values.yaml": "",
    ])
    #expect(
      failure(folder)
        == "error unpacking subchart b in a: error unpacking subchart c in b: Chart.yaml file is missing")
  }

  @Test func `files of nested charts are told apart in whatever order they come`() throws {
    let files = [
      "charts/b/charts/c/templates/x.yaml", "charts/b/Chart.yaml", "templates/x.yaml", "charts/b/charts/c/Chart.yaml",
      "charts/b.c/Chart.yaml", "charts/b/templates/y.yaml", "Chart.yaml", "charts/_skipped/x", "charts/.skipped/x",
      "charts/b/charts/c.tgz.prov", "charts/b.c/charts.yaml", "charts/b/charts/c/charts/README.prov",
    ]
    for turn in files.indices {
      var assembly = ChartAssembly()
      let chart = try assembly.root(
        of: (files[turn...] + files[..<turn]).map { path in
          let name = path.hasSuffix("Chart.yaml") ? path.split(separator: "/").dropLast().last ?? "a" : ""
          let text = "apiVersion: v2\nname: \(name)\nversion: 1.0.0\n"
          return LoadedFile(name: path[...], data: name.isEmpty ? [] : Array(text.utf8))
        })
      func shown(_ chart: Chart) -> String {
        let files = chart.raw.map(\.name).sorted().joined(separator: " ")
        return "\(chart.path)(\(files))" + chart.dependencies.map { " " + shown($0) }.joined()
      }
      #expect(
        shown(chart) == """
          a(Chart.yaml charts/b/charts/c.tgz.prov charts/b/charts/c/charts/README.prov templates/x.yaml) \
          a/charts/b(Chart.yaml templates/y.yaml) a/charts/b/charts/c(Chart.yaml templates/x.yaml) \
          a/charts/b.c(Chart.yaml charts.yaml)
          """)
    }
  }

  @Test func `charts that lie too deep in charts are refused`() {
    let head = Array("apiVersion: v2\nname: a\nversion: 1.0.0\n".utf8)
    let files = (0...1200).map {
      LoadedFile(name: String(repeating: "charts/a/", count: $0)[...] + "Chart.yaml", data: head)
    }
    let message = LargeStack.run { () -> String in
      var assembly = ChartAssembly()
      do throws(ChartError) {
        _ = try assembly.root(of: files)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(message.hasSuffix("charts lie more than 1000 deep in charts"))
  }

  @Test func `a file in charts that is no chart is refused`() throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head, "charts/readme.md": "x"])
    #expect(failure(folder) == "error unpacking subchart readme.md in a: Chart.yaml file is missing")
  }

  @Test func `files that are no packages are told apart`() throws {
    let folder = try TemporaryFolder(["q.tgz": "hi", "q.yaml": "a: b"])
    #expect(
      failure(folder, "q.tgz")
        == "file '\(folder.path)/q.tgz' does not appear to be a gzipped archive; got 'application/octet-stream'")
    #expect(
      failure(folder, "q.yaml")
        == "file '\(folder.path)/q.yaml' seems to be a YAML file, but expected a gzipped archive")
  }

  @Test func `links to folders are followed and told of`() throws {
    let folder = try TemporaryFolder(["real/x.yaml": "t", "chart/Chart.yaml": Self.head])
    try folder.link("chart/templates", to: "../real")
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path("chart"), warnings: &warnings)
    #expect(chart.templates.map(\.name) == ["templates/x.yaml"])
    #expect(
      warnings.map(\.line) == [
        "level=INFO msg=\"found symbolic link in path. Contents of linked file included and used\" "
          + "path=\(folder.path)/chart/templates resolved=\(folder.path)/real"
      ])
  }

  @Test func `links that lead back or nowhere are refused`() throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head])
    try folder.link("files/up", to: "..")
    #expect(failure(folder) == "error evaluating symlink \(folder.path)/files/up: EvalSymlinks: too many links")
    let other = try TemporaryFolder(["Chart.yaml": Self.head])
    try other.link("files/gone", to: "../missing")
    #expect(
      failure(other)
        == "error evaluating symlink \(other.path)/files/gone: lstat \(other.path)/missing: no such file or directory")
  }

  @Test func `the files of a folder may have as many bytes together as Helm lets them have, and no more`() throws {
    let folder = try TemporaryFolder(["Chart.yaml": Self.head])
    // Files with holes, which take no room.
    func grow(_ name: String, to size: Int) throws {
      if FileSystem.kind(folder.path(name)) == nil { try folder.write(name, "") }
      try #require(truncate(folder.path(name), off_t(size)) == 0)
    }
    let half = 50 << 20
    try grow("one.bin", to: half)
    try grow("two.bin", to: half - Self.head.utf8.count)
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    #expect(chart.files.map(\.data.count).max() == half)
    try grow("two.bin", to: half - Self.head.utf8.count + 1)
    #expect(failure(folder) == "error reading two.bin: chart exceeds maximum decompressed size of 104857600 bytes")
  }
}
