internal import Values

/// Go's package strings on bytes.
enum ByteText {
  /// The runes of a text; invalid bytes are U+FFFD of width one.
  static func forEachRune(_ bytes: [UInt8], _ body: (_ rune: UInt32, _ range: Range<Int>) -> Void) {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let (rune, width) = GoRune.decode(buffer, at: index)
        body(rune, index..<(index + width))
        index += width
      }
    }
  }

  /// The runes of a text as an array, as `[]rune(s)`.
  static func runes(_ bytes: [UInt8]) -> [UInt32] {
    var out: [UInt32] = []
    out.reserveCapacity(bytes.count)
    forEachRune(bytes) { rune, _ in out.append(rune) }
    return out
  }

  /// The text of runes, as `string([]rune)`.
  static func text(_ runes: [UInt32]) -> Bytes {
    var out: [UInt8] = []
    out.reserveCapacity(runes.count)
    for rune in runes { GoRune.append(rune, to: &out) }
    return Bytes(out)
  }

  /// Every rune replaced by another one, as strings.Map.
  static func mapping(_ bytes: [UInt8], _ transform: (UInt32) -> UInt32) -> Bytes {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    forEachRune(bytes) { rune, _ in GoRune.append(transform(rune), to: &out) }
    return Bytes(out)
  }

  /// Whether the text starts with the other.
  static func starts(_ text: [UInt8], with prefix: [UInt8]) -> Bool {
    prefix.count <= text.count && equal(text, prefix, at: 0)
  }

  /// Whether the text ends with the other.
  static func ends(_ text: [UInt8], with suffix: [UInt8]) -> Bool {
    suffix.count <= text.count && equal(text, suffix, at: text.count - suffix.count)
  }

  private static func equal(_ text: [UInt8], _ part: [UInt8], at place: Int) -> Bool {
    text.withUnsafeBufferPointer { text in
      part.withUnsafeBufferPointer { part in
        for index in 0..<part.count where text[place + index] != part[index] { return false }
        return true
      }
    }
  }

  /// Where `needle` first stands at `start` or later, as strings.Index.
  static func index(
    of needle: UnsafeBufferPointer<UInt8>, in hay: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    guard let first = needle.first else { return start }
    let last = hay.count - needle.count
    var index = start
    while index <= last {
      if hay[index] == first {
        var offset = 1
        while offset < needle.count, hay[index + offset] == needle[offset] { offset += 1 }
        if offset == needle.count { return index }
      }
      index += 1
    }
    return nil
  }

  /// Whether the text holds the other, as strings.Contains.
  static func contains(_ hay: [UInt8], _ needle: [UInt8]) -> Bool {
    hay.withUnsafeBufferPointer { hay in needle.withUnsafeBufferPointer { index(of: $0, in: hay) != nil } }
  }

  /// Every occurrence replaced, as strings.ReplaceAll: an empty `old` stands before every rune and at the end.
  static func replacing(_ text: [UInt8], _ old: [UInt8], by new: [UInt8]) throws(FunctionError) -> [UInt8] {
    if old == new { return text }
    var out: [UInt8] = []
    if old.isEmpty {
      try Limit.check(bytes: text.count.multipliedReportingOverflow(by: new.count + 1).partialValue)
      forEachRune(text) { _, range in
        out.append(contentsOf: new)
        out.append(contentsOf: text[range])
      }
      out.append(contentsOf: new)
      return out
    }
    let places = occurrences(of: old, in: text)
    if places.isEmpty { return text }
    let (growth, overflow) = places.count.multipliedReportingOverflow(by: new.count)
    try Limit.check(bytes: overflow ? .max : text.count &+ growth)
    out.reserveCapacity(text.count + places.count * (new.count - old.count))
    var start = 0
    for place in places {
      out.append(contentsOf: text[start..<place])
      out.append(contentsOf: new)
      start = place + old.count
    }
    out.append(contentsOf: text[start...])
    return out
  }

  /// Where a nonempty text stands in another, without overlaps.
  private static func occurrences(of needle: [UInt8], in hay: [UInt8], limit: Int = .max) -> [Int] {
    hay.withUnsafeBufferPointer { hay in
      needle.withUnsafeBufferPointer { needle in
        var places: [Int] = []
        var start = 0
        while places.count < limit, let place = index(of: needle, in: hay, from: start) {
          places.append(place)
          start = place + needle.count
        }
        return places
      }
    }
  }

  /// The parts between separators, as strings.SplitN: an empty separator cuts between runes.
  ///
  /// - Parameter limit: how many parts at most; all where negative.
  static func split(_ text: [UInt8], _ separator: [UInt8], limit: Int = -1) -> [Bytes] {
    if limit == 0 { return [] }
    let limit = limit < 0 ? Int.max : limit
    var parts: [Bytes] = []
    if separator.isEmpty {
      var start = 0
      forEachRune(text) { _, range in
        guard parts.count < limit - 1 else { return }
        parts.append(Bytes(text[range]))
        start = range.upperBound
      }
      if start < text.count { parts.append(Bytes(text[start...])) }
      return parts
    }
    let places = occurrences(of: separator, in: text, limit: limit - 1)
    parts.reserveCapacity(places.count + 1)
    var start = 0
    for place in places {
      parts.append(Bytes(Array(text[start..<place])))
      start = place + separator.count
    }
    parts.append(Bytes(Array(text[start...])))
    return parts
  }

  /// The text between the first and the last rune that does not belong, as strings.TrimFunc.
  static func trimming(_ text: [UInt8], _ belongs: (UInt32) -> Bool) -> ArraySlice<UInt8> {
    var first = 0
    var last = text.count
    while first < last, text[first] < 0x80, belongs(UInt32(text[first])) { first += 1 }
    while last > first, text[last - 1] < 0x80, belongs(UInt32(text[last - 1])) { last -= 1 }
    // Only characters outside ASCII at the ends need a look at the text from its start.
    if first == last || (text[first] < 0x80 && text[last - 1] < 0x80) { return text[first..<last] }
    var start: Int?
    var end = 0
    forEachRune(text) { rune, range in
      if belongs(rune) { return }
      if start == nil { start = range.lowerBound }
      end = range.upperBound
    }
    guard let start else { return [] }
    return text[start..<end]
  }

  /// The text repeated, as strings.Repeat.
  static func repeated(_ text: [UInt8], _ count: Int) throws(FunctionError) -> [UInt8] {
    if count < 0 { throw GoPanic.negativeRepeat }
    let (size, overflow) = text.count.multipliedReportingOverflow(by: count)
    try Limit.check(bytes: overflow ? .max : size)
    var out: [UInt8] = []
    out.reserveCapacity(size)
    for _ in 0..<(text.isEmpty ? 0 : count) { out.append(contentsOf: text) }
    return out
  }
}
