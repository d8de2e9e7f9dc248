import Values

/// The notes that a chart shows after an installation.
enum Notes {
  private static let fileName = "NOTES.txt"

  /// Takes the notes out of the rendered files: the chart's own, or every subchart's as well.
  static func take(from files: inout [RenderedFile], chart: String, withSubcharts: Bool) -> Bytes {
    var notes: [Bytes] = []
    let own = "\(chart)/templates/\(fileName)"
    for file in files.sorted(by: { $0.path < $1.path }) where file.path.hasSuffix(fileName) {
      if withSubcharts || file.path == own { notes.append(file.content) }
    }
    files.removeAll { $0.path.hasSuffix(fileName) }
    var text = Bytes()
    for part in notes {
      if !text.isEmpty { text.append("\n") }
      text.append(part)
    }
    return text
  }
}
