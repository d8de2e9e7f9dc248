import Charts
import Synchronization
import TestSupport
import Testing
import Values

/// Schemas that lead to other machines; the errors are Helm 4.3.1's, but for what a server or the network says.
@Suite struct RemoteSchemaTests {
  private static let url = "https://schemas.example/text.json"

  private func report(_ check: SchemaCheck) throws -> String? {
    let schema = #"{"properties": {"a": {"$ref": "\#(Self.url)#/$defs/text"}}}"#
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n", "values.schema.json": schema,
      "values.yaml": "a: 1\nsub: {a: 2}\n", "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/values.schema.json": schema,
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    let values = try chart.values(given: ValueMap(), warnings: &warnings)
    do throws(ChartError) {
      try chart.validateValues(values, check, warnings: &warnings)
      return nil
    } catch {
      let title = "values don't meet the specifications of the schema(s) in the following chart(s):\n"
      #expect(error.description.hasPrefix(title))
      return String(error.description.dropFirst(title.count)) + (error.hint.map { "hint: \($0)" } ?? "")
    }
  }

  @Test func areNotFetchedUnlessAskedFor() throws {
    let report = try #require(try report(.local))
    #expect(report.contains(#"failing loading "\#(Self.url)": schemas are not fetched from the network"#))
    #expect(report.contains("hint: --remote-schemas"))
    #expect(try self.report(.skipped) == nil)
  }

  @Test func areFetchedOnceForAllChartsAndChecked() throws {
    let asked = Mutex<[String]>([])
    let report = try report(
      .fetching { url throws(ChartError) in
        asked.withLock { $0.append(url) }
        return Array(#"{"$defs": {"text": {"type": "string"}}}"#.utf8)
      })
    #expect(report == "s:\n- at '/a': got number, want string\nsub:\n- at '/a': got number, want string\n")
    #expect(asked.withLock { $0 } == [Self.url])
  }

  @Test func thatCannotBeHadOrReadAreErrors() throws {
    let lost = try report(.fetching { url throws(ChartError) in throw ChartError(.schema, "no answer from \(url)") })
    #expect(lost?.hasPrefix("s:\nfailing loading \"\(Self.url)\": no answer from \(Self.url)") == true)
    let broken = try report(.fetching { (_) throws(ChartError) in Array("{".utf8) })
    #expect(broken?.hasPrefix("s:\nfailing loading \"\(Self.url)\": unexpected EOF") == true)
  }
}
