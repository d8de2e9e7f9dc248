extension RegularExpression {
  /// Whether the expression matches anywhere, as MatchString.
  package func matches(_ text: [UInt8]) -> Bool {
    var offsets: [Int] = []
    return Subject(text).text.withUnsafeBufferPointer { find(in: $0, from: 0, &offsets) }
  }

  /// The leftmost match, as FindString, or nil where there is none.
  package func firstMatch(in text: [UInt8]) -> ArraySlice<UInt8>? {
    let subject = Subject(text)
    var offsets = [0, 0]
    let found = subject.text.withUnsafeBufferPointer { find(in: $0, from: 0, &offsets) }
    return found ? subject[offsets[0], offsets[1]] : nil
  }

  /// Successive matches that do not overlap, as FindAllString: no empty match right after another match.
  ///
  /// - Parameter limit: how many at most; all where negative.
  package func allMatches(in text: [UInt8], limit: Int) -> [ArraySlice<UInt8>] {
    let subject = Subject(text)
    return matchBounds(in: subject, limit: limit).map { subject[$0.start, $0.end] }
  }

  private func matchBounds(in subject: Subject, limit: Int) -> [(start: Int, end: Int)] {
    let end = subject.text.count
    var found: [(start: Int, end: Int)] = []
    var offsets = [0, 0]
    var position = 0
    var previousEnd = -1
    subject.text.withUnsafeBufferPointer { bytes in
      while limit < 0 || found.count < limit, position <= end, find(in: bytes, from: position, &offsets) {
        var accepts = true
        if offsets[1] == position {
          // An empty match; it does not count right after another one.
          if offsets[0] == previousEnd { accepts = false }
          let width = subject.characterWidth(at: position)
          position = width > 0 ? position + width : end + 1
        } else {
          position = offsets[1]
        }
        previousEnd = offsets[1]
        if accepts { found.append((offsets[0], offsets[1])) }
      }
    }
    return found
  }

  /// Replaces every match by the template, in which `$1` and `${name}` stand for groups, as ReplaceAllString.
  package func replacingMatches(in text: [UInt8], with template: [UInt8]) -> [UInt8] {
    let expansion = Expansion(template, of: self)
    return replacing(in: text, groups: expansion.highestGroup + 1) { subject, offsets, out in
      expansion.append(subject, offsets, to: &out)
    }
  }

  /// Replaces every match by the bytes as they are, as ReplaceAllLiteralString.
  package func replacingMatches(in text: [UInt8], withLiteral replacement: [UInt8]) -> [UInt8] {
    replacing(in: text, groups: 1) { _, _, out in out.append(contentsOf: replacement) }
  }

  /// As Go's Regexp.replaceAll.
  private func replacing(
    in text: [UInt8], groups: Int, _ append: (Subject, [Int], inout [UInt8]) -> Void
  ) -> [UInt8] {
    let subject = Subject(text)
    let end = subject.text.count
    var offsets = [Int](repeating: -1, count: 2 * groups)
    var out: [UInt8] = []
    var lastEnd = 0
    var position = 0
    subject.text.withUnsafeBufferPointer { bytes in
      while position <= end, find(in: bytes, from: position, &offsets) {
        out.append(contentsOf: subject[lastEnd, offsets[0]])
        // Not for an empty match right after another match.
        if offsets[1] > lastEnd || offsets[0] == 0 { append(subject, offsets, &out) }
        lastEnd = offsets[1]
        let width = subject.characterWidth(at: position)
        if position + width > offsets[1] {
          position += width
        } else if position + 1 > offsets[1] {
          position += 1
        } else {
          position = offsets[1]
        }
      }
    }
    out.append(contentsOf: subject[lastEnd, end])
    return out
  }

  /// The parts of the text between matches, as Split.
  ///
  /// - Parameter limit: how many parts at most, the last one unsplit; all where negative, nil (Go's nil) where zero.
  package func split(_ text: [UInt8], limit: Int) -> [ArraySlice<UInt8>]? {
    if limit == 0 { return nil }
    if !source.isEmpty, text.isEmpty { return [text[...]] }
    let subject = Subject(text)
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var end = 0
    for match in matchBounds(in: subject, limit: limit) {
      if limit > 0, parts.count == limit - 1 { break }
      end = match.start
      if match.end != 0 { parts.append(subject[start, end]) }
      start = match.end
    }
    if end != subject.text.count { parts.append(subject[start, subject.text.count]) }
    return parts
  }

  /// An expression that matches the text itself, as QuoteMeta.
  package static func quoteMeta(_ text: [UInt8]) -> [UInt8] {
    let special = Array("\\.+*?()|[]{}^$".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    for byte in text {
      if special.contains(byte) { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
    return out
  }
}
