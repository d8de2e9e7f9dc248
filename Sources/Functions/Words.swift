internal import Templating
internal import Values

extension FunctionLibrary {
  static let words: [Function] = [
    Function("upper", [.string], summary: "Upper case.", example: #"{{ upper "hello" }} → HELLO"#) { arguments, _ in
      .string(changingCase(arguments.bytes(0), of: 0x61, GoCase.upper))
    },
    Function("lower", [.string], summary: "Lower case.", example: #"{{ lower "HELLO" }} → hello"#) { arguments, _ in
      .string(changingCase(arguments.bytes(0), of: 0x41, GoCase.lower))
    },
    Function(
      "title", [.string], summary: "Makes the first letter of every word a capital.",
      example: #"{{ title "hello world" }} → Hello World"#
    ) { arguments, _ in
      var previous: UInt32 = 0x20
      return .string(
        ByteText.mapping(arguments.bytes(0)) { rune in
          defer { previous = rune }
          return separatesWords(previous) ? GoCase.title(rune) : rune
        })
    },
    Function(
      "untitle", [.string], summary: "Makes the first letter of every word small.",
      example: #"{{ untitle "Hello World" }} → hello world"#
    ) { arguments, _ in
      var isFirst = true
      return .string(
        ByteText.mapping(arguments.bytes(0)) { rune in
          if GoRune.isSpace(rune) {
            isFirst = true
            return rune
          }
          defer { isFirst = false }
          return isFirst ? GoCase.lower(rune) : rune
        })
    },
    Function(
      "swapcase", [.string],
      summary: "Swaps capitals and small letters; a word's first small letter becomes a capital.",
      example: #"{{ swapcase "This Is" }} → tHIS iS"#
    ) { arguments, _ in .string(swappingCase(arguments.bytes(0))) },
    Function(
      "camelcase", [.string], summary: "Joins words, each with a capital.",
      example: #"{{ camelcase "http_server" }} → HttpServer"#
    ) { arguments, _ in .string(WordCase.pascal(arguments.bytes(0))) },
    Function(
      "snakecase", [.string], summary: "Joins words by underscores.",
      example: #"{{ snakecase "FirstName" }} → first_name"#
    ) { arguments, _ in .string(WordCase.lower(arguments.bytes(0), connector: UInt8(ascii: "_"))) },
    Function(
      "kebabcase", [.string], summary: "Joins words by hyphens.", example: #"{{ kebabcase "FirstName" }} → first-name"#
    ) { arguments, _ in .string(WordCase.lower(arguments.bytes(0), connector: UInt8(ascii: "-"))) },
    Function(
      "initials", [.string], summary: "The first letter of every word.", example: #"{{ initials "First Try" }} → FT"#
    ) { arguments, _ in
      // As goutils does, every byte is taken for a character.
      var out: [UInt8] = []
      var isGap = true
      for byte in arguments.bytes(0) {
        if GoRune.isSpace(UInt32(byte)) {
          isGap = true
        } else if isGap {
          GoRune.append(UInt32(byte), to: &out)
          isGap = false
        }
      }
      return .string(Bytes(out))
    },
    Function(
      "nospace", [.string], summary: "Removes all white space.", example: #"{{ nospace "a b c" }} → abc"#
    ) { arguments, _ in
      let text = arguments.string(0)
      guard text.storage.contains(where: { GoRune.isSpace(UInt32($0)) }) else { return .string(text) }
      // As goutils does, every byte is taken for a character.
      var out: [UInt8] = []
      for byte in text.storage where !GoRune.isSpace(UInt32(byte)) { GoRune.append(UInt32(byte), to: &out) }
      return .string(Bytes(out))
    },
    Function(
      "abbrev", [.int, .string], summary: "Shortens a text to so many bytes, with an ellipsis.",
      example: #"{{ abbrev 5 "hello world" }} → he..."#
    ) { arguments, _ in
      let width = arguments.integer(0)
      let text = arguments.string(1)
      return .string(width < 4 ? text : Bytes(abbreviated(text.storage[...], from: 0, to: width)))
    },
    Function(
      "abbrevboth", [.int, .int, .string], summary: "Shortens a text on both sides, with ellipses.",
      example: #"{{ abbrevboth 5 10 "1234 5678 9123" }} → ...5678..."#
    ) { arguments, _ in
      let left = arguments.integer(0)
      let right = arguments.integer(1)
      let text = arguments.string(2)
      if right < 4 || (left > 0 && right < 7) { return .string(text) }
      return .string(Bytes(abbreviated(text.storage[...], from: left, to: right)))
    },
    Function(
      "wrap", [.int, .string], summary: "Breaks lines at a column; long words stay whole.",
      example: #"{{ wrap 5 "hello world" }} → hello(newline)world"#
    ) { arguments, _ in
      .string(wrapped(arguments.bytes(1), at: arguments.integer(0), by: [], breakingWords: false))
    },
    Function(
      "wrapWith", [.int, .string, .string], summary: "Breaks lines at a column by the given text, long words too.",
      example: #"{{ wrapWith 5 "|" "hello world" }} → hello|world"#
    ) { arguments, _ in
      .string(wrapped(arguments.bytes(2), at: arguments.integer(0), by: arguments.bytes(1), breakingWords: true))
    },
  ]

