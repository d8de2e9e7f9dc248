internal import Values

/// The word conventions of huandu/xstrings.
enum WordCase {
  private static func isConnector(_ rune: UInt32) -> Bool { rune == 0x2D || rune == 0x5F || GoRune.isSpace(rune) }

  /// A letter that is no common CJK character.
  private static func isAlphabet(_ rune: UInt32) -> Bool {
    switch rune {
    case 0x4E00...0x9FCC, 0x3400...0x4D85, 0x20000...0x2B81D: false
    default: GoRune.isLetter(rune)
    }
  }

  /// Joins words, each with a capital, as ToPascalCase.
  static func pascal(_ text: [UInt8]) -> Bytes {
    let runes = ByteText.runes(text)
    guard let first = runes.first else { return Bytes() }
    var out: [UInt8] = []
    // Leading connectors stay; a text of connectors alone repeats its last one.
    let start = runes.firstIndex { !isConnector($0) } ?? runes.count
    for rune in runes[..<start] { GoRune.append(rune, to: &out) }
    guard start < runes.count else {
      GoRune.append(runes.last ?? first, to: &out)
      return Bytes(out)
    }
    var wasUpper = GoCase.isUpper(runes[start])
    var pending = GoCase.upper(runes[start])
    for rune in runes[(start + 1)...] {
      var next = rune
      if isConnector(rune), isConnector(pending) {
        GoRune.append(pending, to: &out)
        pending = rune
        continue
      }
      if isConnector(pending) {
        wasUpper = GoCase.isUpper(rune)
        next = GoCase.upper(rune)
      } else {
        if wasUpper {
          if GoCase.isUpper(rune) { next = GoCase.lower(rune) } else { wasUpper = false }
        }
        GoRune.append(pending, to: &out)
      }
      pending = next
    }
    GoRune.append(pending, to: &out)
    return Bytes(out)
  }

  private enum Word {
    case invalid, number, upper, alphabet, connector, punctuation, other
  }

  /// Splits at capitals, numbers and connectors and joins in lower case, as ToSnakeCase and ToKebabCase.
  static func lower(_ text: [UInt8], connector: UInt8) -> Bytes {
    var out: [UInt8] = []
    var scanner = WordScanner(text)
    var current = scanner.next()
    while !scanner.isAtEnd {
      if current.word != .connector { append(current, connector, to: &out) }
      let previous = current
      current = scanner.next()
      switch previous.word {
      case .number:
        joinAlphabet(&current, &scanner, connector, to: &out)
        if current.word != .invalid, current.word != .punctuation, current.word != .connector { out.append(connector) }
      case .connector: append(previous, connector, to: &out)
      case .punctuation: break
      default:
        guard current.word == .number else {
          if current.word != .connector, current.word != .punctuation { out.append(connector) }
          continue
        }
        if scanner.isAtEnd { continue }
        let number = current
        current = scanner.next()
        if current.word != .alphabet {
          // A number belongs to the word before it.
          append(number, connector, to: &out)
          if current.word != .connector, current.word != .punctuation { out.append(connector) }
          continue
        }
        // Unless small letters follow: they take the number.
        out.append(connector)
        append(number, connector, to: &out)
        joinAlphabet(&current, &scanner, connector, to: &out)
        if current.word != .invalid, current.word != .connector, current.word != .punctuation { out.append(connector) }
      }
    }
    append(current, connector, to: &out)
    return Bytes(out)
  }

  private static func joinAlphabet(
    _ current: inout Piece, _ scanner: inout WordScanner, _ connector: UInt8, to out: inout [UInt8]
  ) {
    while current.word == .alphabet || current.word == .number {
      append(current, connector, to: &out)
      current = scanner.next()
    }
  }

  private static func append(_ piece: Piece, _ connector: UInt8, to out: inout [UInt8]) {
    guard piece.word == .upper || piece.word == .connector else {
      out.append(contentsOf: piece.bytes)
      return
    }
    ByteText.forEachRune(Array(piece.bytes)) { rune, _ in
      if isConnector(rune) {
        out.append(connector)
      } else {
        GoRune.append(GoCase.isUpper(rune) ? GoCase.lower(rune) : rune, to: &out)
      }
    }
  }

  private struct Piece {
    let word: Word
    let bytes: ArraySlice<UInt8>
  }

  /// Cuts a text into words, as xstrings' nextWord; invalid bytes belong to the word they stand in.
  private struct WordScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next valid rune at or after a place and the width up to its end; `fallback` where there is none.
    private func rune(at start: Int, _ fallback: UInt32) -> (rune: UInt32, width: Int) {
      bytes.withUnsafeBufferPointer { buffer in
        var index = start
        while index < buffer.count {
          let (rune, width) = GoRune.decode(buffer, at: index)
          index += width
          if rune != GoRune.replacement { return (rune, index - start) }
        }
        return (fallback, index - start)
      }
    }

    mutating func next() -> Piece {
      let start = position
      if isAtEnd { return Piece(word: .invalid, bytes: []) }
      let (first, width) = rune(at: start, GoRune.replacement)
      position = start + width
      if first == GoRune.replacement { return Piece(word: .invalid, bytes: bytes[start..<position]) }
      let word: Word
      if isConnector(first) {
        word = .connector
        run(first, isConnector)
      } else if GoCase.isPunctuation(first) {
        word = .punctuation
        run(first, GoCase.isPunctuation)
      } else if GoCase.isUpper(first) {
        word = .upper
        upperWord(first)
      } else if isAlphabet(first) {
        word = .alphabet
        run(first) { isAlphabet($0) && !GoCase.isUpper($0) }
      } else if GoCase.isNumber(first) {
        word = .number
        run(first, GoCase.isNumber)
      } else {
        word = .other
        run(first) { rune in
          !(isConnector(rune) || isAlphabet(rune) || GoCase.isNumber(rune) || GoCase.isPunctuation(rune))
        }
      }
      return Piece(word: word, bytes: bytes[start..<position])
    }

    @discardableResult
    private mutating func run(_ first: UInt32, _ belongs: (UInt32) -> Bool) -> (stopper: UInt32, width: Int) {
      var previous = first
      var lastWidth = 0
      while position < bytes.count {
        let (next, width) = rune(at: position, previous)
        previous = next
        if !belongs(next) { break }
        position += width
        lastWidth = width
      }
      return (previous, lastWidth)
    }

    /// Capitals, or a capital and its small letters; of capitals before a small letter the last one starts a new word.
    private mutating func upperWord(_ first: UInt32) {
      guard position < bytes.count else { return }
      let (second, width) = rune(at: position, first)
      if GoCase.isUpper(second) {
        position += width
        let (stopper, lastWidth) = run(second, GoCase.isUpper)
        if position < bytes.count, isAlphabet(stopper) { position -= lastWidth == 0 ? width : lastWidth }
      } else if isAlphabet(second) {
        position += width
        run(second) { isAlphabet($0) && !GoCase.isUpper($0) }
      }
    }
  }
}
