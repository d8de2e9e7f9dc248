import Testing
import Values

@Suite struct GoQuoteTests {
  @Test(
    "Strings are quoted as strconv.Quote quotes them",
    arguments: [
      (Bytes("abc"), #""abc""#, #""abc""#),
      (Bytes("a\"b\\c'"), #""a\"b\\c'""#, #""a\"b\\c'""#),
      (Bytes("\u{7}\u{8}\u{C}\n\r\t\u{B}"), #""\a\b\f\n\r\t\v""#, #""\a\b\f\n\r\t\v""#),
      (Bytes("\u{0}\u{1F}\u{7F}"), #""\x00\x1f\x7f""#, #""\x00\x1f\x7f""#),
      (Bytes("é☃😀"), "\"é☃😀\"", #""\u00e9\u2603\U0001f600""#),
      (Bytes([0xFF, 0x61]), #""\xffa""#, #""\xffa""#),
      (
        Bytes("\u{A0}\u{AD}\u{200B}\u{2028}\u{FEFF}\u{E000}"), #""\u00a0\u00ad\u200b\u2028\ufeff\ue000""#,
        #""\u00a0\u00ad\u200b\u2028\ufeff\ue000""#
      ),
      (Bytes("\u{FFFD}"), "\"\u{FFFD}\"", #""\ufffd""#),
    ])
  func quotes(text: Bytes, quoted: String, ascii: String) {
    #expect(GoQuote.quote(text).description == quoted)
    #expect(GoQuote.quote(text, asciiOnly: true).description == ascii)
  }

  @Test(
    "Characters are quoted as strconv.QuoteRune quotes them",
    arguments: [(0x61, "'a'"), (0x27, #"'\''"#), (0x22, "'\"'"), (0x0A, #"'\n'"#), (0x110000, "'\u{FFFD}'")])
  func quotesRunes(rune: UInt32, quoted: String) {
    #expect(GoQuote.quoteRune(rune).description == quoted)
  }

  @Test("Back quotes hold what needs no escape")
  func knowsWhatBackquotesHold() {
    #expect(GoQuote.canBackquote("a\tb☃"))
    #expect(!GoQuote.canBackquote("a`b"))
    #expect(!GoQuote.canBackquote("a\nb"))
    #expect(!GoQuote.canBackquote(Bytes([0xFF])))
  }

  @Test(
    "A literal is read as strconv.Unquote reads it, or not at all",
    arguments: [
      (#""a\tb""#, "a\tb"), (#""\x41\101\u4e16\U0001F600\"""#, "AA世😀\""), ("`a\\r\r`", "a\\r"), (#""""#, ""),
      ("\"a", nil), (#""\q""#, nil), (#""\'""#, nil), (#""\ud800""#, nil), (#""\400""#, nil), (#""a"b""#, nil),
      ("\"a\nb\"", nil), ("`a`b`", nil), ("", nil), ("'a'", nil),
    ] as [(String, String?)])
  func unquotes(literal: String, text: String?) {
    #expect(GoQuote.unquote(Bytes(literal))?.description == text)
  }

  @Test("A quoted byte is a byte again")
  func unquotesBytes() {
    #expect(GoQuote.unquote(#""\xff""#)?.storage == [0xFF])
  }

  @Test(
    "A character's literal is read as its number, or not at all",
    arguments: [
      ("'a'", 0x61), (#"'\n'"#, 0x0A), (#"'\''"#, 0x27), ("'世'", 0x4E16), ("''", nil), ("'ab'", nil), (#"'\"'"#, nil),
    ] as [(String, UInt32?)])
  func unquotesRunes(literal: String, rune: UInt32?) {
    #expect(GoQuote.unquoteRune(Bytes(literal)) == rune)
  }

  @Test("A character's start is well-formed whatever follows it")
  func knowsStarts() {
    #expect(GoQuote.startsWithCharacter("'ab'"))
    #expect(!GoQuote.startsWithCharacter("''"))
    #expect(!GoQuote.startsWithCharacter(#"'\q'"#))
  }
}
