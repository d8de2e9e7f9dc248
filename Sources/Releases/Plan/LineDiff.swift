/// The difference of two texts, line by line.
enum LineDiff {
  /// Beyond so many changed lines a text counts as replaced as a whole.
  private static let effort = 2000

  private enum Edit {
    case keep(Substring)
    case remove(Substring)
    case insert(Substring)
  }

  /// The changed lines with so many unchanged ones around them; empty where nothing differs.
  static func unified(_ old: [Substring], _ new: [Substring], context: Int) -> String {
    let edits = edits(old, new)
    var shown = [Bool](repeating: false, count: edits.count)
    var hasChanges = false
    for (index, edit) in edits.enumerated() {
      if case .keep = edit { continue }
      hasChanges = true
      for near in max(0, index - context)...min(edits.count - 1, index + context) { shown[near] = true }
    }
    if !hasChanges { return "" }
    var text = ""
    var skipped = false
    for (index, edit) in edits.enumerated() {
      guard shown[index] else {
        skipped = true
        continue
      }
      if skipped, !text.isEmpty { text += "  …\n" }
      skipped = false
      switch edit {
      case .keep(let line): text += "    \(line)\n"
      case .remove(let line): text += "  - \(line)\n"
      case .insert(let line): text += "  + \(line)\n"
      }
    }
    return text
  }

  /// The shortest way from one text to the other (Myers' algorithm).
  private static func edits(_ old: [Substring], _ new: [Substring]) -> [Edit] {
    let total = old.count + new.count
    if total == 0 { return [] }
    let limit = min(total, effort)
    // furthest[k] is how far into `old` the best path reaches on diagonal k; one copy a round shows the way back.
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    var rounds: [[Int]] = []
    let middle = limit + 1
    for round in 0...limit {
      rounds.append(furthest)
      for diagonal in stride(from: -round, through: round, by: 2) {
        let goesDown =
          diagonal == -round
          || (diagonal != round && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
        var x = goesDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        while x < old.count, x - diagonal < new.count, x - diagonal >= 0, old[x] == new[x - diagonal] { x += 1 }
        furthest[middle + diagonal] = x
        if x >= old.count, x - diagonal >= new.count { return walkBack(old, new, rounds, middle) }
      }
    }
    return old.map { .remove($0) } + new.map { .insert($0) }
  }

  private static func walkBack(_ old: [Substring], _ new: [Substring], _ rounds: [[Int]], _ middle: Int) -> [Edit] {
    var edits: [Edit] = []
    var (x, y) = (old.count, new.count)
    for (round, furthest) in rounds.enumerated().reversed() {
      let diagonal = x - y
      let wentDown =
        diagonal == -round
        || (diagonal != round && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
      let before = wentDown ? diagonal + 1 : diagonal - 1
      let startX = round == 0 ? 0 : furthest[middle + before]
      let startY = round == 0 ? 0 : startX - before
      while x > startX, y > startY {
        x -= 1
        y -= 1
        edits.append(.keep(old[x]))
      }
      if round == 0 { break }
      if wentDown {
        y -= 1
        edits.append(.insert(new[y]))
      } else {
        x -= 1
        edits.append(.remove(old[x]))
      }
    }
    return edits.reversed()
  }
}
