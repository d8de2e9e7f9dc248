internal import Platform
internal import Values

/// Reads the everyday subset of block YAML straight from its bytes, without libyaml's tokens and events.
///
/// The subset is what values files and manifests are made of: block mappings and sequences, plain and quoted scalars,
/// block scalars, flow collections and comments. Whatever else a document holds (anchors, tags, directives, complex and
/// merge keys, tabs between tokens, carriage returns, …), and whatever is an error, makes the reader give up by
/// throwing `Unfamiliar`: libyaml then reads the document from its start. So a document that is read here gets the
/// value that libyaml would have given it, and everything doubtful is libyaml's.
///
/// As in libyaml, a "level" is the column of the innermost open block collection, -1 outside of all.
struct DirectReader: ~Copyable {
  /// The document is not of the subset.
  struct Unfamiliar: Error {}

  let text: UnsafeBufferPointer<UInt8>
  let numbers: NumberDecoding
  /// The keys of the root whose values are wanted, in any case; nil where all are.
  private let wanted: [String]?

  /// Where reading stands.
  var index = -1
  /// Where the line starts in which reading stands.
  var lineStart = 0
  /// The column of the token at hand, the first in its line; -1 at the end of the document.
  private(set) var column = -1
  /// How many lines end between the token at hand and the one before it.
  private(set) var breaks = 0
  /// Whether comments of their own lines stand between the token at hand and the one before it.
  private(set) var passedComment = false
  /// Whether what is read is only checked, and no value made of it.
  private(set) var isSkipping = false
  /// Scalars that are not a piece of the text are put together here.
  var scratch: [UInt8] = []
  /// The entries of the mappings that are being read, each one's after its parent's.
  var entries = GrowingStack<ValueMap.Entry>()
  /// The items of the sequences that are being read, likewise.
  var items = GrowingStack<Value>()
  var names = NameCache()

  /// The nesting past which libyaml's reader, which is bounded, takes over.
  static let maximumDepth = 100
  /// A key's colon must stand within 1024 characters of the key's start.
  static let maximumKeyLength = 1000

  init(_ text: UnsafeBufferPointer<UInt8>, numbers: NumberDecoding, wanted: [String]? = nil) {
    self.text = text
    self.numbers = numbers
    self.wanted = wanted
  }

  /// The first document's value.
  mutating func document() throws(Unfamiliar) -> Value {
    guard ReadableText.isReadable(text) else { throw Unfamiliar() }
    try moveToToken()
    if column < 0, index < text.count {
      // The mark that starts the document, not one that ends it.
      index += 3
      try endLine()
      try moveToToken()
    }
    if column < 0 { return .null }
    let root = try node(level: -1, column: column, depth: 0)
    // What follows is indented as nothing before it.
    if column >= 0 { throw Unfamiliar() }
    return root
  }

  // MARK: Bytes and lines

