package import Values

extension ValuesOptions {
  /// The annotation by which a chart names the value that selects one of its overlays.
  package static let overlayAnnotation = "chart/overlay-by"

  /// The values in one map, over the overlay that they select from the chart.
  ///
  /// Where Chart.yaml's annotations say `chart/overlay-by: environment`, the final value at `environment` selects
  /// `values-<value>.yaml` of the chart. It counts as a first `-f`: `--set environment=recovery` gives what
  /// `-f values-recovery.yaml --set environment=recovery` gives with Helm. An empty or absent value selects none.
  package func merge(
    for chart: Chart, readFile: @escaping FileReader = ValuesOptions.read
  ) throws(ChartError) -> ValueMap {
    // The values are merged twice where there is an overlay; standard input can be read only once.
    let files = FileCache(readFile)
    let given = try merge { name throws(ValuesError) in try files.content(name) }
    guard let name = try Self.overlay(of: chart, given: given) else { return given }
    guard let file = chart.rawFile(name) else { throw Self.unknown(name, in: chart) }
    let base: ValueMap
    do throws(ValuesError) {
      base = try ValuesDocuments.decode(file.data)
    } catch {
      throw ChartError(.overlay, "failed to parse \(name): \(error.description)", file: name)
    }
    return try merge(over: base) { name throws(ValuesError) in try files.content(name) }
  }

  private static func overlay(of chart: Chart, given: ValueMap) throws(ChartError) -> String? {
    guard let path = chart.metadata.annotations?[overlayAnnotation], !path.isEmpty else { return nil }
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map { Bytes(String($0)) }
    switch value(at: keys, in: given) ?? value(at: keys, in: chart.values) ?? .null {
    case .null: return nil
    case .string(let text): return text.isEmpty ? nil : "values-\(text).yaml"
    case .map, .list:
      throw ChartError(
        .overlay, "\(path) selects the overlay of chart \(chart.name) and must be text, not a table or list")
    case let scalar: return "values-\(GoPrint.printed(scalar)).yaml"
    }
  }

  private static func value(at keys: [Bytes], in map: ValueMap) -> Value? {
    var value = Value.map(map)
    for key in keys {
      guard let next = value.asMap?[key] else { return nil }
      value = next
    }
    return value
  }

  private static func unknown(_ name: String, in chart: Chart) -> ChartError {
    let names = chart.raw.map(\.name).filter { $0.hasPrefix("values-") && $0.hasSuffix(".yaml") }
      .map { String($0.dropFirst("values-".count).dropLast(".yaml".count)) }
    let selector = chart.metadata.annotations?[overlayAnnotation] ?? ""
    let wanted = name.dropFirst("values-".count).dropLast(".yaml".count)
    return ChartError(
      .overlay,
      "chart \(chart.name) has no overlay \(GoQuote.quote(String(wanted))) for \(selector): "
        + (names.isEmpty ? "it has none" : "there are \(names.joined(separator: ", "))"),
      file: name, hint: "Set \(selector) to one of these, or to nothing.")
  }

  /// Remembers what files held.
  private final class FileCache {
    private let read: FileReader
    private var contents: [String: [UInt8]] = [:]

    init(_ read: @escaping FileReader) { self.read = read }

    func content(_ name: String) throws(ValuesError) -> [UInt8] {
      if let known = contents[name] { return known }
      let content = try read(name)
      contents[name] = content
      return content
    }
  }
}
