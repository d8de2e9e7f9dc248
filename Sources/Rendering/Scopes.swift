import Charts
import Values

/// The scopes in which the templates of a chart and its subcharts run (as Helm's engine builds them in recAllTpls).
///
/// Every chart has one scope, a map that all its templates share: what one template sets there, the next one sees.
struct Scopes {
  /// A template with the scope of its chart.
  struct Template {
    /// The path, which is also the template's name.
    let path: String
    /// The same as templates know it.
    let name: Bytes
    /// How many folders lead to it.
    let depth: Int
    /// Its text.
    let text: [UInt8]
    /// The chart's scope.
    let scope: ValueMap
    /// What `.Template.BasePath` says.
    let basePath: String
  }

  /// The templates in the order in which they are parsed and executed: the deepest paths first, and of equal depth the
  /// last by name first.
  let templates: [Template]

  private static let deepest = 1000

  /// Builds the scopes of a chart tree.
  ///
  /// - Parameter values: the root chart's values, those of its subcharts inside.
  init(chart: Chart, values: ValueMap, release: Value, capabilities: Value) throws(RenderError) {
    var found: [String: Template] = [:]
    _ = try Scopes.add(chart, values.converted(to: .values), (release, capabilities), depth: 0, to: &found)
    templates = found.values.sorted { a, b in
      a.depth != b.depth ? a.depth > b.depth : b.name < a.name
    }
  }

  /// Adds a chart's templates, then those of its subcharts, and answers the chart's scope.
  private static func add(
    _ chart: Chart, _ values: ValueMap, _ shared: (release: Value, capabilities: Value), depth: Int,
    to templates: inout [String: Template]
  ) throws(RenderError) -> ValueMap {
    if depth > deepest { throw RenderError("chart \(chart.path): more than \(deepest) charts are nested") }
    let subcharts = ValueMap()
    let files = chart.files.map { (name: Bytes($0.name), content: Bytes($0.data)) }
    let scope = ValueMap(
      [
        ("Capabilities", shared.capabilities),
        ("Chart", chart.metadata.templateValue(isRoot: chart.isRoot)),
        ("Files", .object(FilesObject(files))),
        ("Release", shared.release),
        ("Subcharts", .map(subcharts)),
        ("Values", .map(values)),
      ], type: .values)
    for child in chart.dependencies {
      let childScope = try add(child, table(child.name, in: values), shared, depth: depth + 1, to: &templates)
      subcharts[Bytes(child.name)] = .map(childScope.converted(to: .any))
    }
    for template in chart.templates {
      let path = "\(chart.path)/\(template.name)"
      if chart.isLibrary, !RenderedFile.isPartial(path) { continue }
      templates[path] = Template(
        path: path, name: Bytes(path), depth: path.utf8.count { $0 == UInt8(ascii: "/") }, text: template.data,
        scope: scope,
        basePath: "\(chart.path)/templates")
    }
    return scope
  }

  /// The values of a subchart; no values where the parent has no table of that name.
  private static func table(_ name: String, in values: ValueMap) -> ValueMap {
    var map = values
    for part in name.split(separator: ".") {
      guard case .map(let next)? = map[Bytes(String(part))] else { return ValueMap(type: .values) }
      map = next
    }
    return map.converted(to: .values)
  }
}
