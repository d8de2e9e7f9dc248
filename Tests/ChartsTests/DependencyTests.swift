import Charts
import TestSupport
import Testing
import Values

/// Values and warnings are those of Helm 4.3.1 (`toJson .Values`).
@Suite struct DependencyTests {
  private struct Result: Equatable {
    var values = ""
    var names: [String] = []
    var warnings: [String] = []
  }

  private func process(_ files: KeyValuePairs<String, String>, set: [String] = []) throws -> Result {
    var warnings: [ChartWarning] = []
    let folder = try TemporaryFolder(files)
    var chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    var options = ValuesOptions()
    options.set = set
    let given = try options.merge()
    try chart.processDependencies(values: given, warnings: &warnings)
    let values = try chart.values(given: given, warnings: &warnings)
    return Result(
      values: String(decoding: try JSON.encode(.map(values)), as: UTF8.self), names: chart.dependencies.map(\.path),
      warnings: warnings.map(\.line))
  }

  private static func head(_ name: String, _ dependencies: String = "") -> String {
    "{apiVersion: v2, name: \(name), version: 1.2.3\(dependencies.isEmpty ? "" : ", dependencies: [\(dependencies)]")}"
  }

  @Test(arguments: [
    ([], ["a/charts/b"]),
    (["b.enabled=false"], []),
    (["b.enabled=null"], ["a/charts/b"]),
    (["tags.t=false"], []),
    (["tags.t=false,b.enabled=true"], ["a/charts/b"]),
    (["tags.t=false,tags.u=true"], ["a/charts/b"]),
    (["b.enabled=x"], ["a/charts/b"]),
  ])
  func `conditions decide before tags`(set: [String], expected: [String]) throws {
    let result = try process(
      [
        "Chart.yaml": Self.head("a", "{name: b, version: ^1, condition: 'nothing.here,b.enabled', tags: [t, u]}"),
        "charts/b/Chart.yaml": Self.head("b"),
      ], set: set)
    #expect(result.names == expected)
  }

  @Test(arguments: [("1.x.x", true), (">=1.2.0 <2", true), ("~1.3", false), ("^2 || ^1", true), ("x y", false)])
  func `a version out of range is not the chart that was declared`(range: String, matches: Bool) throws {
    let result = try process([
      "Chart.yaml": Self.head("a", "{name: b, version: '\(range)', alias: c}"), "charts/b/Chart.yaml": Self.head("b"),
    ])
    #expect(result.names == [matches ? "a/charts/c" : "a/charts/b"])
  }

  @Test func `an alias is a chart of its own`() throws {
    let result = try process([
      "Chart.yaml": Self.head(
        "a",
        "{name: b, version: 1.x}, {name: b, version: 1.x, alias: c, condition: c.enabled}, "
          + "{name: b, version: 1.x, alias: d}"),
      "values.yaml": "c: {enabled: true, x: 2}\nd: {x: null}\nglobal: {g: 1}\n", "charts/b/Chart.yaml": Self.head("b"),
      "charts/b/values.yaml": "x: 1\n", "charts/b/charts/e/Chart.yaml": Self.head("e"),
    ])
    #expect(result.names == ["a/charts/b", "a/charts/c", "a/charts/d"])
    let nested = #"{"global":{"g":1}}"#
    #expect(
      result.values
        == #"{"b":{"e":\#(nested),"global":{"g":1},"x":1},"c":{"e":\#(nested),"enabled":true,"global":{"g":1},"x":2},"#
        + #""d":{"e":\#(nested),"global":{"g":1},"x":1},"global":{"g":1}}"#)
  }

