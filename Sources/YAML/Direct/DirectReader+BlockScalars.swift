internal import Values

extension DirectReader {
  /// A literal or folded scalar, from its header on, as libyaml's yaml_parser_scan_block_scalar; moves to the next token.
  ///
  /// - Parameter level: the column of the collection that the scalar is in.
  mutating func blockScalar(level: Int) throws(Unfamiliar) -> Value {
    let isFolded = byte(index) == UInt8(ascii: ">")
    index += 1
    let header = try blockHeader()
    var lines = BlockLines(level: level, increment: header.increment)
    index += 1
    scratch.removeAll(keepingCapacity: true)
    try skipToContent(&lines)
    var wasBlank = false
    var endsLine = false
    while index - lines.start == lines.indentation, index < text.count {
      let isBlank = byte(index) == 0x20 || byte(index) == 0x09
      if isFolded, endsLine, !wasBlank, !isBlank {
        if lines.empty == 0 { scratch.append(0x20) }
      } else if endsLine {
        scratch.append(0x0A)
      }
      appendBreaks(lines.empty)
      lines.empty = 0
      wasBlank = isBlank
      let end = lineEnd(index)
      if !isSkipping { scratch.append(contentsOf: slice(index, end)) }
      endsLine = end < text.count
      index = end + 1
      lines.start = index
      if endsLine { try skipToContent(&lines) }
    }
    if endsLine, header.chomping != .strip { scratch.append(0x0A) }
    if header.chomping == .keep { appendBreaks(lines.empty) }
    let value = scratch.withUnsafeBufferPointer { string($0) }
    // The line that is no part of the scalar is looked at from its start.
    index = lines.start - 1
    try moveToToken()
    return value
  }

  private enum Chomping { case clip, strip, keep }

  /// The chomping and indentation indicators, in either order; moves to the line's end.
  private mutating func blockHeader() throws(Unfamiliar) -> (chomping: Chomping, increment: Int) {
    var chomping = Chomping.clip
    var increment = 0
    for _ in 0..<2 {
      switch byte(index) {
      case UInt8(ascii: "+") where chomping == .clip: chomping = .keep
      case UInt8(ascii: "-") where chomping == .clip: chomping = .strip
      case UInt8(ascii: "1")...UInt8(ascii: "9") where increment == 0:
        increment = Int(byte(index) - UInt8(ascii: "0"))
      default: continue
      }
      index += 1
    }
    try endLine()
    return (chomping, increment)
  }

  /// Where a block scalar's lines stand.
  private struct BlockLines {
    let level: Int
    /// The column at which content starts; zero until it is known.
    var indentation: Int
    /// The start of the line at hand.
    var start = 0
    /// How many empty lines came before it.
    var empty = 0

    init(level: Int, increment: Int) {
      self.level = level
      indentation = increment == 0 ? 0 : max(level, 0) + increment
    }
  }

  /// Skips indentation and empty lines, as yaml_parser_scan_block_scalar_breaks; the first time this finds out where
  /// content starts.
  private mutating func skipToContent(_ lines: inout BlockLines) throws(Unfamiliar) {
    var deepest = 0
    while true {
      lines.start = index
      let limit = lines.indentation == 0 ? Int.max : lines.indentation
      while byte(index) == 0x20, index - lines.start < limit { index += 1 }
      let column = index - lines.start
      deepest = max(deepest, column)
      if byte(index) == 0x09, column < limit { throw Unfamiliar() }
      guard byte(index) == 0x0A else { break }
      index += 1
      lines.empty += 1
    }
    if lines.indentation == 0 { lines.indentation = max(deepest, lines.level + 1, 1) }
  }

  private mutating func appendBreaks(_ count: Int) {
    if count > 0 { scratch.append(contentsOf: repeatElement(0x0A, count: count)) }
  }
}
