package import SemanticVersions
package import Values

/// One version of a chart in a repository's index.
package struct IndexEntry {
  /// What the index says: Chart.yaml's fields, and `urls`, `digest`, `created`.
  package let plain: ValueMap
  /// The version, where it is one.
  package let semanticVersion: SemanticVersion?

  /// An entry as an index has it; nil for what Helm would skip: no mapping, no name, no version.
  package init?(_ value: Value) {
    guard let map = value.asMap else { return nil }
    plain = map
    semanticVersion = try? SemanticVersion(Self.text(map["version"]))
    if semanticVersion == nil || Self.text(map["name"]).isEmpty { return nil }
  }

  /// The chart's name.
  package var name: String { text("name") }
  /// The version, as the index spells it.
  package var version: String { text("version") }
  /// The version of what the chart installs.
  package var appVersion: String { text("appVersion") }
  /// What the chart is, in a sentence.
  package var description: String { text("description") }
  /// The SHA-256 of the package, in hexadecimal; empty where the index has none.
  package var digest: String { text("digest") }
  /// Where the package is; may be relative to the repository.
  package var urls: [String] { texts("urls") }
  /// Words to find the chart by.
  package var keywords: [String] { texts("keywords") }
  /// Whether the chart should no longer be used.
  package var isDeprecated: Bool {
    if case .bool(true) = plain["deprecated"] { true } else { false }
  }

  private func text(_ key: Bytes) -> String { Self.text(plain[key]) }

  private func texts(_ key: Bytes) -> [String] { (plain[key]?.asList ?? []).map(Self.text) }

  /// A text, or the text that a number or boolean written without quotes stands for.
  private static func text(_ value: Value?) -> String {
    switch value {
    case .string(let text), .number(let text): "\(text)"
    case .integer(let number, let type): type.decimal(number)
    case .float(let number): GoFloat.shortest(number, .general)
    case .bool(let truth): truth ? "true" : "false"
    default: ""
    }
  }
}
