/// Writes tar archives in the POSIX format: plain ustar headers, and extended ones for paths that do not fit them.
///
/// libarchive's own writer is not used, since linking one of its formats statically links them all.
struct TarWriter {
  private var out: [UInt8] = []

  private static let blockSize = 512
  /// 1980-01-01 00:00 UTC, old enough to be no build's time and young enough for every tool.
  private static let time = 315_532_800

  /// Adds a file that anyone may read.
  mutating func append(path: String, content: [UInt8]) {
    let bytes = Array(path.utf8)
    if let fields = Self.fields(bytes) {
      appendHeader(name: fields.name, prefix: fields.prefix, size: content.count, type: UInt8(ascii: "0"))
    } else {
      let record = Self.record("path", bytes)
      appendHeader(name: Array("PaxHeaders/path".utf8), prefix: [], size: record.count, type: UInt8(ascii: "x"))
      appendContent(record)
      let short = Array(bytes.suffix(100).drop { $0 & 0xC0 == 0x80 })
      appendHeader(name: short, prefix: [], size: content.count, type: UInt8(ascii: "0"))
    }
    appendContent(content)
  }

  /// The archive, closed by two empty blocks.
  consuming func finish() -> [UInt8] {
    out.append(contentsOf: repeatElement(0, count: 2 * Self.blockSize))
    return out
  }

  /// The path as ustar's name and prefix; nil where it is too long or not ASCII.
  private static func fields(_ path: [UInt8]) -> (name: [UInt8], prefix: [UInt8])? {
    guard path.allSatisfy({ $0 < 0x80 }) else { return nil }
    if path.count <= 100 { return (path, []) }
    for index in path.indices where path[index] == UInt8(ascii: "/") {
      let name = path.count - index - 1
      if index <= 155, name <= 100, name > 0, index > 0 { return (Array(path[(index + 1)...]), Array(path[..<index])) }
    }
    return nil
  }

  /// A record of an extended header, `LENGTH KEY=VALUE` and a line break, where the length counts its own digits.
  private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = key.utf8.count + value.count + 3
    var length = rest + String(rest).utf8.count
    if rest + String(length).utf8.count != length { length += 1 }
    return Array("\(length) \(key)=".utf8) + value + [0x0A]
  }

  private mutating func appendHeader(name: [UInt8], prefix: [UInt8], size: Int, type: UInt8) {
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
    }
    func octal(_ number: Int, digits: Int) -> [UInt8] {
      let text = Array(String(number, radix: 8).utf8)
      return Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text.suffix(digits)
    }
    put(name.prefix(100), at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(size, digits: 11), at: 124)
    put(octal(Self.time, digits: 11), at: 136)
    block[156] = type
    put("ustar\u{0}00".utf8, at: 257)
    put(prefix.prefix(155), at: 345)
    // The checksum is that of the header with spaces in the checksum's place.
    put(repeatElement(0x20, count: 8), at: 148)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + [0, 0x20], at: 148)
    out.append(contentsOf: block)
  }

  private mutating func appendContent(_ content: [UInt8]) {
    out.append(contentsOf: content)
    let partial = content.count % Self.blockSize
    if partial > 0 { out.append(contentsOf: repeatElement(0, count: Self.blockSize - partial)) }
  }
}
