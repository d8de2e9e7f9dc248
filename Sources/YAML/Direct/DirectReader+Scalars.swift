internal import Values

extension DirectReader {
  /// Where a plain scalar stands in its line, and what ends it.
  struct PlainExtent {
    enum Stop { case lineEnd, comment, colon }

    let start: Int
    /// The end, without the blanks there.
    let end: Int
    /// The place of what ends it.
    let place: Int
    let stop: Stop
  }

  // MARK: Plain scalars

  /// The plain scalar that starts here, outside of flow collections.
  func plainExtent() throws(Unfamiliar) -> PlainExtent {
    guard startsPlain(isFlow: false) else { throw Unfamiliar() }
    return try plainExtent(from: index)
  }

  /// Whether a plain scalar may start here.
  func startsPlain(isFlow: Bool) -> Bool {
    switch byte(index) {
    case UInt8(ascii: "-"): !isBlank(index + 1)
    case UInt8(ascii: "?"), UInt8(ascii: ":"): !isFlow && !isBlank(index + 1)
    case 0, 0x09, 0x0A, 0x20, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      false
    default: true
    }
  }

  /// A bit for each of the first 64 characters that may end a plain scalar: the text's end, tab, line feed, `#`, `:`.
  private static let plainStops: UInt64 = 1 | 1 << 0x09 | 1 << 0x0A | 1 << 0x23 | 1 << 0x3A

  private func plainExtent(from start: Int) throws(Unfamiliar) -> PlainExtent {
    var place = start
    while true {
      let byte = byte(place)
      if byte >= 64 || Self.plainStops >> UInt64(byte) & 1 == 0 {
        place += 1
        continue
      }
      switch byte {
      case UInt8(ascii: ":"):
        if isBlank(place + 1) { return extent(start, place, .colon) }
      case UInt8(ascii: "#"):
        if place > start, self.byte(place - 1) == 0x20 { return extent(start, place, .comment) }
      case 0x09: throw Unfamiliar()
      default: return extent(start, place, .lineEnd)
      }
      place += 1
    }
  }

  @inline(__always)
  func extent(_ start: Int, _ place: Int, _ stop: PlainExtent.Stop) -> PlainExtent {
    var end = place
    while end > start, byte(end - 1) == 0x20 { end -= 1 }
    return PlainExtent(start: start, end: end, place: place, stop: stop)
  }

  /// The value of a plain scalar, which may go on in the lines below; moves to the next token.
  ///
  /// - Parameter level: the column that those lines must pass.
  mutating func plain(_ scalar: PlainExtent, level: Int) throws(Unfamiliar) -> Value {
    index = scalar.stop == .comment ? lineEnd(scalar.place) : scalar.place
    try moveToToken()
    if column > level, scalar.stop == .lineEnd, !passedComment { return try folded(scalar, level: level) }
    return try resolved(slice(scalar.start, scalar.end))
  }

