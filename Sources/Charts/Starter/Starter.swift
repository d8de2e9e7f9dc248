internal import Platform
internal import Values
internal import YAML

/// Lays out a new chart: the one built in, or a copy of somebody's own starter.
package enum Starter {
  /// What stands in a starter's files where the new chart's name belongs, as Helm's starters have it.
  private static let placeholder = Array("<CHARTNAME>".utf8)

  /// The files of the built-in starter for a chart of that name: small, and whole: it lints clean, renders, has a schema
  /// and a test.
  package static func files(name: String) -> [ChartFile] {
    StarterFiles.all.map { path, text in
      ChartFile(name: path, data: named(Array(text.utf8), name))
    }
  }

  /// The files of a copy of the chart in `folder`, under a new name, as Helm's CreateFrom: `<CHARTNAME>` becomes the
  /// name everywhere, and Chart.yaml says the new name, a first version and nothing of the starter's own.
  package static func files(name: String, from folder: String) throws(ChartError) -> [ChartFile] {
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder, warnings: &warnings)
    var metadata = Metadata()
    metadata.apiVersion = "v2"
    metadata.name = name
    metadata.description = "A Helm chart for Kubernetes"
    metadata.type = "application"
    metadata.version = "0.1.0"
    metadata.appVersion = "0.1.0"
    metadata.declaredDependencies = chart.metadata.declaredDependencies
    let document: [UInt8]
    do throws(YAMLError) {
      document = try YAML.encode(metadata.plain)
    } catch {
      throw ChartError(.metadata, error.description, file: "Chart.yaml")
    }
    var files = chart.raw.filter { $0.name != "Chart.yaml" }.map {
      ChartFile(name: $0.name, data: named($0.data, name))
    }
    files.append(ChartFile(name: "Chart.yaml", data: document))
    return files
  }

  /// The bytes with the name in each placeholder's stead.
  private static func named(_ bytes: [UInt8], _ name: String) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let at = rest.firstIndex(of: placeholder[0]) {
      result += rest[..<at]
      if rest[at...].starts(with: placeholder) {
        result += Array(name.utf8)
        rest = rest[(at + placeholder.count)...]
      } else {
        result.append(rest[at])
        rest = rest[(at + 1)...]
      }
    }
    return result + rest
  }

  /// Refuses a name that no chart can have, as Helm's validateChartName: letters, digits, `.`, `_` and `-`, at most 250.
  package static func check(name: String) throws(ChartError) {
    let isLong = name.isEmpty || name.utf8.count > 250
    let isPlain = name.utf8.allSatisfy {
      $0.isLetterOrDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    if isLong { throw ChartError(.metadata, "chart name must be between 1 and 250 characters") }
    if !isPlain {
      throw ChartError(.metadata, "chart name must match the regular expression \"^[a-zA-Z0-9._-]+$\"")
    }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
