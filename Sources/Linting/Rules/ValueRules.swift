import Charts
import Rendering
import Templating
import Values
import YAML

/// Holds what templates read against what values files define, as far as both are sure.
enum ValueRules {
  static func messages(_ linted: LintedChart, given: ValueMap) -> [LintMessage] {
    // A library's values are for those who include it.
    if linted.chart.isLibrary { return [] }
    let texts = OtherReads(linted.chart)
    guard let reads = try? Renderer.valueReads(of: linted.prepared, calls: texts.calls), !reads.isUnbounded
    else { return [] }
    return unused(reads, linted.chart) + undefined(reads, linted.chart, given)
  }

  // MARK: Values that no template reads

  private static func unused(_ reads: ValueReads, _ chart: Chart) -> [LintMessage] {
    let file = YAMLKeys(chart.rawFile("values.yaml")?.data ?? [])
    let elsewhere = OtherReads(chart)
    var messages: [LintMessage] = []
    func visit(_ map: ValueMap, _ path: [Bytes]) {
      for entry in map.entries {
        let path = path + [entry.key]
        if path.count == 1, elsewhere.isForSubcharts(entry.key) { continue }
        if reads.covers(path) {
          let isWhole = (0...path.count).contains { reads.whole.contains(Array(path.prefix($0))) }
          if !isWhole, let inner = entry.value.asMap { visit(inner, path) }
        } else if !elsewhere.mentions(entry.key), let position = file.position(of: path) {
          messages.append(
            LintMessage(.unusedValue, "values.yaml", position, "no template reads \(shown(path))"))
        }
      }
    }
    visit(chart.values, [])
    return messages
  }

  // MARK: Values that are read and not defined

  private static func undefined(_ reads: ValueReads, _ chart: Chart, _ given: ValueMap) -> [LintMessage] {
    let own = chart.raw.filter { isValuesFile($0.name) }
    let tables = [chart.values, given] + own.compactMap { try? YAML.decode($0.data) }.compactMap(\.asMap)
    let elsewhere = OtherReads(chart)
    let documented =
      own.map { String(decoding: $0.data, as: UTF8.self) }
      + (chart.schema.map { [String(decoding: $0, as: UTF8.self)] } ?? [])
    let prefix = "\(chart.path)/"
    let found = reads.unguarded.filter { read in
      guard let first = read.path.first, let last = read.path.last, !elsewhere.isForSubcharts(first),
        read.file.description.hasPrefix(prefix + "templates/"),
        !read.path.indices.contains(where: { reads.changed.contains(Array(read.path[..<$0])) })
      else { return false }
      // A comment or a schema that names the key says that it may be left out.
      let isDocumented = documented.contains { $0.utf8.firstRange(of: last.description.utf8) != nil }
      return !isDocumented && tables.allSatisfy { lacks(read.path, $0) }
    }
    let sorted = found.sorted { a, b in
      (a.file.description, a.line, a.column) < (b.file.description, b.line, b.column)
    }
    return sorted.map { read in
      LintMessage(
        .undefinedValue, String(read.file.description.dropFirst(prefix.count)),
        LintMessage.Position(line: read.line, column: read.column), "no values file defines \(shown(read.path))")
    }
  }

  /// Whether a table surely does not have a path: an empty or absent table on the way may be filled by the user.
  private static func lacks(_ path: [Bytes], _ table: ValueMap) -> Bool {
    var table = table
    for (index, key) in path.enumerated() {
      guard let value = table[key] else { return index == 0 || !table.isEmpty }
      if index == path.count - 1 { return false }
      guard let next = value.asMap, !next.isEmpty else { return false }
      table = next
    }
    return false
  }

  private static func isValuesFile(_ name: String) -> Bool {
    let base = name.split(separator: "/").last ?? ""
    return base.hasSuffix("values.yaml") || base.hasPrefix("values") && base.hasSuffix(".yaml")
  }

  private static func shown(_ path: [Bytes]) -> String {
    ".Values." + path.map(\.description).joined(separator: ".")
  }
}

/// What reads values besides templates: subcharts, Chart.yaml's conditions, and texts that are run through tpl.
private struct OtherReads {
  private let subcharts: Set<String>
  private let texts: [String]

  init(_ chart: Chart) {
    var names: Set = ["global", "tags"]
    var texts: [String] = []
    for dependency in chart.metadata.dependencies {
      names.formUnion([dependency.name, dependency.alias])
      texts.append(dependency.condition)
    }
    names.formUnion(chart.dependencies.map(\.name))
    if let overlay = chart.metadata.annotations?[ValuesOptions.overlayAnnotation] { texts.append(overlay) }
    func collect(_ value: Value) {
      switch value {
      case .string(let text): if text.storage.contains(0x7b) { texts.append(text.description) }
      case .list(let items, _): items.forEach(collect)
      case .map(let map):
        for entry in map.entries {
          collect(.string(entry.key))
          collect(entry.value)
        }
      default: return
      }
    }
    collect(.map(chart.values))
    let isDocument = { (name: String) in name.hasSuffix(".md") || name.hasPrefix("ci/") || name.hasPrefix("values") }
    for file in chart.files where !isDocument(file.name) && file.data.count < 1 << 20 {
      let text = String(decoding: file.data, as: UTF8.self)
      if text.utf8.firstRange(of: ".Values".utf8) != nil { texts.append(text) }
    }
    subcharts = names
    self.texts = texts
  }

  /// Whether a key of the top level is for the charts below, or for those that this one is below.
  func isForSubcharts(_ key: Bytes) -> Bool { subcharts.contains(key.description) }

  /// Whether one of the texts names a template in quotes.
  func calls(_ template: Bytes) -> Bool {
    texts.contains { text in
      ["\"", "`"].contains { text.utf8.firstRange(of: "\($0)\(template.description)\($0)".utf8) != nil }
    }
  }

  /// Whether one of the texts has the key anywhere.
  func mentions(_ key: Bytes) -> Bool {
    let name = key.description.utf8
    return texts.contains { $0.utf8.firstRange(of: name) != nil }
  }
}
