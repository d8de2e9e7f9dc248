import Values

/// The notes that a chart shows after an installation.
enum Notes {
  fileprivate static let fileName = "NOTES.txt"

  /// Takes the notes out of the rendered files: the chart's own, or every subchart's as well.
  static func take(from files: inout [RenderedFile], chart: String, withSubcharts: Bool) -> Bytes {
    var notes: [Bytes] = []
    let own = "\(chart)/templates/\(fileName)"
    let found = files.filter(\.isNotes).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    if found.isEmpty { return Bytes() }
    for file in found where withSubcharts || file.path == own { notes.append(file.content) }
    files.removeAll(where: \.isNotes)
    var text = Bytes()
    for part in notes {
      if !text.isEmpty { text.append("\n") }
      text.append(part)
    }
    return text
  }
}

extension RenderedFile {
  fileprivate var isNotes: Bool { path.hasSuffix(Notes.fileName) }
}
