internal import Platform
internal import Values

/// What `.helmignore` leaves out of a chart.
///
/// As pkg/ignore: rules are asked in their order and the first that matches decides. A negated rule does not bring back
/// what an earlier one dropped; it drops whatever it does not match.
struct IgnoreRules {
  private struct Rule {
    let pattern: PathPattern
    let isNegated: Bool
    let isForFolders: Bool
    /// Whether the pattern is held against the whole path, not only its last part.
    let isPath: Bool
  }

  private var rules: [Rule] = []

  /// The rules of a `.helmignore` (nil where there is none) and Helm's own one for hidden files under `templates/`.
  init(_ content: [UInt8]?) throws(ChartError) {
    for line in ChartFile.withoutByteOrderMark(content ?? [])
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    {
      // As bufio.Scanner, with which Helm reads the lines.
      if line.count >= 65_536 { throw Self.failure("bufio.Scanner: token too long") }
      try add(GoSpace.trimming(String(decoding: line, as: UTF8.self)))
    }
    try add("templates/.?*")
  }

  private mutating func add(_ rule: String) throws(ChartError) {
    if rule.isEmpty || rule.hasPrefix("#") { return }
    if rule.contains("**") { throw Self.failure("double-star (**) syntax is not supported") }
    guard PathPattern(rule) != nil else { throw Self.failure("syntax error in pattern") }
    var text = rule[...]
    let isNegated = text.hasPrefix("!")
    if isNegated { text.removeFirst() }
    let isForFolders = text.hasSuffix("/")
    if isForFolders { text.removeLast() }
    let isPath = text.contains("/")
    if text.hasPrefix("/") { text.removeFirst() }
    guard let pattern = PathPattern(String(text)) else { throw Self.failure("syntax error in pattern") }
    rules.append(Rule(pattern: pattern, isNegated: isNegated, isForFolders: isForFolders, isPath: isPath))
  }

  /// Whether a file or folder, named by its path inside the chart, is left out.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    for rule in rules {
      let applies = !rule.isForFolders || isFolder
      let matches = applies && rule.pattern.matches(rule.isPath ? path : Path.base(path))
      if matches != rule.isNegated { return true }
    }
    return false
  }

  private static func failure(_ text: String) -> ChartError { ChartError(.loading, text, file: ".helmignore") }
}
