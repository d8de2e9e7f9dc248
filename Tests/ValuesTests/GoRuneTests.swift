import Testing
import Values

@Suite struct GoRuneTests {
  @Test(
    "Bytes decode as utf8.DecodeRune decodes them",
    arguments: [
      ([0x61], 0x61, 1), ([0xC3, 0xA9], 0xE9, 2), ([0xE6, 0x97, 0xA5], 0x65E5, 3),
      ([0xF0, 0x9F, 0x98, 0x80], 0x1F600, 4),
      ([0xEF, 0xBF, 0xBD], 0xFFFD, 3), ([0xF4, 0x8F, 0xBF, 0xBF], 0x10FFFF, 4),
      ([0x80], 0xFFFD, 1), ([0xC3], 0xFFFD, 1), ([0xC3, 0x28], 0xFFFD, 1), ([0xC0, 0x80], 0xFFFD, 1),
      ([0xE0, 0x80, 0x80], 0xFFFD, 1), ([0xED, 0xA0, 0x80], 0xFFFD, 1), ([0xF4, 0x90, 0x80, 0x80], 0xFFFD, 1),
      ([0xF0, 0x80, 0x80, 0x80], 0xFFFD, 1), ([0xF5, 0x80, 0x80, 0x80], 0xFFFD, 1), ([0xE6, 0x97], 0xFFFD, 1),
    ] as [([UInt8], UInt32, Int)])
  func decodes(bytes: [UInt8], rune: UInt32, width: Int) {
    let decoded = bytes.withUnsafeBufferPointer { GoRune.decode($0, at: 0) }
    #expect(decoded.rune == rune)
    #expect(decoded.width == width)
    if width == bytes.count {
      var out: [UInt8] = []
      GoRune.append(rune, to: &out)
      #expect(out == bytes || rune == GoRune.replacement)
    }
    #expect(GoRune.isValid(bytes) == (width == bytes.count && (width > 1 || bytes[0] < 0x80)))
  }

  @Test("Surrogates and numbers past the last character are written as U+FFFD", arguments: [0xD800, 0xDFFF, 0x110000])
  func replacesWhatIsNoCharacter(rune: UInt32) {
    var out: [UInt8] = []
    GoRune.append(rune, to: &out)
    #expect(out == [0xEF, 0xBF, 0xBD])
  }

  @Test("Every invalid byte is replaced by itself")
  func replacesEachInvalidByte() {
    #expect(GoRune.replacingInvalid([0x61, 0xE6, 0x97, 0x62]) == Array("a\u{FFFD}\u{FFFD}b".utf8))
    #expect(GoRune.replacingInvalid(Array("é".utf8)) == Array("é".utf8))
  }

  @Test("Go prints letters, marks, digits, punctuation and symbols as they are")
  func knowsPrintables() {
    for rune: UInt32 in [0x20, 0x7E, 0xA1, 0xE9, 0x301, 0x660, 0x2014, 0x20AC, 0x65E5, 0x1F600] {
      #expect(GoRune.isPrint(rune))
    }
    for rune: UInt32 in [
      0, 0x1F, 0x7F, 0x80, 0xA0, 0xAD, 0x200B, 0x2028, 0x3000, 0xD800, 0xE000, 0xFEFF, 0xFFFF, 0x110000,
    ] {
      #expect(!GoRune.isPrint(rune))
    }
  }

  @Test(
    "Runes are counted as utf8.RuneCount counts them",
    arguments: [([], 0), ([0x61, 0xC3, 0xA9], 2), ([0xE6, 0x97, 0x62], 3)] as [([UInt8], Int)])
  func counts(bytes: [UInt8], count: Int) {
    #expect(GoRune.count(bytes) == count)
  }

  @Test(
    "Letters and digits are Unicode's",
    arguments: [
      (0x61, true, false), (0x5A, true, false), (0x39, false, true), (0x5F, false, false), (0xE9, true, false),
      (0x65E5, true, false), (0x660, false, true), (0xBD, false, false), (0xD800, false, false),
    ] as [(UInt32, Bool, Bool)])
  func knowsLettersAndDigits(rune: UInt32, isLetter: Bool, isDigit: Bool) {
    #expect(GoRune.isLetter(rune) == isLetter)
    #expect(GoRune.isDigit(rune) == isDigit)
  }
}
