import Archives
import Testing

@Suite struct GzipTests {
  @Test(
    "What is compressed comes back, whatever its size",
    arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000])
  func roundTrips(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }
    for level in [1, 6, 9] {
      #expect(try Gzip.decompress(Gzip.compress(bytes, level: level), limit: count) == bytes)
    }
  }

  @Test("Blocks that are compressed apart refer to what stands before them")
  func sharesText() throws {
    // Texts of 30,000 bytes that do not compress by themselves, each twice in a row: blocks end among them.
    var state: UInt64 = 7
    let bytes = (0..<20).flatMap { _ -> [UInt8] in
      let part = (0..<30_000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      return part + part
    }
    let packed = Gzip.compress(bytes)
    #expect(packed.count < bytes.count * 51 / 100)
    #expect(try Gzip.decompress(packed, limit: bytes.count) == bytes)
    for _ in 0..<8 { #expect(Gzip.compress(bytes) == packed) }
  }

  @Test("The header holds what it is given, and no time")
  func writesHeader() {
    let packed = Gzip.compress([], level: 9, header: Gzip.Header(extra: [1, 2, 3], comment: "Helm"))
    #expect(packed.starts(with: [0x1F, 0x8B, 8, 0x14, 0, 0, 0, 0, 2, 255, 3, 0, 1, 2, 3] + Array("Helm".utf8) + [0]))
  }

  @Test("Members that follow each other are one text")
  func joinsMembers() throws {
    let bytes = Gzip.compress(Array("ab".utf8)) + Gzip.compress(Array("cd".utf8))
    #expect(try Gzip.decompress(bytes, limit: 10) == Array("abcd".utf8))
  }

  @Test("More than the limit is refused")
  func boundsSize() {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 1 << 20))
    #expect(bomb.count < 4096)
    #expect(throws: ArchiveError.tooLarge(limit: 1000)) { try Gzip.decompress(bomb, limit: 1000) }
  }

  @Test("Damage is told apart")
  func refusesDamage() {
    let whole = Gzip.compress(Array("hello hello hello".utf8))
    var checksum = whole
    checksum[whole.count - 8] ^= 1
    var length = whole
    length[whole.count - 1] ^= 1
    #expect(throws: ArchiveError.wrongChecksum) { try Gzip.decompress(checksum, limit: 100) }
    #expect(throws: ArchiveError.wrongChecksum) { try Gzip.decompress(length, limit: 100) }
    #expect(throws: ArchiveError.truncated) { try Gzip.decompress(Array(whole.dropLast(3)), limit: 100) }
    #expect(throws: ArchiveError.notGzip) { try Gzip.decompress(whole + [1, 2, 3], limit: 100) }
    #expect(throws: ArchiveError.empty) { try Gzip.decompress([], limit: 100) }
  }

  @Test("A size that the data does not have is not believed", arguments: [0, 17, 19, 1 << 30, (1 << 32) - 1])
  func checksSize(size: Int) {
    var bytes = Gzip.compress([UInt8](repeating: 0x61, count: 18))
    for index in 0..<4 { bytes[bytes.count - 4 + index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
    #expect(throws: ArchiveError.wrongChecksum) { try Gzip.decompress(bytes, limit: 1 << 40) }
  }

  @Test("A header's own checksum is looked at")
  func checksHeader() throws {
    let text = Array("hello".utf8)
    var bytes = Gzip.compress(text)
    bytes[3] |= 0x02
    // CRC-32 bit by bit; the header has its low half.
    let checksum = bytes[..<10].reduce(~0) { (sum: UInt32, byte) in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    bytes.insert(contentsOf: [UInt8(truncatingIfNeeded: ~checksum), UInt8(truncatingIfNeeded: ~checksum >> 8)], at: 10)
    #expect(try Gzip.decompress(bytes, limit: 10) == text)
    bytes[10] ^= 1
    #expect(throws: ArchiveError.notGzip) { try Gzip.decompress(bytes, limit: 10) }
  }

  @Test("The start of gzip data is recognised")
  func recognisesGzip() {
    #expect(Gzip.isCompressed(Gzip.compress([])))
    #expect(!Gzip.isCompressed([0x1F, 0x8B]))
    #expect(!Gzip.isCompressed(Array("text".utf8)))
  }
}
