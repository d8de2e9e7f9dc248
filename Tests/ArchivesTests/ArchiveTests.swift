import Archives
import Platform
import Testing

/// A gzipped tar archive of one file, its header changed before the checksum is made anew.
private func archive(
  _ path: String, content: String = "x", type: UInt8 = UInt8(ascii: "0"), change: (inout [UInt8]) -> Void = { _ in }
) throws -> [UInt8] {
  let packed = Archive.pack([ArchiveEntry(path: path, content: Array(content.utf8))])
  var tar = try Gzip.decompress(packed, limit: 1 << 20)
  tar[156] = type
  change(&tar)
  for index in 148..<156 { tar[index] = 0x20 }
  let sum = String(tar[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
  let field = Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8) + [0, 0x20]
  tar.replaceSubrange(148..<156, with: field)
  return Gzip.compress(tar)
}

/// The paths that an archive holds, or the error's text.
private func outcome(_ bytes: [UInt8], limits: Archive.Limits = .init()) -> String {
  do {
    return try Archive.read(bytes, limits: limits).map(\.path).joined(separator: " ")
  } catch {
    return "\(error)"
  }
}

@Suite struct ArchiveTests {
  @Test("What is packed is read again, with paths inside the chart's folder")
  func roundTrips() throws {
    let long = String(repeating: "long/", count: 50) + "é.yaml"
    let files = [
      ArchiveEntry(path: "web/templates/a.yaml", content: Array("a: 1\n".utf8)),
      ArchiveEntry(path: "web/Chart.yaml", content: Array("name: web\n".utf8)),
      ArchiveEntry(path: "web/empty", content: []),
      ArchiveEntry(path: "web/\(long)", content: [UInt8](repeating: 0, count: 100_000)),
      ArchiveEntry(path: "web/" + String(repeating: "x", count: 99), content: [1]),
      ArchiveEntry(
        path: "web/" + String(repeating: "y", count: 90) + "/" + String(repeating: "z", count: 90), content: [2]),
    ]
    let read = try Archive.read(Archive.pack(files))
    let expected = files.map { String($0.path.dropFirst(4)) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(read.map(\.path) == expected)
    for file in files {
      #expect(read.first { "web/" + $0.path == file.path }?.content == file.content)
    }
  }

  @Test("A block of zeros among the entries is no end")
  func refusesLoneZeros() throws {
    let file = ArchiveEntry(path: "web/Chart.yaml", content: [1])
    let tar = try Gzip.decompress(Archive.pack([file]), limit: 1 << 20)
    let zeros = [UInt8](repeating: 0, count: 512)
    #expect(outcome(Gzip.compress(tar[..<1024] + zeros + tar)) == "archive/tar: invalid tar header")
    #expect(outcome(Gzip.compress(tar[..<1024] + zeros)) == "Chart.yaml")
    #expect(outcome(Gzip.compress(tar[..<1024] + zeros + zeros + tar)) == "Chart.yaml")
  }

  @Test("Plain archives are read as libarchive reads them, however mangled", arguments: [1, 2, 3, 4] as [UInt64])
  func readsAsLibarchive(seed: UInt64) throws {
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: (state >> 33) % UInt64(bound))
    }
    func outcome(_ bytes: [UInt8]) -> String {
      do {
        return try Archive.read(bytes, limits: Archive.Limits(total: 5000, count: 3)).map {
          "\($0.path)=\($0.content.count):\($0.modified.seconds)"
        }.joined(separator: " ")
      } catch {
        return "\(error)"
      }
    }
    let path = String(repeating: "y", count: 90) + "/" + String(repeating: "z", count: 90)
    let whole = try Gzip.decompress(
      Archive.pack([
        ArchiveEntry(path: "web/Chart.yaml", content: Array("name: web\n".utf8)),
        ArchiveEntry(path: "web/\(path)", content: [UInt8](repeating: 1, count: 600)),
        ArchiveEntry(path: "web/templates/a.yaml", content: []),
      ]), limit: 1 << 20)
    for _ in 0..<400 {
      var tar = whole
      let header = [0, 1024, 2560][next(3)]
      for _ in 0..<next(4) {
        let place = [next(100), 124 + next(12), 136 + next(12), 148 + next(9), 257 + next(9), 345 + next(155)][next(6)]
        tar[header + place] = [0, 0x20, 0x2F, 0x30, 0x37, 0x38, 0x61, 0x2E, 0xC3, UInt8(next(256))][next(10)]
      }
      tar[header + 156] = Array("0000\0555LKxg12S7".utf8)[next(16)]
      if next(4) > 0 {
        for index in 148..<156 { tar[header + index] = 0x20 }
        let sum = String(tar[header..<(header + 512)].reduce(0) { $0 + Int($1) }, radix: 8)
        let digits = Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8)
        tar.replaceSubrange((header + 148)..<(header + 156), with: digits + [0, 0x20])
      }
      if next(8) == 0 { tar.removeLast(next(tar.count)) }
      // Only an archive in one piece is not left to libarchive.
      let middle = tar.count / 2
      let pieces = Gzip.compress(Array(tar[..<middle])) + Gzip.compress(Array(tar[middle...]))
      #expect(outcome(Gzip.compress(tar)) == outcome(pieces))
    }
  }

  @Test("An archive's bytes depend on its files alone")
  func packsReproducibly() {
    let files = ["b", "a", "c"].map {
      ArchiveEntry(path: "web/\($0)", content: Array($0.utf8), modified: Moment(seconds: Int64($0.utf8.count)))
    }
    let later = files.reversed().map { ArchiveEntry(path: $0.path, content: $0.content, modified: Moment(seconds: 99)) }
    #expect(Archive.pack(files) == Archive.pack(later))
    // No time (4...7) and no known system (9) in the header, and Helm's marks after it.
    let start = Archive.pack(files)
    #expect(Array(start[..<10]) == [0x1F, 0x8B, 8, 0x14, 0, 0, 0, 0, 0, 255])
    #expect(String(decoding: start[12..<14], as: UTF8.self) == "rr")
  }

  @Test(
    "Names that lead out of the chart's folder are refused in Helm's words",
    arguments: [
      ("web/a.yaml", "a.yaml"),
      ("web/./b/../a.yaml", "a.yaml"),
      ("web\\sub\\a.yaml", "sub/a.yaml"),
      ("a.yaml", #"chart illegally contains content outside the base directory: "a.yaml""#),
      ("web/.", #"chart illegally contains content outside the base directory: "web/.""#),
      ("web//etc/passwd", "chart illegally contains absolute paths"),
      ("web/../../etc/passwd", "chart illegally references parent directory"),
      ("web/..a", "chart illegally references parent directory"),
      ("web/c:/a", "chart contains illegally named files"),
      ("Chart.yaml/x", "chart yaml not in base directory"),
    ])
  func checksNames(name: String, expected: String) throws {
    #expect(outcome(try archive(name)) == expected)
  }

  @Test(
    "Only files are read: folders and headers are skipped, links and devices are empty",
    arguments: [
      (UInt8(ascii: "5"), "no files in chart archive"), (UInt8(ascii: "g"), "no files in chart archive"),
      (UInt8(ascii: "2"), "a.yaml"), (UInt8(ascii: "1"), "a.yaml"), (UInt8(ascii: "3"), "a.yaml"),
    ])
  func treatsTypesAsHelm(type: UInt8, expected: String) throws {
    let bytes = try archive("web/a.yaml", content: "", type: type)
    #expect(outcome(bytes) == expected)
    if expected == "a.yaml" { #expect(try Archive.read(bytes).first?.content == []) }
  }

  @Test("The size of all files together is bounded")
  func boundsSizes() {
    let files = (0..<3).map { ArchiveEntry(path: "web/\($0)", content: [UInt8](repeating: 7, count: 1000)) }
    let bytes = Archive.pack(files)
    #expect(outcome(bytes, limits: .init(total: 3001, count: 3)) == "0 1 2")
    #expect(outcome(bytes, limits: .init(total: 3000)) == "decompressed chart is larger than the maximum size 3000")
    #expect(outcome(bytes, limits: .init(total: 2500)) == "decompressed chart is larger than the maximum size 2500")
    #expect(
      outcome(bytes, limits: .init(count: 2)) == "chart archive contains more than the maximum number of files 2")
  }

  @Test("A file that claims to be huge is refused before it is read")
  func refusesHugeClaims() throws {
    let bytes = try archive("web/a") { $0.replaceSubrange(124..<135, with: "77777777777".utf8) }
    #expect(outcome(bytes) == "decompressed chart is larger than the maximum size 104857600")
  }

  @Test("Damaged archives are refused")
  func refusesDamage() throws {
    let whole = Archive.pack([
      ArchiveEntry(path: "web/a", content: (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
    ])
    #expect(outcome([]) == "EOF")
    #expect(outcome([0x1F, 0x8B, 8]) == "unexpected EOF")
    #expect(outcome(Array("this is no archive at all".utf8)) == "gzip: invalid header")
    #expect(outcome(Array(whole[..<(whole.count / 2)])) == "unexpected EOF")
    #expect(outcome(Gzip.compress(Array("this is no tar archive".utf8))) == "archive/tar: invalid tar header")
    #expect(outcome(Gzip.compress([])) == "no files in chart archive")
    for index in stride(from: 60, to: whole.count - 1000, by: whole.count / 20) {
      var damaged = whole
      damaged[index] ^= 0x55
      // Whatever is wrong, nothing traps, and what is read is what was packed.
      if let read = try? Archive.read(damaged) { #expect(read.map(\.path) == ["a"]) }
    }
  }

  @Test(
    "What follows the archive is passed over, as Go's reader never comes to it",
    arguments: [[0], [UInt8](repeating: 0, count: 3000), Array("trailer".utf8), [0x1F], [0x1F, 0x8B, 8]])
  func passesOverWhatFollows(trailer: [UInt8]) {
    let whole = Archive.pack([ArchiveEntry(path: "web/a", content: [1])])
    #expect(outcome(whole + trailer) == "a")
    #expect(outcome(Array(whole.dropLast(4)) + trailer) != "a")
  }

  @Test("A byte-order mark at a file's start is dropped")
  func dropsByteOrderMark() throws {
    let entries = [ArchiveEntry(path: "web/a", content: [0xEF, 0xBB, 0xBF, 0x61])]
    #expect(try Archive.read(Archive.pack(entries)).first?.content == [0x61])
  }

  @Test(
    "A file that is no archive is named for what it looks like",
    arguments: [
      ("values.yaml", "a: 1", "file 'values.yaml' seems to be a YAML file, but expected a gzipped archive"),
      ("x", "a: 1", "file 'x' does not appear to be a gzipped archive; got 'application/octet-stream'"),
      ("x", "<html>", "file 'x' does not appear to be a gzipped archive; got 'text/html; charset=utf-8'"),
      ("x", "PK\u{3}\u{4}", "file 'x' does not appear to be a gzipped archive; got 'application/zip'"),
      ("x", " <?xml?>", "file 'x' does not appear to be a gzipped archive; got 'text/xml; charset=utf-8'"),
      (
        "x", String(repeating: "text ", count: 200),
        "file 'x' does not appear to be a gzipped archive; got 'text/plain; charset=utf-8'"
      ),
    ])
  func namesOtherFiles(name: String, start: String, expected: String) {
    #expect(Archive.refusal(of: name, startingWith: Array(start.utf8)) == expected)
  }

  @Test("An archive is not refused by its first bytes")
  func takesArchives() {
    #expect(Archive.refusal(of: "x", startingWith: Archive.pack([])) == nil)
  }
}
