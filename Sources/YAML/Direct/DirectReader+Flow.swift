internal import Values

extension DirectReader {
  /// The flow collection that starts here; moves past it.
  mutating func flow(depth: Int) throws(Unfamiliar) -> Value {
    if depth > Self.maximumDepth { throw Unfamiliar() }
    let isMapping = byte(index) == UInt8(ascii: "{")
    index += 1
    return isMapping ? try flowMapping(depth: depth) : try flowSequence(depth: depth)
  }

  private mutating func flowSequence(depth: Int) throws(Unfamiliar) -> Value {
    let first = items.count
    try skipFlowBlanks()
    while byte(index) != UInt8(ascii: "]") {
      let item = try flowNode(depth: depth + 1)
      if !isSkipping { items.push(item) }
      try passComma(before: UInt8(ascii: "]"))
    }
    index += 1
    return list(from: first)
  }

  private mutating func flowMapping(depth: Int) throws(Unfamiliar) -> Value {
    let first = entries.count
    try skipFlowBlanks()
    while byte(index) != UInt8(ascii: "}") {
      let key = try flowKey()
      try skipFlowBlanks()
      let isEmpty = byte(index) == UInt8(ascii: ",") || byte(index) == UInt8(ascii: "}")
      let value = isEmpty ? .null : try flowNode(depth: depth + 1)
      if !isSkipping { entries.push(ValueMap.Entry(key, value)) }
      try passComma(before: UInt8(ascii: "}"))
    }
    index += 1
    return map(from: first)
  }

  private mutating func flowNode(depth: Int) throws(Unfamiliar) -> Value {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted()
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow(depth: depth)
    default:
      let scalar = try flowPlainExtent()
      if scalar.stop == .colon { throw Unfamiliar() }
      index = scalar.place
      return try resolved(slice(scalar.start, scalar.end))
    }
  }

  /// The next key of a flow mapping, which must have a colon; moves past that.
  private mutating func flowKey() throws(Unfamiliar) -> Bytes {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let (start, line) = (index, lineStart)
      let string = try quoted()
      skipSpaces()
      // After quotes the colon needs no blank behind it.
      guard byte(index) == UInt8(ascii: ":"), line == lineStart, index - start <= Self.maximumKeyLength else {
        throw Unfamiliar()
      }
      index += 1
      return string.asString ?? Bytes()
    default:
      let scalar = try flowPlainExtent()
      guard scalar.stop == .colon else { throw Unfamiliar() }
      return try key(scalar)
    }
  }

  /// The plain scalar that starts here, inside a flow collection; it must end in its line.
  private func flowPlainExtent() throws(Unfamiliar) -> PlainExtent {
    guard startsPlain(isFlow: true) else { throw Unfamiliar() }
    let start = index
    var place = start
    while true {
      switch byte(place) {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): return extent(start, place, .lineEnd)
      case 0x0A:
        // libyaml looks for more of the scalar below, and may dislike a tab there.
        var below = place
        while byte(below) == 0x20 || byte(below) == 0x0A { below += 1 }
        if byte(below) == 0x09 { throw Unfamiliar() }
        return extent(start, place, .lineEnd)
      case UInt8(ascii: ":"):
        switch byte(place + 1) {
        case 0x20, 0x0A: return extent(start, place, .colon)
        case 0x09, UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
          UInt8(ascii: "}"):
          throw Unfamiliar()
        default: place += 1
        }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"), 0x09, 0: throw Unfamiliar()
      case UInt8(ascii: "#") where byte(place - 1) == 0x20: throw Unfamiliar()
      default: place += 1
      }
    }
  }

  /// Moves past the comma after an element, or to the collection's end; nothing else may follow.
  private mutating func passComma(before end: UInt8) throws(Unfamiliar) {
    try skipFlowBlanks()
    if byte(index) == UInt8(ascii: ",") {
      index += 1
      try skipFlowBlanks()
    } else if byte(index) != end {
      throw Unfamiliar()
    }
  }

  /// Skips blanks, line ends and comments.
  private mutating func skipFlowBlanks() throws(Unfamiliar) {
    while true {
      switch byte(index) {
      case 0x20, 0x09: index += 1
      case 0x0A:
        index += 1
        lineStart = index
        // What might be the mark of a document's end is libyaml's to judge.
        if byte(index) == UInt8(ascii: "-") || byte(index) == UInt8(ascii: ".") { throw Unfamiliar() }
      case UInt8(ascii: "#"):
        guard byte(index - 1) == 0x20 || index == lineStart else { throw Unfamiliar() }
        index = lineEnd(index)
      default: return
      }
    }
  }
}
