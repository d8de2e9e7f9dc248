internal import CArchive

/// gzip in memory: zlib compresses, libdeflate or, block by block, zlib decompresses.
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
  }

  /// The compressed bytes; equal input gives equal output.
  ///
  /// - Parameter level: 1 (fast) to 9 (small), as for release records.
  package static func compress(_ bytes: [UInt8], level: Int = 6, header: Header = Header()) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 more for gzip's header and trailer.
    let code = deflateInit2_(
      &stream, Int32(clamping: min(9, max(1, level))), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    // Fails only without memory, which Swift's own allocations do not survive either.
    guard code == Z_OK else { return [] }
    defer { deflateEnd(&stream) }

    var extra = header.extra
    var comment = Array(header.comment.utf8CString.map { UInt8(bitPattern: $0) })
    return extra.withUnsafeMutableBufferPointer { extra in
      comment.withUnsafeMutableBufferPointer { comment in
        var fields = gz_header()
        fields.os = 255
        fields.extra = extra.isEmpty ? nil : extra.baseAddress
        fields.extra_len = UInt32(clamping: min(extra.count, 0xFFFF))
        fields.comment = comment.count > 1 ? comment.baseAddress : nil
        return withUnsafeMutablePointer(to: &fields) { fields in
          deflateSetHeader(&stream, fields)
          return deflateAll(&stream, bytes)
        }
      }
    }
  }

  private static func deflateAll(_ stream: inout z_stream, _ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    bytes.withUnsafeBufferPointer { input in
      var rest = input
      var isFinished = false
      while !isFinished {
        // zlib counts in 32 bits: large inputs go in pieces.
        let piece = min(rest.count, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
        stream.avail_in = UInt32(piece)
        rest = UnsafeBufferPointer(rebasing: rest[piece...])
        let flush = rest.isEmpty ? Z_FINISH : Z_NO_FLUSH
        repeat {
          let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(buffer.count)
            isFinished = deflate(&stream, flush) == Z_STREAM_END
            count = buffer.count - Int(stream.avail_out)
          }
          out.append(contentsOf: part)
        } while stream.avail_out == 0
      }
    }
    return out
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
