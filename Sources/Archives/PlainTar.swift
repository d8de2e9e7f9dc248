/// Reads tar archives that hold nothing but files and folders under plain names, as nearly all packaged charts do.
///
/// Whatever else an archive may hold is left to libarchive, which knows every form there is.
struct PlainTar {
  private static let blockSize = 512

  /// An entry of an archive.
  struct Entry {
    let name: String
    let isFolder: Bool
    /// Where its content lies in the archive.
    let content: Range<Int>
    /// When it was last changed, in seconds.
    let modified: Int64
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the header being read starts.
  private var header = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The entries of an archive; nil where one is of another kind, or anything is wrong.
  ///
  /// - Throws: `notTar` where a block of zeros stands among the entries: libarchive would take it for the end, as two of
  ///   them are, and whatever follows would be lost without a word.
  static func entries(of bytes: UnsafeBufferPointer<UInt8>) throws(ArchiveError) -> [Entry]? {
    var tar = PlainTar(bytes)
    var entries: [Entry] = []
    while tar.header < bytes.count {
      guard bytes.count - tar.header >= blockSize else { return nil }
      if tar.isEmptyBlock {
        tar.header += blockSize
        if bytes.count - tar.header < blockSize || tar.isEmptyBlock { break }
        throw .notTar(reason: "a block of zeros stands among the entries")
      }
      guard let entry = tar.entry() else { return nil }
      entries.append(entry)
      let padded = (entry.content.upperBound + blockSize - 1) / blockSize * blockSize
      if padded > bytes.count { return nil }
      tar.header = padded
    }
    return entries
  }

  private var isEmptyBlock: Bool { bytes[header..<(header + Self.blockSize)].allSatisfy { $0 == 0 } }

  private func entry() -> Entry? {
    let type = bytes[header + 156]
    let isFolder = type == UInt8(ascii: "5")
    guard isFolder || type == UInt8(ascii: "0") || type == 0, bytes[header + 157] == 0, hasRightChecksum,
      let size = octal(124, 12), let modified = octal(136, 12), !isFolder || size == 0, let name,
      isFolder || name.utf8.last != UInt8(ascii: "/")
    else { return nil }
    let start = header + Self.blockSize
    guard size <= bytes.count - start else { return nil }
    return Entry(name: name, isFolder: isFolder, content: start..<(start + size), modified: Int64(modified))
  }

  /// The name, after its prefix where POSIX' form of the header has one.
  private var name: String? {
    let magic = bytes[(header + 257)..<(header + 265)]
    let isPOSIX = magic.elementsEqual("ustar\u{0}00".utf8)
    guard isPOSIX || magic.elementsEqual("ustar  \u{0}".utf8) else { return nil }
    let name = text(0, 100)
    let prefix = isPOSIX ? text(345, 155) : text(0, 0)
    guard !name.isEmpty, prefix.last != UInt8(ascii: "/"), name.allSatisfy({ $0 < 0x80 }),
      prefix.allSatisfy({ $0 < 0x80 })
    else { return nil }
    let rest = String(decoding: name, as: UTF8.self)
    return prefix.isEmpty ? rest : String(decoding: prefix, as: UTF8.self) + "/" + rest
  }

  /// The bytes of a field up to the first that is zero.
  private func text(_ offset: Int, _ count: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    bytes[(header + offset)..<(header + offset + count)].prefix { $0 != 0 }
  }

  /// A number in octal digits, with blanks or zero bytes after it.
  private func octal(_ offset: Int, _ count: Int) -> Int? {
    let field = bytes[(header + offset)..<(header + offset + count)]
    let digits = field.prefix { (0x30...0x37).contains($0) }
    guard !digits.isEmpty, field.dropFirst(digits.count).allSatisfy({ $0 == 0 || $0 == 0x20 }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  /// Whether the header's checksum is the sum of its bytes, its own taken for blanks.
  private var hasRightChecksum: Bool {
    var sum = 8 * 0x20
    for index in header..<(header + Self.blockSize) { sum &+= Int(bytes[index]) }
    for index in (header + 148)..<(header + 156) { sum &-= Int(bytes[index]) }
    return octal(148, 8) == sum
  }
}
