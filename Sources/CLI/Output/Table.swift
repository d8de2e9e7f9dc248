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
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      min(rows.map { column < $0.count ? Self.width($0[column]) : 0 }.max() ?? 0, maximumWidth)
    }
    let lines = rows.map { row in row.indices.map { Self.fit(row[$0], widths[$0]) }.joined(separator: "\t") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The width of a cell's longest line.
  private static func width(_ cell: String) -> Int { cell.split(separator: "\n").map(\.count).max() ?? 0 }

  /// The cell in exactly that width; of several lines, as much as one line holds.
  private static func fit(_ cell: String, _ width: Int) -> String {
    if cell.count <= width { return cell + String(repeating: " ", count: width - cell.count) }
    let line = String(cell.map { $0.isNewline ? " " : $0 })
    return width > 3 ? line.prefix(width - 3) + "..." : String(line.prefix(width))
  }
}
