internal import CArchive
internal import Platform
internal import Synchronization

/// Compresses in blocks of at most 128 KiB, each by itself, so that several processors can share the work, as pigz does.
///
/// Every block but the first starts with the text before it as its dictionary, which keeps the result as small as if it
/// were made in one piece to within a thousandth. Where the blocks end depends on the text's length alone: the result is
/// the same on one processor and on many.
enum DeflateBlocks {
  private static let mostBlockSize = 128 << 10
  private static let windowSize = 32 << 10
  /// More threads than this would mostly wait for memory.
  private static let mostThreads = 8

  /// The pieces that make one deflate stream when they are put together.
  static func compress(_ input: UnsafeBufferPointer<UInt8>, level: Int) -> [[UInt8]] {
    // An even number of equal blocks, so that two processors end together.
    let pairs = (input.count + 2 * mostBlockSize - 1) / (2 * mostBlockSize)
    let count = input.count > mostBlockSize ? 2 * pairs : 1
    let blockSize = (input.count + count - 1) / count
    // Read by all threads, changed by none.
    nonisolated(unsafe) let input = input
    let next = Atomic(0)
    let blocks = Mutex([[UInt8]](repeating: [], count: count))
    SideThread.share(among: min(count, mostThreads)) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let start = index * blockSize
        let end = min(input.count, start + blockSize)
        let block = compress(
          UnsafeBufferPointer(rebasing: input[start..<end]),
          after: UnsafeBufferPointer(rebasing: input[max(0, start - windowSize)..<start]), level: level,
          isLast: index == count - 1)
        blocks.withLock { $0[index] = block }
      }
    }
    return blocks.withLock { $0 }
  }

  private static func compress(
    _ text: UnsafeBufferPointer<UInt8>, after dictionary: UnsafeBufferPointer<UInt8>, level: Int, isLast: Bool
  ) -> [UInt8] {
    var stream = z_stream()
    // A window of 15 bits; a negative number means deflate without a header.
    let code = deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // Fails only without memory, which Swift's own allocations do not survive either.
    guard code == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    if !dictionary.isEmpty { deflateSetDictionary(&stream, dictionary.baseAddress, UInt32(dictionary.count)) }
    stream.next_in = UnsafeMutablePointer(mutating: text.baseAddress)
    stream.avail_in = UInt32(text.count)
    // An empty stored block brings each piece but the last to a whole number of bytes.
    let flush = isLast ? Z_FINISH : Z_SYNC_FLUSH
    let most = Int(deflateBound(&stream, UInt(text.count))) + 16
    return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(buffer.count)
      deflate(&stream, flush)
      count = buffer.count - Int(stream.avail_out)
    }
  }
}
