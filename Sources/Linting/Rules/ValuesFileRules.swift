import Charts
import Platform
import Values
import YAML

/// Checks values.yaml, alone and against the chart's schema, as Helm's rules.ValuesWithOverrides.
enum ValuesFileRules {
  private static let file = "values.yaml"

  static func run(_ target: inout LintTarget) {
    let exists = FileSystem.kind(target.path(file)) != nil
    guard target.check(.info, file, exists ? nil : "file does not exist") else { return }
    target.check(.error, file, problem(target))
  }

  private static func problem(_ target: LintTarget) -> String? {
    let values: ValueMap
    do {
      values = try read(target.path(file))
    } catch {
      return "unable to parse YAML: \(error)"
    }
    guard let schema = try? FileSystem.read(target.path("values.schema.json")), !schema.isEmpty else { return nil }
    // Only the chart's own schema is asked here, and no values of dependencies are added.
    let chart = (try? target.load()) ?? Chart(metadata: Metadata())
    return chart.schemaProblem(target.options.values.coalesced(over: values), schema: schema, target.options.schemas)
  }

  /// As common.ReadValuesFile: one document, which must be a table.
  private static func read(_ path: String) throws -> ValueMap {
    let document = try YAML.decode(try FileSystem.read(path))
    switch document {
    case .null: return ValueMap()
    case .map(let map): return map
    default: throw YAML.mismatch(document, type: "common.Values")
    }
  }
}
