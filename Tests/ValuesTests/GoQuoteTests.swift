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
    #expect(GoQuote.quoteToASCII(text).description == ascii)
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
}
