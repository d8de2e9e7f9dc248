package import Charts
import Functions
package import Platform
import SemanticVersions
package import Templating
package import Values

/// How a chart is rendered.
package struct RenderOptions: Sendable {
  /// Whether `required` and `fail` only note what they refuse.
  package var isLinting = false
  /// Whether a missing map key is an error.
  package var isStrict = false
  /// Whether the first template that fails ends the work; else all of them are run, and all errors told.
  package var failsFast = false
  /// What the rendered objects and hooks pass through before anything else is done with them.
  package var postRenderer: PostRenderer?
  /// Whether `getHostByName` may ask the network.
  package var allowsDNS = false
  /// Whether the notes of subcharts are part of the notes.
  package var withSubchartNotes = false
  /// What time it is for the templates.
  package var clock = WallClock.system
  /// Where the templates' random bytes come from.
  package var randomness = Randomness.system
  /// The time zone that dates are shown in: an IANA name, or `Local`.
  package var localTimeZone = "Local"

  /// Whether the process ends with this rendering, so that its templates need not be freed.
  package var isLast = false

  /// The options of a plain rendering.
  package init() {}
}

/// The release that a chart is rendered for, as templates see it in `.Release`.
package struct ReleaseScope: Sendable {
  /// The release's name.
  package var name: String
  /// Its namespace.
  package var namespace: String
  /// The revision that this rendering is for.
  package var revision: Int
  /// Whether the release is there already; an installation otherwise.
  package var isUpgrade: Bool
  /// Whether it is being installed; for lint, it is neither.
  package var isInstall: Bool

  /// A release by its parts.
  package init(name: String, namespace: String, revision: Int = 1, isUpgrade: Bool = false) {
    self.name = name
    self.namespace = namespace
    self.revision = revision
    self.isUpgrade = isUpgrade
    isInstall = !isUpgrade
  }

  fileprivate var templateValue: Value {
    .map([
      "IsInstall": .bool(isInstall), "IsUpgrade": .bool(isUpgrade), "Name": .string(name),
      "Namespace": .string(namespace), "Revision": .int(revision), "Service": .string("Helm"),
    ])
  }
}

/// Asks the cluster for an object, or for a list where the name is empty.
package typealias TemplateLookup = (
  _ apiVersion: Bytes, _ kind: Bytes, _ namespace: Bytes, _ name: Bytes
) throws(FunctionError) -> Value

