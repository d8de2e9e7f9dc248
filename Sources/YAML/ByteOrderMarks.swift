internal import Values

/// The byte order marks inside a text: libyaml passes over one that starts a line, go-yaml takes it for a character like
/// any other.
///
/// The text for libyaml has another character in their place, of as many bytes, and what comes of it has them back.
struct ByteOrderMarks {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// A character that the text itself does not hold.
  private let substitute: [UInt8]

  /// Nil where no mark stands after the text's start, or no character is left to stand for it.
  init?(in text: [UInt8]) {
    if Self.inner(text).isEmpty { return nil }
    // Of the private use area, whose characters have three bytes too: EE 80 80 to EE BF BF.
    var taken: Set<[UInt8]> = []
    for index in text.indices.dropLast(2) where text[index] == 0xEE { taken.insert(Array(text[index..<index + 3])) }
    let substitutes = (UInt8(0x80)...0xBF).lazy.flatMap { middle in
      (UInt8(0x80)...0xBF).lazy.map { last -> [UInt8] in [0xEE, middle, last] }
    }
    guard let free = substitutes.first(where: { !taken.contains($0) }) else { return nil }
    substitute = free
  }

  /// The text without marks but at its very start.
  func replaced(in text: [UInt8]) -> [UInt8] {
    var text = text
    for index in Self.inner(text) {
      text.replaceSubrange(index..<index + substitute.count, with: substitute)
    }
    return text
  }

  /// What came of a replaced text, with its marks.
  func restored(in value: Value) -> Value {
    switch value {
    case .string(let text): .string(restored(in: text))
    case .list(let items, let type): .list(items.map(restored), type)
    case .map(let map):
      .map(ValueMap(map.entries.map { (restored(in: $0.key), restored(in: $0.value)) }, type: map.type))
    default: value
    }
  }

  /// The message of an error about a replaced text, with the text's marks, also where it shows them quoted.
  func restored(in message: String) -> String {
    func quoted(_ character: [UInt8]) -> String {
      String(GoQuote.quote(Bytes(character)).description.dropFirst().dropLast())
    }
    return restored(in: Bytes(message)).description.replacing(quoted(substitute), with: quoted(Self.mark))
  }

  private func restored(in text: Bytes) -> Bytes {
    var bytes = Array(text.storage)
    for index in Self.indices(of: substitute, in: bytes[...]) {
      bytes.replaceSubrange(index..<index + Self.mark.count, with: Self.mark)
    }
    return Bytes(bytes)
  }

  /// Where marks stand, but for those at the start, which both libraries pass over.
  private static func inner(_ text: [UInt8]) -> [Int] {
    let start = text.starts(with: mark + mark) ? 2 * mark.count : text.starts(with: mark) ? mark.count : 0
    return indices(of: mark, in: text[...].dropFirst(start))
  }

  private static func indices(of character: [UInt8], in text: ArraySlice<UInt8>) -> [Int] {
    guard text.count >= character.count else { return [] }
    return (text.startIndex...text.endIndex - character.count).filter { index in
      text[index] == character[0] && text[index + 1] == character[1] && text[index + 2] == character[2]
    }
  }
}