  /// A plain scalar of several lines: a line's end is a space, each empty line one of its own.
  private mutating func folded(_ first: PlainExtent, level: Int) throws(Unfamiliar) -> Value {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: slice(first.start, first.end))
    var stop = first.stop
    while column > level, stop == .lineEnd, !passedComment {
      appendFold(breaks)
      let line = try plainExtent(from: index)
      if line.stop == .colon { throw Unfamiliar() }
      scratch.append(contentsOf: slice(line.start, line.end))
      stop = line.stop
      index = lineEnd(line.place)
      try moveToToken()
    }
    return try scratch.withUnsafeBufferPointer { text throws(Unfamiliar) in try resolved(text) }
  }

  private mutating func appendFold(_ breaks: Int) {
    if breaks == 1 {
      scratch.append(0x20)
    } else {
      scratch.append(contentsOf: repeatElement(0x0A, count: breaks - 1))
    }
  }

  /// What a plain scalar means.
  func resolved(_ text: UnsafeBufferPointer<UInt8>) throws(Unfamiliar) -> Value {
    if isSkipping, let first = text.first, first >= UInt8(ascii: "0") { return .null }
    switch ScalarResolver.resolve(text) {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .string, .timestamp: return string(text)
    case .int(let number): return numbers.value(number)
    case .uint(let number): return numbers.value(number)
    case .float(let number):
      guard number.isFinite else { throw Unfamiliar() }
      return numbers.value(number)
    }
  }

  private static let trueKey: Bytes = "true"
  private static let falseKey: Bytes = "false"

  /// A plain scalar as a key; moves past its colon.
  mutating func key(_ scalar: PlainExtent) throws(Unfamiliar) -> Bytes {
    let text = slice(scalar.start, scalar.end)
    guard scalar.place - scalar.start <= Self.maximumKeyLength else { throw Unfamiliar() }
    index = scalar.place + 1
    switch ScalarResolver.resolve(text) {
    case .string, .timestamp:
      // A merge key.
      if text.count == 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") { throw Unfamiliar() }
      return isSkipping ? Bytes() : names.bytes(text)
    case .bool(let flag): return flag ? Self.trueKey : Self.falseKey
    case .int(let number): return Bytes(String(number))
    case .null, .uint, .float: throw Unfamiliar()
    }
  }

  // MARK: Quoted scalars

  /// The quoted scalar that starts here; moves past it.
  mutating func quoted() throws(Unfamiliar) -> Value {
    let quote = byte(index)
    let isDouble = quote == UInt8(ascii: "\"")
    let start = index + 1
    var place = start
    while true {
      let byte = byte(place)
      if byte == quote || byte == 0x0A || byte == 0 || (isDouble && byte == UInt8(ascii: "\\")) { break }
      place += 1
    }
    index = place
    if byte(place) == quote, isDouble || byte(place + 1) != quote {
      index += 1
      return string(slice(start, place))
    }
    scratch.removeAll(keepingCapacity: true)
    // Blanks before a line's end are not part of the scalar.
    while index > start, isSpaceOrTab(index - 1) { index -= 1 }
    scratch.append(contentsOf: slice(start, index))
    try readQuoted(quote)
    return scratch.withUnsafeBufferPointer { string($0) }
  }

  /// Reads the rest of a quoted scalar that is not a mere piece of the text.
  private mutating func readQuoted(_ quote: UInt8) throws(Unfamiliar) {
    while true {
      let byte = byte(index)
      switch byte {
      case 0: throw Unfamiliar()
      case quote:
        index += 1
        // Two single quotes stand for one.
        guard quote == UInt8(ascii: "'"), self.byte(index) == quote else { return }
        scratch.append(quote)
        index += 1
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
        scratch.append(try escaped(self.byte(index + 1)))
        index += 2
      case 0x09, 0x0A, 0x20: try readQuotedBlanks()
      default:
        scratch.append(byte)
        index += 1
      }
    }
  }

  /// Blanks inside a line stay; with a line's end among them they are folded.
  private mutating func readQuotedBlanks() throws(Unfamiliar) {
    let start = index
    while isSpaceOrTab(index) { index += 1 }
    guard byte(index) == 0x0A else {
      scratch.append(contentsOf: slice(start, index))
      return
    }
    var breaks = 0
    while byte(index) == 0x0A {
      breaks += 1
      index += 1
      lineStart = index
      // What might be the mark of a document's end is libyaml's to judge.
      if byte(index) == UInt8(ascii: "-") || byte(index) == UInt8(ascii: ".") { throw Unfamiliar() }
      while isSpaceOrTab(index) { index += 1 }
    }
    appendFold(breaks)
  }

  private func isSpaceOrTab(_ place: Int) -> Bool { byte(place) == 0x20 || byte(place) == 0x09 }

  /// What a character after a backslash stands for.
  private func escaped(_ character: UInt8) throws(Unfamiliar) -> UInt8 {
    switch character {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: " "): character
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "0"): 0x00
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "e"): 0x1B
    default: throw Unfamiliar()
    }
  }

  // MARK: Pieces

  @inline(__always)
  func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[start..<end])
  }

  @inline(__always)
  func string(_ text: UnsafeBufferPointer<UInt8>) -> Value {
    isSkipping ? .null : .string(Bytes(Array(text)))
  }
}
