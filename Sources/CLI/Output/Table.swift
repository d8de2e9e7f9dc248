/// A table in the layout that Helm's has: columns padded to their widest cell, a tab between them.
struct Table {
  private var rows: [[String]] = []

  /// A table whose first row is `header`.
  init(_ header: [String] = []) {
    if !header.isEmpty { rows.append(header) }
  }

  /// Adds a row; cells wider than 80 characters are cut as Helm's are.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map { $0.count > 80 ? $0.prefix(77) + "..." : $0 })
  }

  /// The whole table; each row ends its last column padded too, as Helm's rows do.
  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let lines = rows.map { row in
      row.indices.map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "\t")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