  /// Maps every rune; the usual ASCII text goes byte by byte.
  private static func changingCase(_ text: [UInt8], of first: UInt8, _ transform: (UInt32) -> UInt32) -> Bytes {
    if text.allSatisfy({ $0 < 0x80 }) { return Bytes(text.map { $0 &- first < 26 ? $0 ^ 0x20 : $0 }) }
    return ByteText.mapping(text, transform)
  }

  /// As package strings' isSeparator, which Title goes by.
  private static func separatesWords(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return !(GoRune.isLetter(rune) || GoRune.isDigit(rune) || rune == 0x5F) }
    return !GoRune.isLetter(rune) && !GoRune.isDigit(rune) && GoRune.isSpace(rune)
  }

  private static func swappingCase(_ text: [UInt8]) -> Bytes {
    var afterSpace = true
    return ByteText.mapping(text) { rune in
      if GoCase.isUpper(rune) || GoCase.isTitle(rune) {
        afterSpace = false
        return GoCase.lower(rune)
      }
      if GoCase.isLower(rune) {
        defer { afterSpace = false }
        return afterSpace ? GoCase.title(rune) : GoCase.upper(rune)
      }
      afterSpace = GoRune.isSpace(rune)
      return rune
    }
  }

  /// As goutils' AbbreviateFull; `width` is at least 4.
  private static func abbreviated(_ text: ArraySlice<UInt8>, from left: Int, to width: Int) -> [UInt8] {
    if text.count <= width { return Array(text) }
    let dots = Array("...".utf8)
    let room = width - 3
    var offset = min(left, text.count)
    if text.count &- offset < room { offset = text.count - room }
    if offset <= 4 { return text.prefix(room) + dots }
    if width < 7 { return [] }
    if offset + room < text.count { return dots + abbreviated(text.dropFirst(offset), from: 0, to: room) }
    return dots + text.suffix(room)
  }

  /// As goutils' WrapCustom.
  private static func wrapped(
    _ text: [UInt8], at column: Int, by separator: [UInt8], breakingWords: Bool
  ) -> Bytes {
    let space = UInt8(ascii: " ")
    let newLine = separator.isEmpty ? [UInt8(ascii: "\n")] : separator
    let width = max(1, column)
    var out: [UInt8] = []
    var offset = 0
    while text.count - offset > width {
      if text[offset] == space {
        offset += 1
        continue
      }
      if let place = text[offset...(offset + width)].lastIndex(of: space) {
        out.append(contentsOf: text[offset..<place])
        offset = place + 1
      } else if breakingWords {
        out.append(contentsOf: text[offset..<(offset + width)])
        offset += width
      } else if let place = text[(offset + width)...].firstIndex(of: space) {
        out.append(contentsOf: text[offset..<place])
        offset = place + 1
      } else {
        break
      }
      out.append(contentsOf: newLine)
    }
    out.append(contentsOf: text[offset...])
    return Bytes(out)
  }
}
