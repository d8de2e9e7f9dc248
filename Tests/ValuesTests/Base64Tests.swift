import Testing
import Values

@Suite struct Base64Tests {
  @Test("Every length of input comes back", arguments: 0..<20)
  func roundTrips(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 200) }
    #expect(try Base64.decode(Base64.encode(bytes)).get() == bytes)
  }

  @Test(
    "Wrong input is refused where Go refuses it",
    arguments: [
      ("aGVsbG8=\n", "hello"), ("aGVs\nbG8=", "hello"), ("", ""),
      ("a", "illegal base64 data at input byte 0"), ("aGVsbG8", "illegal base64 data at input byte 4"),
      ("aG!s", "illegal base64 data at input byte 2"), ("aGVsbG8==", "illegal base64 data at input byte 8"),
      ("=", "illegal base64 data at input byte 0"), ("aG=", "illegal base64 data at input byte 3"),
    ])
  func decodes(text: String, expected: String) {
    switch Base64.decode(Array(text.utf8)) {
    case .success(let bytes): #expect(String(decoding: bytes, as: UTF8.self) == expected)
    case .failure(let error): #expect("\(error)" == expected)
    }
  }
}
