import Charts
import Platform
import Rendering
import Templating
import Values

/// What the template checks made of a chart, for the checks that come after them.
struct LintedChart {
  /// The chart as it was loaded.
  let chart: Chart
  /// The chart with its dependencies switched.
  let prepared: Chart
  /// What the templates became, by their paths.
  let files: [String: Bytes]
}

/// Renders the templates and checks what they become, as Helm's rules.Templates.
enum TemplateRules {
  private static let folder = "templates/"

  /// Runs the checks; answers what was rendered, where that succeeded.
  static func run(_ target: inout LintTarget) -> LintedChart? {
    let kind = FileSystem.kind(target.path("templates"))
    guard target.check(.warning, folder, kind == nil ? "directory does not exist" : nil),
      target.check(.error, folder, kind == .folder ? nil : "not a directory"),
      let linted = render(&target)
    else { return nil }
    for template in linted.chart.templates {
      let name = template.name
      target.check(.error, name, extensionProblem(name))
      guard [".yaml", ".yml"].contains(Self.fileExtension(name).lowercased()) else { continue }
      let content = linted.files["\(linted.chart.name)/\(name)"]?.storage ?? []
      if GoSpace.isBlank(content) { continue }
      guard check(content, of: name, &target) else { return nil }
    }
    return linted
  }

  private static func render(_ target: inout LintTarget) -> LintedChart? {
    var warnings: [ChartWarning] = []
    let chart: Chart
    do throws(ChartError) {
      chart = try target.load()
    } catch {
      target.check(.error, folder, error.description)
      return nil
    }
    var prepared = chart
    let values: ValueMap
    do throws(ChartError) {
      try prepared.processDependencies(values: target.options.values, warnings: &warnings)
      // Twice, as Helm's rule does: what is null after the first time goes with the second, or reaches a schema.
      let once = try prepared.values(given: target.options.values, warnings: &warnings)
      values = try prepared.values(given: once, warnings: &warnings)
    } catch {
      // Helm keeps it to itself, too.
      return nil
    }
    var capabilities = Capabilities.withoutCluster
    capabilities.kubeVersion = target.kubeVersion
    do {
      try prepared.validateValues(values, target.options.schemas, warnings: &warnings)
      var options = target.options.rendering
      options.isLinting = true
      options.failsFast = true
      var release = ReleaseScope(name: "test-release", namespace: target.options.namespace, revision: 0)
      release.isInstall = false
      let files = try Renderer.renderFiles(
        prepared, values: values, release: release, capabilities: capabilities, options: options)
      return LintedChart(
        chart: chart, prepared: prepared,
        files: Dictionary(files.map { ($0.path, $0.content) }) { $1 })
    } catch {
      target.check(.error, folder, "\(error)")
      return nil
    }
  }

  private static func check(_ content: [UInt8], of name: String, _ target: inout LintTarget) -> Bool {
    target.check(.warning, name, indentProblem(content))
    // Helm looks for a List's items in the file as one document, which makes it the first one.
    var first: Value?
    var documents = LintedDocuments(content)
    do throws(LintedDocuments.Problem) {
      while let document = try documents.next() {
        first = first ?? document.content
        target.check(.warning, name, ObjectNames.problem(kind: document.kind, name: document.name))
        target.check(
          .warning, name,
          DeprecatedAPIs.warning(document.apiVersion, document.kind, in: target.kubeVersion))
        target.check(.error, name, selectorProblem(document, content))
        target.check(.error, name, document.kind == "List" ? listProblem(first) : nil)
      }
      return true
    } catch {
      target.check(.error, name, "unable to parse YAML: \(error.text)")
      return false
    }
  }

  /// From the last dot of the last part on, as Go's filepath.Ext.
  static func fileExtension(_ name: String) -> String {
    let base = name.split(separator: "/").last ?? ""
    return base.lastIndex(of: ".").map { String(base[$0...]) } ?? ""
  }

  private static func extensionProblem(_ name: String) -> String? {
    let found = fileExtension(name)
    if [".yaml", ".yml", ".tpl", ".txt"].contains(found) { return nil }
    return "file extension '\(found)' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt"
  }

  private static func indentProblem(_ content: [UInt8]) -> String? {
    let lines = content.split(separator: 0x0a, omittingEmptySubsequences: false)
    guard let line = lines.first(where: { !GoSpace.isBlank(Array($0)) }), let first = line.first,
      first == 0x20 || first == 0x09
    else { return nil }
    let text = Bytes(line.last == 0x0d ? line.dropLast() : line)
    return "document starts with an illegal indent: \(GoQuote.quote(text)), which may cause parsing problems"
  }

  private static func selectorProblem(_ document: LintedDocuments.Document, _ content: [UInt8]) -> String? {
    guard ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"].contains(document.kind) else { return nil }
    let text = String(decoding: content, as: UTF8.self).utf8
    if text.firstRange(of: "matchLabels".utf8) != nil || text.firstRange(of: "matchExpressions".utf8) != nil {
      return nil
    }
    return "a \(document.kind) must contain matchLabels or matchExpressions, and "
      + "\(GoQuote.quote(Bytes(document.name))) does not"
  }

  private static func listProblem(_ list: Value?) -> String? {
    let isKept = (list?.at("items")?.asList ?? []).contains {
      $0.at("metadata", "annotations", "helm.sh/resource-policy") != nil
    }
    return isKept ? "annotation 'helm.sh/resource-policy' within List objects are ignored" : nil
  }
}
