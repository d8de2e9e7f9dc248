internal import Platform

/// Finds, without reading the YAML in between, where each chart's versions stand in an index as `helm repo index` and
/// every known server lay it out.
///
/// An index of 20 MB names thousands of versions, of which a command wants one or two. In block YAML a line's
/// indentation alone tells where an entry ends, so that one pass over the line starts finds all; each part that is wanted
/// is then read as YAML proper. Whatever is laid out otherwise (flow style, JSON, tabs) is not scanned at all.
struct IndexScanner {
  /// A chart's versions: the bytes of its sequence, and of each item in it.
  struct Chart {
    /// The chart's name.
    let name: String
    /// The items, first to last.
    let items: [Range<Int>]
  }

  /// The charts, in the order of the index; nil where the layout is another.
  static func charts(in bytes: [UInt8]) -> [Chart]? {
    var scanner = IndexScanner()
    return scanner.take(bytes) ? scanner.finish() : nil
  }

  /// The charts of an index in a file, of which only a piece is in memory at a time; nil where the layout is another.
  static func charts(in file: ReadableFile) throws(FileError) -> [Chart]? {
    var scanner = IndexScanner()
    var isPlain = true
    try file.forEachPiece { piece in
      isPlain = scanner.take(piece)
      return isPlain
    }
    return isPlain ? scanner.finish() : nil
  }

  private var charts: [Chart] = []
  /// The line that has been begun.
  private var rest: [UInt8] = []
  /// Where the bytes at hand begin in the index.
  private var base = 0
  private var isInEntries = false
  private var hasSeenEntries = false
  /// The indentation of the charts' names; -1 before the first.
  private var keyColumn = -1
  /// The indentation of the dashes of the chart at hand; -1 before its first.
  private var dashColumn = -1
  private var name: String?
  private var items: [Range<Int>] = []
  private var itemStart: Int?

  /// Takes the next bytes of the index.
  ///
  /// - Returns: false where the layout is another.
  private mutating func take(_ bytes: [UInt8]) -> Bool {
    let whole = rest.isEmpty ? bytes : rest + bytes
    // Only a line that is complete says what it is.
    let lines = (whole.lastIndex(of: 0x0A) ?? -1) + 1
    let isPlain = whole.withUnsafeBufferPointer { scan(UnsafeBufferPointer(rebasing: $0[..<lines])) }
    rest = Array(whole[lines...])
    base += lines
    return isPlain
  }

  /// The charts after the last bytes; nil where the layout is another.
  private mutating func finish() -> [Chart]? {
    let isPlain = rest.withUnsafeBufferPointer { scan($0) }
    finishChart(base + rest.count)
    return isPlain && hasSeenEntries ? charts : nil
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < bytes.count {
      let end = Self.lineEnd(bytes, at)
      defer { at = end + 1 }
      var column = 0
      while at + column < end, bytes[at + column] == UInt8(ascii: " ") { column += 1 }
      guard at + column < end else { continue }
      let first = bytes[at + column]
      if first == UInt8(ascii: "\t") { return false }
      if first == UInt8(ascii: "\r"), at + column + 1 == end { continue }
      if column > 0, !isInEntries { continue }
      if column > keyColumn, keyColumn >= 0 {
        // A dash in the known column starts an item; anything deeper belongs to the one at hand.
        if first == UInt8(ascii: "-"), dashColumn < 0 || column == dashColumn, Self.isDash(bytes, at + column, end) {
          startItem(base + at, column)
        } else if column <= dashColumn || itemStart == nil, first != UInt8(ascii: "#") {
          return false
        }
        continue
      }
      if first == UInt8(ascii: "#") { continue }
      if !line(bytes, at, column, end) { return false }
    }
    return true
  }

  /// A line that is not deeper than the charts' names: a dash at their own column, a name, or a key of the document.
  private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ column: Int, _ end: Int) -> Bool {
    if isInEntries, column == keyColumn, bytes[at + column] == UInt8(ascii: "-") {
      guard name != nil, dashColumn < 0 || dashColumn == column, Self.isDash(bytes, at + column, end) else {
        return false
      }
      startItem(base + at, column)
      return true
    }
    if column == 0 {
      finishChart(base + at)
      isInEntries = false
      if bytes[at] == UInt8(ascii: "-"), end - at >= 3, bytes[at + 1] == UInt8(ascii: "-") {
        // `---` before all is no content; a second document is nothing that an index has.
        return !hasSeenEntries
      }
      guard let key = Self.key(bytes, at, end) else { return Self.isKeyWithValue(bytes, at, end) }
      if key == "entries" {
        if hasSeenEntries { return false }
        (isInEntries, hasSeenEntries) = (true, true)
      }
      return true
    }
    guard isInEntries, keyColumn < 0 || column == keyColumn, let key = Self.key(bytes, at + column, end) else {
      return false
    }
    finishChart(base + at)
    keyColumn = column
    name = key
    return true
  }

  private mutating func startItem(_ at: Int, _ column: Int) {
    if let itemStart { items.append(itemStart..<at) }
    dashColumn = column
    itemStart = at
  }

  private mutating func finishChart(_ at: Int) {
    if let itemStart { items.append(itemStart..<at) }
    if let name { charts.append(Chart(name: name, items: items)) }
    name = nil
    items = []
    itemStart = nil
    dashColumn = -1
  }

  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + at, 0x0A, bytes.count - at) else {
      return bytes.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func isDash(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
    at + 1 == end || bytes[at + 1] == UInt8(ascii: " ") || bytes[at + 1] == UInt8(ascii: "\r")
  }

  /// The plain key of a line that says `key:` and nothing more.
  private static func key(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> String? {
    var stop = end
    while stop > at, bytes[stop - 1] == UInt8(ascii: " ") || bytes[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
    guard stop - at > 1, bytes[stop - 1] == UInt8(ascii: ":") else { return nil }
    let key = bytes[at..<(stop - 1)]
    return key.allSatisfy(isPlain) ? String(decoding: key, as: UTF8.self) : nil
  }

  /// Whether a line of the document's own level is `key: value`, which only the charts' part is read closer than.
  private static func isKeyWithValue(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
    var stop = at
    while stop < end, isPlain(bytes[stop]) { stop += 1 }
    guard stop > at, stop + 1 < end, bytes[stop] == UInt8(ascii: ":"), bytes[stop + 1] == UInt8(ascii: " ") else {
      return false
    }
    return !bytes[at..<stop].elementsEqual("entries".utf8)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
