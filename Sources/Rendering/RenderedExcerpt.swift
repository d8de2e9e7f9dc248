import Charts
import Values

/// The rendered lines around one that is no YAML, for a report to show.
///
/// What may be secret is masked: reports end up in logs.
package struct RenderedExcerpt: Sendable, Equatable {
  /// The template's path.
  package let file: String
  /// The number of the first line shown, from 1, in the document that could not be read.
  package let firstLine: Int
  /// The lines.
  package let lines: [String]
  /// The number of the line that the reader stopped at.
  package let line: Int

  /// The lines around the one that a YAML reader's message names; nil where it names none.
  init?(file: String, document: Bytes, message: String) {
    guard let mark = message.utf8.firstRange(of: "yaml: line ".utf8) else { return nil }
    let digits = message.utf8[mark.upperBound...].prefix { (0x30...0x39).contains($0) }
    guard let line = Int(String(Substring(digits))), line > 0 else { return nil }
    let all = document.storage.split(separator: 0x0a, omittingEmptySubsequences: false)
    let number = min(line, all.count)
    let first = max(1, number - 2)
    self.file = file
    self.line = number
    firstLine = first
    let isSecret = all.contains { SecretMask.isKindOfSecret($0) }
    lines = all[(first - 1)..<min(all.count, number + 2)].map { line in
      String(decoding: SecretMask.masked(line, always: isSecret), as: UTF8.self)
    }
  }

  /// The line of the template that wrote the bad one, where its text or its key tells which one it is.
  func source(in chart: Chart) -> SourceExcerpt? {
    guard let text = chart.template(at: file), lines.indices.contains(line - firstLine) else { return nil }
    let bad = lines[line - firstLine].drop { $0 == " " }
    if bad.isEmpty { return nil }
    let templateLines = text.split(separator: 0x0a, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let key = bad.firstIndex(of: ":").map { bad[...$0] } ?? bad
    for start in [bad, key] {
      let found = templateLines.indices.filter { templateLines[$0].drop { $0 == " " }.hasPrefix(start) }
      if found.count == 1, let index = found.first {
        return SourceExcerpt(file: file, line: index + 1, text: templateLines[index])
      }
    }
    return nil
  }
}

extension Chart {
  /// The text of the template of a path such as `umbrella/charts/redis/templates/x.yaml`.
  fileprivate func template(at path: String) -> [UInt8]? {
    for template in templates where "\(self.path)/\(template.name)" == path { return template.data }
    for dependency in dependencies {
      if let text = dependency.template(at: path) { return text }
    }
    return nil
  }
}
