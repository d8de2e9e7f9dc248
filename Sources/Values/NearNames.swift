extension String {
  /// Whether few changes make one name of the other, or one starts with the other.
  package func isNear(_ other: String) -> Bool {
    let (a, b) = (Array(utf8.prefix(64)), Array(other.utf8.prefix(64)))
    if a.count > 2, b.count > 2, a.starts(with: b) || b.starts(with: a) { return true }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = Swift.min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count] <= (Swift.min(a.count, b.count) > 5 ? 2 : 1)
  }
}
