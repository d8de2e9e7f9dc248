internal import CArchive

/// gzip in memory: zlib compresses, block by block and so on several processors; libdeflate or zlib decompresses.
package enum Gzip {
  /// The fields of a gzip header that depend on nothing but what is given: no name and no time, and the system unknown.
  package struct Header: Sendable {
    /// The extra field.
    package var extra: [UInt8]
    /// The comment.
    package var comment: String

    /// A header with an extra field and a comment.
    package init(extra: [UInt8] = [], comment: String = "") {
      self.extra = extra
      self.comment = comment
    }

    /// The header as RFC 1952 lays it out.
    fileprivate func bytes(level: Int) -> [UInt8] {
      let extra = extra.prefix(0xFFFF)
      let flags: UInt8 = (extra.isEmpty ? 0 : 0x04) | (comment.isEmpty ? 0 : 0x10)
      // Tells whether the compressor took its time or hurried.
      let effort: UInt8 = level == 9 ? 2 : level == 1 ? 4 : 0
      var bytes: [UInt8] = [0x1F, 0x8B, 0x08, flags, 0, 0, 0, 0, effort, 0xFF]
      if !extra.isEmpty {
        bytes += [UInt8(truncatingIfNeeded: extra.count), UInt8(truncatingIfNeeded: extra.count >> 8)] + extra
      }
      if !comment.isEmpty { bytes += Array(comment.utf8.prefix { $0 != 0 }) + [0] }
      return bytes
    }
  }

  /// The compressed bytes; equal input gives equal output, whatever the number of processors.
  ///
  /// - Parameter level: 1 (fast) to 9 (small), as for release records.
  package static func compress(_ bytes: [UInt8], level: Int = 6, header: Header = Header()) -> [UInt8] {
    let level = min(9, max(1, level))
    var out: [UInt8] = []
    out.append(contentsOf: header.bytes(level: level))
    bytes.withUnsafeBufferPointer { input in
      for block in DeflateBlocks.compress(input, level: level) { out.append(contentsOf: block) }
      append(libdeflate_crc32(0, input.baseAddress, input.count), to: &out)
    }
    append(UInt32(truncatingIfNeeded: bytes.count), to: &out)
    return out
  }

  private static func append(_ number: UInt32, to out: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) }
  }

  /// The bytes that were compressed.
  ///
  /// - Parameter limit: the most bytes that are accepted; more are refused as `tooLarge`.
  package static func decompress(_ bytes: [UInt8], limit: Int) throws(ArchiveError) -> [UInt8] {
    try bytes.withUnsafeBufferPointer { input throws(ArchiveError) in
      if let whole = WholeGzip.decompress(input, limit: limit) { return whole }
      let reader = try GzipReader(input)
      var out: [UInt8] = []
      while true {
        let part = try reader.next()
        if part.isEmpty { return out }
        if out.count + part.count > limit { throw .tooLarge(limit: limit) }
        out.append(contentsOf: part)
      }
    }
  }

  /// Whether bytes start as gzip data does.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }
}