/// Renders charts: templates and values in, objects, hooks and notes out.
package enum Renderer {
  /// The name under which Helm keeps its set of templates; texts given to `tpl` go by it too.
  static let setName: Bytes = "gotpl"

  /// Renders a chart: templates run, notes and hooks are told apart, and the objects are sorted.
  ///
  /// - Parameters:
  ///   - chart: the chart with its dependencies switched.
  ///   - values: its final values; templates may change them.
  ///   - lookup: asks the cluster for an object; without it, nothing is ever found.
  ///   - warnings: takes what Helm would note on standard error.
  package static func render(
    _ chart: Chart, values: ValueMap, release: ReleaseScope, capabilities: Capabilities,
    options: RenderOptions = RenderOptions(), lookup: TemplateLookup? = nil, warnings: inout [ChartWarning]
  ) throws(RenderError) -> Rendered {
    try checkKubeVersion(chart, capabilities)
    var files = try renderFiles(
      chart, values: values, release: release, capabilities: capabilities, options: options, lookup: lookup)
    let notes = Notes.take(from: &files, chart: chart.name, withSubcharts: options.withSubchartNotes)
    if let postRenderer = options.postRenderer { files = try postRenderer.run(files) }
    let sorted: ManifestSorter.Sorted
    do throws(RenderError) {
      sorted = try ManifestSorter.sort(files, warnings: &warnings)
    } catch {
      var error = error
      error.files = files
      error.excerpt = error.rendered?.source(in: chart)
      throw error
    }
    return Rendered(manifests: sorted.manifests, hooks: sorted.hooks, notes: notes)
  }

  private static func checkKubeVersion(_ chart: Chart, _ capabilities: Capabilities) throws(RenderError) {
    let range = chart.metadata.kubeVersion
    let version = capabilities.kubeVersion
    if range.isEmpty { return }
    if let constraint = try? VersionConstraint(range), let number = try? SemanticVersion(version.normalized),
      constraint.check(number)
    {
      return
    }
    throw RenderError("chart requires kubeVersion: \(range) which is incompatible with Kubernetes \(version.version)")
  }

  /// What a chart's own templates read of its values, as far as that can be told without running them.
  ///
  /// - Parameter calls: whether a text that is run through `tpl` may include the template of a name.
  package static func valueReads(of chart: Chart, calls: (Bytes) -> Bool) throws(RenderError) -> ValueReads {
    let scopes = try Scopes(chart: chart, values: ValueMap(), release: .null, capabilities: .null)
    let templates = TemplateSet(functions: FunctionTable(FunctionLibrary.all), missingKey: .zero)
    try parse(scopes, into: templates, failsFast: true)
    let own = scopes.templates.map(\.path).filter {
      $0.hasPrefix("\(chart.path)/templates/") && !RenderedFile.isPartial($0)
    }
    return templates.valueReads(of: own.map { Bytes($0) }, calls: calls)
  }

  /// Renders the templates of a chart and its subcharts.
  ///
  /// Nothing is parsed as YAML yet: what comes out are the files as the templates wrote them.
  ///
  /// - Parameters:
  ///   - values: the root chart's final values; templates may change them.
  ///   - lookup: asks the cluster for an object; without it, nothing is ever found.
  /// - Throws: the first error in Helm's words, its cause the template's own.
  package static func renderFiles(
    _ chart: Chart, values: ValueMap, release: ReleaseScope, capabilities: Capabilities,
    options: RenderOptions = RenderOptions(), lookup: TemplateLookup? = nil
  ) throws(RenderError) -> [RenderedFile] {
    let scopes = try Scopes(
      chart: chart, values: values, release: release.templateValue, capabilities: capabilities.templateValue)
    let templates = TemplateSet(
      functions: FunctionTable(FunctionLibrary.all), missingKey: options.isStrict ? .error : .zero)
    if options.isLast { ProcessLifetime.keep(templates) }
    try parse(scopes, into: templates, failsFast: options.failsFast)
    var errors: [RenderError] = []
    let host = TemplateHost(templates: templates, options: options, lookup: lookup)
    var files: [RenderedFile] = []
    var output: [UInt8] = []
    for template in scopes.templates where !RenderedFile.isPartial(template.path) {
      template.scope["Template"] = .map(
        ValueMap(
          [("BasePath", .string(template.basePath)), ("Name", .string(template.path))], type: .values))
      output.removeAll(keepingCapacity: true)
      do {
        try templates.execute(template.name, data: .map(template.scope), host: host, into: &output)
      } catch {
        errors.append(ErrorTrace.executionError(error, file: template.path).explained(by: scopes))
        if options.failsFast { break }
      }
      files.append(RenderedFile(path: template.path, content: Bytes(copying: output).withoutNoValue))
    }
    try RenderError.throwAll(errors)
    return files
  }

  /// Parses every template; all errors are told, or the first one alone.
  private static func parse(
    _ scopes: Scopes, into templates: TemplateSet, failsFast: Bool
  ) throws(RenderError) {
    var errors: [RenderError] = []
    for template in scopes.templates {
      do {
        try templates.parse(template.text, name: template.name)
      } catch {
        errors.append(ErrorTrace.parseError(error, file: template.path).explained(by: scopes))
        if failsFast { break }
      }
    }
    try RenderError.throwAll(errors)
  }
}

extension RenderError {
  /// The same error with the template line where it arose and, for a missing value, what there is in its place.
  fileprivate func explained(by scopes: Scopes) -> RenderError {
    guard let error = cause as? TemplateError else { return self }
    var result = self
    func template(at path: String) -> Scopes.Template? { scopes.templates.first { $0.path == path } }
    result.excerpt = SourceExcerpt(error) { template(at: $0)?.text }
    result.hint = MissingValue(error) { template(at: $0)?.scope["Values"]?.asMap }?.description
    return result
  }

  /// Throws the first of the errors with the others in it.
  fileprivate static func throwAll(_ errors: [RenderError]) throws(RenderError) {
    guard var first = errors.first else { return }
    var seen: Set = [first.description]
    first.others = errors.dropFirst().filter { seen.insert($0.description).inserted }
    throw first
  }
}
