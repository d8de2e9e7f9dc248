#if canImport(Glibc)
internal import CMalloc
#endif

/// How the process gets its memory from the system.
package enum ProcessMemory {
  private static let largePage = 2 << 20
  /// By how much the heap grows at a time; only what is touched costs memory.
  private static let heapStep = 8 << 20

  /// Sets the allocator up for a process that lives for a moment and allocates on one thread at a time.
  ///
  /// glibc gives every thread an arena of its own, which it makes larger page by page, each with a call to the kernel.
  /// To be called before the first thread is started.
  package static func prepareForShortLife() {
    #if canImport(Glibc)
    mallopt(M_ARENA_MAX, 1)
    mallopt(M_TOP_PAD, Int32(heapStep))
    mallopt(M_TRIM_THRESHOLD, 256 << 20)
    // Whatever is larger comes fresh from the kernel each time, which fills every page of it with zeros.
    mallopt(M_MMAP_THRESHOLD, 8 << 20)
    useLargePages()
    #endif
  }

  /// Says that all of a fresh buffer is about to be written.
  ///
  /// Linux then gives a large one its memory by 2 MiB at a time, where it would otherwise stop the program at every
  /// 4 KiB of it.
  package static func willFill(_ buffer: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
    if let start = buffer.baseAddress { useLargePages(from: start, to: start + buffer.count) }
    #endif
  }

  #if canImport(Glibc)
  /// Has the heap's next memory come by 2 MiB at a time: most commands touch that much, and each stop for 4 KiB of it
  /// takes about as long as parsing a line of a template.
  private static func useLargePages() {
    // Larger than what is left of the heap's start, so that the heap grows now.
    guard let block = malloc(256 << 10), let end = sbrk(0) else { return }
    useLargePages(from: block, to: end)
    let gap = block.alignedUp(toMultipleOf: largePage) - block
    free(block)
    // What stands before the first large page is left out and never touched.
    if gap > 64 { _ = malloc(gap - 32) }
  }

  private static func useLargePages(from start: UnsafeMutableRawPointer, to end: UnsafeMutableRawPointer) {
    let first = start.alignedUp(toMultipleOf: largePage)
    let last = end.alignedDown(toMultipleOf: largePage)
    // Only a hint: a kernel without such pages refuses, and nothing is lost.
    if first < last { madvise(first, last - first, MADV_HUGEPAGE) }
  }
  #endif
}