  /// The byte at a place, zero past the end: readable text holds no zero.
  @inline(__always)
  func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }

  /// Whether a blank, a line's end or the text's end is at a place.
  @inline(__always)
  func isBlank(_ place: Int) -> Bool {
    let byte = byte(place)
    return byte == 0x20 || byte == 0x0A || byte == 0
  }

  /// The end of the line that a place is in.
  @inline(__always)
  func lineEnd(_ place: Int) -> Int {
    guard place < text.count, let start = text.baseAddress,
      let found = memchr(start + place, 0x0A, text.count - place)
    else { return text.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  @inline(__always)
  mutating func skipSpaces() {
    while byte(index) == 0x20 { index += 1 }
  }

  /// Moves to the end of the line, in which only a comment may still stand.
  mutating func endLine() throws(Unfamiliar) {
    let start = index
    skipSpaces()
    switch byte(index) {
    case 0x0A, 0: return
    case UInt8(ascii: "#") where index > start: index = lineEnd(index)
    default: throw Unfamiliar()
    }
  }

  /// Moves from the end of a line to the first token of the lines after it.
  mutating func moveToToken() throws(Unfamiliar) {
    breaks = 0
    passedComment = false
    while index < text.count {
      index += 1
      breaks += 1
      lineStart = index
      skipSpaces()
      switch byte(index) {
      case 0x0A: continue
      case UInt8(ascii: "#"):
        passedComment = true
        index = lineEnd(index)
      case 0x09: throw Unfamiliar()
      case 0:
        column = -1
        return
      case UInt8(ascii: "-") where index == lineStart && isMark(UInt8(ascii: "-")):
        column = -1
        return
      case UInt8(ascii: ".") where index == lineStart && isMark(UInt8(ascii: ".")): throw Unfamiliar()
      default:
        column = index - lineStart
        return
      }
    }
    column = -1
  }

  /// Whether `---` or `...` stands here.
  private func isMark(_ character: UInt8) -> Bool {
    byte(index + 1) == character && byte(index + 2) == character && isBlank(index + 3)
  }

  // MARK: Nodes

  /// Whether the token at hand is the `-` of a sequence's item.
  @inline(__always)
  private var isAtItem: Bool { byte(index) == UInt8(ascii: "-") && isBlank(index + 1) }

  /// The node that starts a line or follows an item's `-`; it may be a mapping or sequence.
  ///
  /// - Parameter level: the column of the collection that the node is in.
  /// - Parameter column: the column at which it starts.
  private mutating func node(level: Int, column: Int, depth: Int) throws(Unfamiliar) -> Value {
    if depth > Self.maximumDepth { throw Unfamiliar() }
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let (start, line) = (index, lineStart)
      let string = try quoted()
      guard try passColon(from: start, in: line) else { return try ended(string) }
      return try mapping(at: column, from: string.asString ?? Bytes(), depth: depth)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try ended(try flow(depth: depth))
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return try blockScalar(level: level)
    case UInt8(ascii: "-") where isBlank(index + 1): return try sequence(at: column, depth: depth)
    default:
      let scalar = try plainExtent()
      guard scalar.stop == .colon else { return try plain(scalar, level: level) }
      let key = try key(scalar)
      return try mapping(at: column, from: key, depth: depth)
    }
  }

  /// The scalar or flow collection that follows a key in its line.
  private mutating func value(level: Int, depth: Int) throws(Unfamiliar) -> Value {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try ended(try quoted())
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try ended(try flow(depth: depth))
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return try blockScalar(level: level)
    default:
      let scalar = try plainExtent()
      if scalar.stop == .colon { throw Unfamiliar() }
      return try plain(scalar, level: level)
    }
  }

  /// A value after which its line must end; moves to the next token.
  @inline(__always)
  private mutating func ended(_ value: consuming Value) throws(Unfamiliar) -> Value {
    try endLine()
    try moveToToken()
    return value
  }

  /// A block sequence whose items start at a column.
  private mutating func sequence(at level: Int, depth: Int) throws(Unfamiliar) -> Value {
    let first = items.count
    repeat {
      index += 1
      skipSpaces()
      let item =
        isAtLineEnd
        ? try valueBelow(level: level, isItem: true, depth: depth)
        : try node(level: level, column: index - lineStart, depth: depth + 1)
      if !isSkipping { items.push(item) }
    } while column == level && isAtItem
    if column > level { throw Unfamiliar() }
    return list(from: first)
  }

  /// A block mapping whose keys start at a column.
  ///
  /// - Parameter key: the first key, after whose colon reading stands.
  private mutating func mapping(at level: Int, from key: Bytes, depth: Int) throws(Unfamiliar) -> Value {
    let first = entries.count
    var key = key
    while true {
      let isUnwanted = depth == 0 && !isSkipping && !isWanted(key)
      if isUnwanted { isSkipping = true }
      skipSpaces()
      let value =
        isAtLineEnd
        ? try valueBelow(level: level, isItem: false, depth: depth) : try value(level: level, depth: depth + 1)
      if isUnwanted {
        isSkipping = false
      } else if !isSkipping {
        entries.push(ValueMap.Entry(key, value))
      }
      if column != level { break }
      key = try nextKey()
    }
    if column > level { throw Unfamiliar() }
    return map(from: first)
  }

  private func isWanted(_ key: Bytes) -> Bool {
    guard let wanted else { return true }
    // Letters beyond ASCII may be the same as one of ASCII but for their case.
    return wanted.contains { name in
      name.utf8.count == key.count && zip(name.utf8, key.storage).allSatisfy { ($0 ^ $1) & 0xDF == 0 }
    } || key.storage.contains { $0 >= 0x80 }
  }

  /// Whether nothing more stands in the line after a colon or hyphen and the blanks that follow it.
  @inline(__always)
  private var isAtLineEnd: Bool {
    let byte = byte(index)
    return byte == 0x0A || byte == UInt8(ascii: "#") || byte == 0
  }

  /// The value of an entry or item that has none in its own line.
  private mutating func valueBelow(level: Int, isItem: Bool, depth: Int) throws(Unfamiliar) -> Value {
    index = lineEnd(index)
    try moveToToken()
    if column > level { return try node(level: level, column: column, depth: depth + 1) }
    // A sequence may stand as far to the left as the key that it belongs to.
    if column == level, !isItem, isAtItem { return try sequence(at: level, depth: depth + 1) }
    return .null
  }

  // MARK: Keys

  /// The next key of a mapping; moves past its colon.
  private mutating func nextKey() throws(Unfamiliar) -> Bytes {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let (start, line) = (index, lineStart)
      let string = try quoted()
      guard try passColon(from: start, in: line) else { throw Unfamiliar() }
      return string.asString ?? Bytes()
    default:
      let scalar = try plainExtent()
      guard scalar.stop == .colon else { throw Unfamiliar() }
      return try key(scalar)
    }
  }

  /// Moves past the colon that makes a key of the quoted scalar before it, if there is one.
  private mutating func passColon(from start: Int, in line: Int) throws(Unfamiliar) -> Bool {
    let end = index
    skipSpaces()
    guard byte(index) == UInt8(ascii: ":"), isBlank(index + 1) else {
      index = end
      return false
    }
    guard line == lineStart, index - start <= Self.maximumKeyLength else { throw Unfamiliar() }
    index += 1
    return true
  }

  // MARK: Collections

  /// The items pushed since a count of them, as a list.
  mutating func list(from first: Int) -> Value { isSkipping ? .null : .list(items.array(from: first)) }

  /// The entries pushed since a count of them, as a map.
  mutating func map(from first: Int) -> Value {
    if isSkipping { return .null }
    entries.sortByKey(from: first)
    return .map(ValueMap(entries: entries.array(from: first)))
  }
}
