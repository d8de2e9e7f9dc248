import Archives
import Testing

@Suite struct GzipTests {
  @Test("What is compressed comes back, whatever its size", arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
  func roundTrips(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }
    for level in [1, 6, 9] {
      #expect(try Gzip.decompress(Gzip.compress(bytes, level: level), limit: count) == bytes)
    }
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

  @Test("The start of gzip data is recognised")
  func recognisesGzip() {
    #expect(Gzip.isCompressed(Gzip.compress([])))
    #expect(!Gzip.isCompressed([0x1F, 0x8B]))
    #expect(!Gzip.isCompressed(Array("text".utf8)))
  }
}