  @Test func `values are imported from children`() throws {
    let result = try process([
      "Chart.yaml": Self.head("a", "{name: b, version: 1.x, import-values: [data, {child: x.z, parent: p.q}, gone]}"),
      "values.yaml": "own: 1\nport: 2\n", "charts/b/Chart.yaml": Self.head("b"),
      "charts/b/values.yaml": "exports: {data: {port: 1, more: 3}}\nx: {z: {k: 4}}\n",
    ])
    #expect(
      result.values
        == #"{"b":{"exports":{"data":{"more":3,"port":1}},"global":{},"x":{"z":{"k":4}}},"more":3,"own":1,"#
        + #""p":{"q":{"k":4}},"port":2}"#)
    #expect(
      result.warnings == [#"level=WARN msg="ImportValues missing table" error="\"gone\" is not a table""#])
  }

  @Test func `globals go down, and what lies deep in them comes up`() throws {
    let result = try process([
      "Chart.yaml": Self.head("a", "{name: b, version: 1.x}"), "values.yaml": "global: {t: {u: {v: 1}}, s: 1}\n",
      "charts/b/Chart.yaml": Self.head("b"),
      "charts/b/values.yaml": "global: {t: {u: {w: 2}, k: 3}, s: 2, own: 4}\n",
    ])
    // Helm shares tables below the second level between parent and child, so w appears in the parent too.
    #expect(
      result.values
        == #"{"b":{"global":{"own":4,"s":1,"t":{"k":3,"u":{"v":1,"w":2}}}},"global":{"s":1,"t":{"u":{"v":1,"w":2}}}}"#)
  }

  @Test func `tables and scalars that meet are told of`() throws {
    let result = try process(
      [
        "Chart.yaml": Self.head("a", "{name: b, version: 1.x}"), "values.yaml": "t: {x: 1}\ns: text\n",
        "charts/b/Chart.yaml": Self.head("b"), "charts/b/values.yaml": "t: text\n",
      ], set: ["t=1,s.x=1,b.t.x=1"])
    #expect(result.values == #"{"b":{"global":{},"t":{"x":1}},"s":{"x":1},"t":1}"#)
    #expect(
      Set(result.warnings) == [
        #"level=INFO msg="warning: skipped value for a.s: Not a table.""#,
        #"level=INFO msg="warning: skipped value for a.b.t: Not a table.""#,
        #"level=INFO msg="warning: destination for a.b.t is a table. Ignoring non-table value (text)""#,
      ])
  }

  @Test func `null takes a default away`() throws {
    let result = try process(
      [
        "Chart.yaml": Self.head("a", "{name: b, version: 1.x}"), "values.yaml": "x: {v: 1, z: 2}\nw: null\n",
        "charts/b/Chart.yaml": Self.head("b"), "charts/b/values.yaml": "k: 1\nl: {m: 1}\n",
      ], set: ["x.v=null,b.k=null,new=null"])
    #expect(result.values == #"{"b":{"global":{},"l":{"m":1}},"new":null,"x":{"z":2}}"#)
  }

  @Test func `a chart cannot be given a scalar`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": Self.head("a", "{name: b, version: 1.x}"), "charts/b/Chart.yaml": Self.head("b"),
    ])
    var warnings: [ChartWarning] = []
    var chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    do throws(ChartError) {
      try chart.processDependencies(values: ValueMap([("b", .string("x"))]), warnings: &warnings)
      Issue.record("the values were accepted")
    } catch {
      #expect(error.description == "chart dependencies processing failed: type mismatch on b: %!t(string=x)")
    }
  }

  @Test func `what is declared must be there`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": Self.head("a", "{name: b, version: 1.x}, {name: c, version: 1.x}, {name: d, version: 1.x}"),
      "charts/c/Chart.yaml": Self.head("c"),
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    do throws(ChartError) {
      try chart.checkDependencies()
      Issue.record("the chart was accepted")
    } catch {
      #expect(error.description == "found in Chart.yaml, but missing in charts/ directory: b, d")
    }
  }

  @Test func `templates that change their values leave the chart alone`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": Self.head("a", "{name: b, version: 1.x}"), "values.yaml": "t: {x: 1}\nb: {t: {x: 1}}\n",
      "charts/b/Chart.yaml": Self.head("b"), "charts/b/values.yaml": "u: {x: 1}\n",
    ])
    var warnings: [ChartWarning] = []
    var chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    try chart.processDependencies(values: ValueMap(), warnings: &warnings)
    let first = try chart.values(given: ValueMap(), warnings: &warnings)
    let before = try JSON.encode(.map(first))
    first["t"]?.asMap?["x"] = .int(2)
    first["b"]?.asMap?["t"]?.asMap?["x"] = .int(2)
    first["b"]?.asMap?["u"]?.asMap?["x"] = .int(2)
    #expect(try JSON.encode(.map(chart.values(given: ValueMap(), warnings: &warnings))) == before)
  }
}
