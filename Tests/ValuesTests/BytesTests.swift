import Testing
import Values

@Suite struct BytesTests {
  @Test(
    "Strings sort byte by byte, as Go's do",
    arguments: [("", "a"), ("a", "b"), ("a", "aa"), ("B", "a"), ("z", "é"), ("é", "日"), ("\u{FFFF}", "😀")])
  func sorts(smaller: String, larger: String) {
    #expect(Bytes(smaller) < Bytes(larger))
    #expect(!(Bytes(larger) < Bytes(smaller)))
    #expect(Bytes(smaller).compare(Bytes(smaller)) == 0)
    #expect(Bytes(smaller).prefix8 <= Bytes(larger).prefix8)
  }

  @Test("Length counts bytes, and bytes that are no text are kept")
  func keepsBytes() {
    let bytes = Bytes([0x61, 0xFF, 0xC3])
    #expect(bytes.count == 3)
    #expect(bytes.storage == [0x61, 0xFF, 0xC3])
    #expect(bytes.description == "a\u{FFFD}\u{FFFD}")
    #expect(Bytes("é").count == 2)
  }

  @Test("Prefixes and suffixes")
  func findsEnds() {
    #expect(Bytes("abc").hasPrefix("ab"))
    #expect(Bytes("abc").hasSuffix("bc"))
    #expect(Bytes("abc").hasSuffix("abc"))
    #expect(!Bytes("bc").hasSuffix("abc"))
    #expect(!Bytes("abc").hasPrefix("bc"))
    #expect(("ab" as Bytes) + "cd" == "abcd")
  }
}
