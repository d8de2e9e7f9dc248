/// The escapes of double-quoted scalars on which the two libraries differ: go-yaml knows `\'` and no `\/`, libyaml knows
/// `\/` and no `\'`.
enum EscapeDifferences {
  /// In how many scalars `\'` is written anew for libyaml; every one costs reading the text once more.
  static let mostRewrites = 64

  private static let backslash = UInt8(ascii: "\\")
  private static let apostrophe = UInt8(ascii: "'")

  /// Whether `\/` stands anywhere in a text, in a scalar or not.
  static func mayEscapeSlashes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.indices.dropLast().contains { text[$0] == backslash && text[$0 + 1] == UInt8(ascii: "/") }
  }

  /// Whether `\'` stands at a place.
  static func isEscapedApostrophe(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    place + 1 < text.count && text[place] == backslash && text[place + 1] == apostrophe
  }

  /// The text with `\x27` for every `\'` from a place to the end of the double-quoted scalar that the place is in.
  static func rewritingApostrophes(_ text: [UInt8], from place: Int) -> [UInt8] {
    var result = Array(text[..<place])
    var index = place
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      let isEscape = text[index] == backslash && index + 1 < text.count
      if isEscape, text[index + 1] == apostrophe {
        result.append(contentsOf: #"\x27"#.utf8)
      } else {
        result.append(contentsOf: text[index..<(index + (isEscape ? 2 : 1))])
      }
      index += isEscape ? 2 : 1
    }
    result.append(contentsOf: text[index...])
    return result
  }

  /// The line, counted from that of the scalar's start, in which a double-quoted scalar has `\/`; nil where it has none.
  ///
  /// - Parameter scalar: the text from the scalar's start on, be that its quote, its anchor or its tag.
  static func lineOfSlash(in scalar: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let quote = scalar.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    var line = scalar[..<quote].count { $0 == 0x0A }
    var index = quote + 1
    while index < scalar.endIndex, scalar[index] != UInt8(ascii: "\"") {
      if scalar[index] == 0x0A { line += 1 }
      if scalar[index] == backslash {
        index += 1
        guard index < scalar.endIndex else { return nil }
        if scalar[index] == UInt8(ascii: "/") { return line }
        if scalar[index] == 0x0A { line += 1 }
      }
      index += 1
    }
    return nil
  }
}
