@testable import Charts
import Platform
import TestSupport
import Testing
import Values

/// The public JSON-Schema-Test-Suite, held against the validator.
///
/// The suite is not part of this repository: `CHART_JSON_SCHEMA_SUITE` names a checkout of
/// github.com/json-schema-org/JSON-Schema-Test-Suite, and without one these tests are skipped. Each prints its score.
@Suite(.enabled(if: SchemaSuite.folder != nil, "CHART_JSON_SCHEMA_SUITE names no checkout of JSON-Schema-Test-Suite"))
struct SchemaSuiteTests {
  @Test(arguments: SchemaSuite.drafts)
  func `every required test gives the verdict that the suite asks for`(draft: SchemaSuite.Draft) throws {
    let score = try SchemaSuite.run(draft, in: "")
    print("JSON-Schema-Test-Suite \(draft.folder) required: \(score.summary)")
    #expect(score.failures == [])
  }

  @Test(arguments: SchemaSuite.drafts)
  func `optional tests fail only where the validator of Helm fails too`(draft: SchemaSuite.Draft) throws {
    let optional = try SchemaSuite.run(draft, in: "/optional")
    let formats = try SchemaSuite.run(draft, in: "/optional/format")
    print("JSON-Schema-Test-Suite \(draft.folder) optional: \(optional.summary)")
    print("JSON-Schema-Test-Suite \(draft.folder) formats: \(formats.summary)")
    let failures = (optional.failures + formats.failures).filter { failure in
      !SchemaSuite.known.contains { failure.hasPrefix("\(draft.folder)/optional/\($0)") }
    }
    #expect(failures == [])
  }
}

/// Reads and runs the suite.
enum SchemaSuite {
  struct Draft: Sendable, CustomStringConvertible {
    let folder: String
    let number: Int
    var description: String { folder }
  }

  static let drafts = [
    Draft(folder: "draft4", number: 4), Draft(folder: "draft6", number: 6), Draft(folder: "draft7", number: 7),
    Draft(folder: "draft2019-09", number: 2019), Draft(folder: "draft2020-12", number: 2020),
  ]

  struct Score {
    var passed = 0
    /// `draft/file: group: test`.
    var failures: [String] = []
    var summary: String { "\(passed) of \(passed + failures.count)" }
  }

  static let folder: String? = {
    guard let path = Environment.variables()["CHART_JSON_SCHEMA_SUITE"], !path.isEmpty else { return nil }
    return FileSystem.kind(path + "/tests") == .folder ? path : nil
  }()

  /// The optional files of which Helm 4.3.1's validator (santhosh-tekuri/jsonschema v6 with Go's regexp) fails tests, and
  /// so do we: ECMAScript's syntax of expressions, international names and their Punycode forms, content that is not
  /// looked at unless asked for, integers that draft 4 tells from 1.0, vocabularies that are named but not required, and a
  /// handful of unusual addresses.
  static let known = [
    "content.json", "ecmascript-regex.json", "format-assertion.json", "zeroTerminatedFloats.json",
    "format/duration.json",
    "format/ecmascript-regex.json", "format/email.json", "format/hostname.json", "format/idn-email.json",
    "format/idn-hostname.json", "format/ipv4.json", "format/iri.json", "format/uri-reference.json",
    "format/uri-template.json", "format/uri.json",
  ]

  static func run(_ draft: Draft, in subfolder: String) throws -> Score {
    var score = Score()
    guard let folder else { return score }
    let path = "\(folder)/tests/\(draft.folder)\(subfolder)"
    guard FileSystem.kind(path) == .folder else { return score }
    for file in try FileSystem.list(path) where file.kind == .file && file.name.hasSuffix(".json") {
      let groups = try JSON.decode(FileSystem.read("\(path)/\(file.name)"), numbers: .jsonNumber)
      for group in groups.asList ?? [] {
        let name = "\(draft.folder)\(subfolder)/\(file.name): \(text(group, "description"))"
        run(group, draft, name, assertsFormats: subfolder.hasSuffix("format"), &score)
      }
    }
    return score
  }

  private static func run(
    _ group: Value, _ draft: Draft, _ name: String, assertsFormats: Bool, _ score: inout Score
  ) {
    let url = "http://testsuites.com/schema.json"
    let schema = group.asMap?["schema"] ?? .null
    let compiler = SchemaCompiler(defaultDraft: draft.number, assertsFormats: assertsFormats) {
      other throws(SchemaError) in
      other == url ? schema : try remote(other)
    }
    let problem: String
    let compiled: SchemaNode.ID?
    do throws(SchemaError) {
      compiled = try compiler.compile(url)
      problem = ""
    } catch {
      compiled = nil
      problem = " (\(error.text))"
    }
    for test in group.asMap?["tests"]?.asList ?? [] {
      let data = test.asMap?["data"] ?? .null
      let wanted = test.asMap?["valid"]?.asBool
      let isValid = compiled.map { schema in
        do { return try SchemaValidator.validate(data, schema, in: compiler.graph) == nil } catch { return false }
      }
      if isValid == wanted {
        score.passed += 1
      } else {
        score.failures.append("\(name): \(text(test, "description"))\(problem)")
      }
    }
  }

  private static func remote(_ url: String) throws(SchemaError) -> Value {
    if let document = MetaSchemas.document(url) { return document }
    let prefix = "http://localhost:1234/"
    guard let folder, url.hasPrefix(prefix) else { throw SchemaError("not offered") }
    do {
      return try JSON.decode(FileSystem.read("\(folder)/remotes/\(url.dropFirst(prefix.count))"), numbers: .jsonNumber)
    } catch {
      throw SchemaError("\(error)")
    }
  }

  private static func text(_ value: Value, _ key: Bytes) -> String {
    value.asMap?[key]?.asString.map { String(describing: $0) } ?? ""
  }
}
