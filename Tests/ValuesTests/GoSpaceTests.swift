import Testing
import Values

@Suite struct GoSpaceTests {
  @Test(
    "White space goes from both ends as strings.TrimSpace takes it",
    arguments: [
      ("", ""), (" \t\n\u{0B}\u{0C}\r ", ""), (" a b\n", "a b"), ("\u{85}\u{A0}é\u{A0}\u{85}", "é"),
      ("\u{1680}\u{2000}\u{200A}\u{2028}x\u{2029}\u{202F}\u{205F}\u{3000}", "x"),
      ("\u{200B}x\u{180E}", "\u{200B}x\u{180E}"),
      ("\u{FEFF} x", "\u{FEFF} x"),
    ])
  func trims(text: String, trimmed: String) {
    #expect(GoSpace.trimming(text) == trimmed)
    #expect(GoSpace.isBlank(Array(text.utf8)) == trimmed.isEmpty)
  }

  @Test(
    "Bytes that are no UTF-8 are no white space",
    arguments: [
      ([0x20, 0x85, 0x20], [0x85]), ([0xC2, 0x20], [0xC2]), ([0xE2, 0x80], [0xE2, 0x80]),
      ([0xE2, 0xC2, 0x85], [0xE2]),
    ] as [([UInt8], [UInt8])])
  func keepsInvalidBytes(bytes: [UInt8], trimmed: [UInt8]) {
    #expect(Array(GoSpace.trimming(bytes[...])) == trimmed)
  }

  @Test("One end can be trimmed alone")
  func trimsOneEnd() {
    #expect(GoSpace.trimmingStart(Array(" a ".utf8)[...]).elementsEqual("a ".utf8))
    #expect(GoSpace.trimmingEnd(Array(" a ".utf8)[...]).elementsEqual(" a".utf8))
  }
}
