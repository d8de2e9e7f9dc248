import Archives
import Charts
import TestSupport
import Testing

@Suite struct PackagerTests {
  private func folder() throws -> TemporaryFolder {
    try TemporaryFolder([
      "Chart.yaml": """
      # kept
      apiVersion: v2
      name: a
      version: 1.0.0
      dependencies: [{name: b, version: 1.x, repository: ''}]
      """,
      "values.yaml": "# a comment\nx: 1\n",
      "templates/t.yaml": "t: {{ .Values.x }}\n",
      "skipped.txt": "x",
      ".helmignore": "skipped.txt\n",
      "charts/b/Chart.yaml": "apiVersion: v2\nname: b\nversion: 1.2.3\n",
    ])
  }

  private func package(_ folder: TemporaryFolder, _ options: Packager.Options = .init()) throws -> Packager.Package {
    var warnings: [ChartWarning] = []
    return try Packager.package(folder: folder.path, options: options, warnings: &warnings)
  }

  @Test func `a package holds the chart's files as they are`() throws {
    let package = try package(folder())
    #expect(package.fileName == "a-1.0.0.tgz")
    let entries = try Archive.read(package.bytes)
    #expect(
      entries.map(\.path) == [
        ".helmignore", "Chart.yaml", "charts/b/Chart.yaml", "templates/t.yaml", "values.yaml",
      ])
    #expect(entries[1].content.starts(with: Array("# kept\n".utf8)))
    #expect(entries[4].content == Array("# a comment\nx: 1\n".utf8))
  }

  @Test func `two folders of the same files give the same bytes`() throws {
    #expect(try package(folder()).bytes == package(folder()).bytes)
  }

  @Test func `a package loads as its folder does, inside another chart too`() throws {
    let package = try package(folder())
    let outer = try TemporaryFolder(["Chart.yaml": "apiVersion: v2\nname: outer\nversion: 1.0.0\n"])
    try outer.write("charts/a-1.0.0.tgz", bytes: package.bytes)
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: outer.path, warnings: &warnings)
    let inner = try #require(chart.dependencies.first)
    #expect(inner.path == "outer/charts/a")
    #expect(inner.templates.map(\.name) == ["templates/t.yaml"])
    #expect(inner.dependencies.map(\.path) == ["outer/charts/a/charts/b"])
  }

  @Test func `a given version is written into Chart.yaml`() throws {
    var options = Packager.Options()
    options.version = "2.0.0"
    options.appVersion = "7"
    let package = try package(folder(), options)
    #expect(package.fileName == "a-2.0.0.tgz")
    let chartFile = try #require(Archive.read(package.bytes).first { $0.path == "Chart.yaml" })
    #expect(
      String(decoding: chartFile.content, as: UTF8.self) == """
        apiVersion: v2
        appVersion: "7"
        dependencies:
        - name: b
          repository: ""
          version: 1.x
        name: a
        version: 2.0.0

        """)
  }

  @Test(arguments: [
    (
      "charts/b/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n",
      "found in Chart.yaml, but missing in charts/ directory: b"
    ),
    ("values.schema.json", "{", "failed to save: invalid JSON in values.schema.json"),
  ])
  func `a chart that would not work is not packed`(file: String, content: String, expected: String) throws {
    let folder = try folder()
    try folder.write(file, content)
    do throws(ChartError) {
      var warnings: [ChartWarning] = []
      _ = try Packager.package(folder: folder.path, warnings: &warnings)
      Issue.record("the chart was packed")
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test(arguments: [
    ("a/../../x", "unable to load chart archive"), ("lonely", "unable to load chart archive"),
  ])
  func `a package with files outside its chart is refused`(path: String, expected: String) throws {
    let bytes = Archive.pack([ArchiveEntry(path: path, content: Array("x".utf8))])
    do throws(ChartError) {
      var warnings: [ChartWarning] = []
      _ = try ChartLoader.load(packageBytes: bytes, name: "bad.tgz", warnings: &warnings)
      Issue.record("the package was loaded")
    } catch {
      #expect(error.description == expected)
      #expect(error.hint != nil)
    }
  }
}
