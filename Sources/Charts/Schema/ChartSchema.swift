package import Values

extension Chart {
  /// Holds the values against the schemas of this chart and of those below.
  ///
  /// As util.ValidateAgainstSchema, with its texts.
  ///
  /// - Parameters:
  ///   - values: the values for all charts, as `values(given:warnings:)` gives them.
  ///   - warnings: takes what Helm would note on standard error.
  package func validateValues(
    _ values: ValueMap, _ check: SchemaCheck = .local, warnings: inout [ChartWarning]
  ) throws(ChartError) {
    if case .skipped = check { return }
    let checker = SchemaChecker(check)
    let report = checker.report(self, .map(values))
    warnings.appendNew(checker.warnings)
    if report.isEmpty { return }
    throw ChartError(
      .schema, "values don't meet the specifications of the schema(s) in the following chart(s):\n\(report)",
      file: "values.schema.json", hint: checker.hint)
  }

  /// What a schema finds wrong in values, those of dependencies aside; nil where nothing is.
  ///
  /// As util.ValidateAgainstSingleSchema, with its text. Files that the schema refers to are this chart's.
  package func schemaProblem(_ values: ValueMap, schema: [UInt8], _ check: SchemaCheck = .local) -> String? {
    if case .skipped = check { return nil }
    return SchemaChecker(check).problem(.map(values), schema, of: self)
  }
}

/// Checks charts' values against their schemas; the metaschemas are compiled once for all of them.
private final class SchemaChecker {
  private(set) var warnings: [ChartWarning] = []
  private(set) var hint: String?
  private var metaschemas: [Int: (graph: SchemaGraph, schema: SchemaNode.ID)] = [:]

  private let check: SchemaCheck
  /// What has been fetched, for several charts may refer to one schema.
  private var fetched: [String: Value] = [:]

  private static let url = "file:///values.schema.json"

  init(_ check: SchemaCheck) {
    self.check = check
  }

  /// What is wrong in a chart and those below; empty where nothing is.
  func report(_ chart: Chart, _ values: Value) -> String {
    var text = ""
    if let schema = chart.schema, let problem = problem(values, schema, of: chart) {
      text += "\(chart.name):\n\(problem)"
    }
    for dependency in chart.dependencies {
      guard let inner = values.asMap?[Bytes(dependency.name)], !inner.isNull else { continue }
      if inner.asMap == nil {
        text += "\(dependency.name):\ninvalid type for values: expected object (map), got \(inner.typeName)\n"
        continue
      }
      text += report(dependency, inner)
    }
    return text
  }

  /// What a schema finds wrong in values; nil where nothing is.
  func problem(_ values: Value, _ schema: [UInt8], of chart: Chart) -> String? {
    do throws(SchemaError) {
      let document = try Self.decode(schema)
      let compiler = SchemaCompiler { url throws(SchemaError) in
        url == Self.url ? document : try self.load(url, for: chart)
      } checkForm: { schema, draft, place throws(SchemaError) in
        try self.checkForm(schema, draft: draft, at: place)
      }
      let id = try compiler.compile(Self.url)
      guard let issue = try SchemaValidator.validate(values, id, in: compiler.graph) else { return nil }
      return issue.members.flatMap { $0.lines() }.joined(separator: "\n") + "\n"
    } catch {
      hint = error.hint ?? hint
      return error.text
    }
  }

  /// Refuses a schema that is none by its draft's metaschema.
  private func checkForm(_ document: Value, draft: Int, at place: String) throws(SchemaError) {
    if SchemaForm.isEvidentlyValid(document, draft: draft) { return }
    let url = MetaSchemas.url(of: draft)
    let meta: (graph: SchemaGraph, schema: SchemaNode.ID)
    if let known = metaschemas[draft] {
      meta = known
    } else {
      let compiler = SchemaCompiler(assertsFormats: true) { url throws(SchemaError) in
        guard let document = MetaSchemas.document(url) else { throw SchemaError("not found") }
        return document
      }
      let schema = try compiler.compile(url)
      meta = (compiler.graph, schema)
      metaschemas[draft] = meta
    }
    guard let issue = try SchemaValidator.validate(document, meta.schema, in: meta.graph) else { return }
    throw SchemaError(
      "\(GoQuote.quote(place)) is not valid against metaschema: \(SchemaIssue.report(issue, schema: url + "#"))"
    )
  }

  /// Documents that a schema refers to: published metaschemas and files of the chart.
  private func load(_ url: String, for chart: Chart) throws(SchemaError) -> Value {
    if let document = MetaSchemas.document(url) { return document }
    switch SchemaURL.scheme(of: url) {
    case "file":
      // What stands between the slashes is a host, as in every URL; the chart has none.
      let isLocal = url.hasPrefix("file:///")
      let path = SchemaURL.unescaped(String(url.dropFirst("file://".count).drop { $0 != "/" }))
      guard isLocal, let file = chart.rawFile(String(path.dropFirst())) else {
        throw SchemaError(
          "open \(path): no such file or directory",
          hint: "A schema may refer to files of its own chart, by their paths from the chart's folder.")
      }
      return try Self.decode(file.data)
    case "urn":
      warnings.appendNew([
        ChartWarning(.warning, "unresolved URN reference ignored; using permissive schema", ["urn": url])
      ])
      return .bool(true)
    case "http", "https": return try fetch(url)
    default:
      throw SchemaError("no URLLoader registered for \(GoQuote.quote(url))")
    }
  }

  private func fetch(_ url: String) throws(SchemaError) -> Value {
    guard case .fetching(let fetch) = check else {
      throw SchemaError(
        "schemas are not fetched from the network",
        hint: "--remote-schemas (or CHART_REMOTE_SCHEMAS=true) fetches what a chart's schema refers to, "
          + "--skip-schema-validation leaves the check out.")
    }
    if let known = fetched[url] { return known }
    let content: [UInt8]
    do throws(ChartError) {
      content = try fetch(url)
    } catch {
      throw SchemaError(error.description, hint: error.hint)
    }
    let document = try Self.decode(content)
    fetched[url] = document
    return document
  }

  private static func decode(_ bytes: [UInt8]) throws(SchemaError) -> Value {
    do throws(JSONError) {
      return try JSON.decode(bytes, numbers: .jsonNumber)
    } catch {
      throw SchemaError(text(of: error, in: bytes))
    }
  }

  /// As json.Decoder and jsonschema.UnmarshalJSON say it, who read from a stream.
  private static func text(of error: JSONError, in bytes: [UInt8]) -> String {
    guard let start = bytes.firstIndex(where: { ![9, 10, 13, 32].contains($0) }) else { return "EOF" }
    let value = Array(bytes[..<JSONExtent.end(of: bytes, from: start)])
    if (try? JSON.decode(value)) != nil { return "invalid character after top-level value" }
    return error.isEndOfInput || error.offset == nil ? "unexpected EOF" : error.message
  }
}
