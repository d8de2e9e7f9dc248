/// A table in the layout that Helm's has (gosuri/uitable): columns padded to their widest cell, a tab between them.
struct Table {
  private var rows: [[String]] = []
  private let maximumWidth: Int

  /// A table whose first row is `header`, with longer cells than `maximumWidth` cut off.
  init(_ header: [String] = [], maximumWidth: Int = .max) {
    self.maximumWidth = maximumWidth
    if !header.isEmpty { rows.append(header) }
  }

  /// Adds a row.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The whole table; each row's last column is padded too, as Helm's are.
  var text: String {
    // Helm ends even a table of no rows.
    if rows.isEmpty { return "\n" }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      min(rows.map { column < $0.count ? Self.width($0[column]) : 0 }.max() ?? 0, maximumWidth)
    }
    return rows.map { row in
      // A cell of several lines takes its row over as many.
      let cells = row.indices.map { column in
        Self.fit(row[column], widths[column]).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      return (0..<(cells.map(\.count).max() ?? 0)).map { line in
        let texts = cells.indices.map { Self.fit(line < cells[$0].count ? cells[$0][line] : "", widths[$0]) }
        return texts.joined(separator: "\t") + "\n"
      }.joined()
    }.joined()
  }

  /// The width of a cell's longest line.
  private static func width(_ cell: String) -> Int { cell.split(separator: "\n").map(\.count).max() ?? 0 }

  /// The cell in exactly that width, which the ends of its lines take nothing of; as Go's strutil.Resize.
  private static func fit(_ cell: String, _ width: Int) -> String {
    let count = cell.count { !$0.isNewline }
    if count == width { return cell }
    if count < width { return cell + String(repeating: " ", count: width - count) }
    var kept = ""
    var room = width - 3
    for character in cell {
      kept.append(character)
      if !character.isNewline { room -= 1 }
      if room <= 0 { break }
    }
    return kept + "..."
  }
}
