#if canImport(Glibc)
internal import CMalloc
#endif

/// How the process gets its memory from the system.
package enum ProcessMemory {
  /// Sets the allocator up for a process that lives for a moment and allocates on one thread at a time.
  ///
  /// glibc gives every thread an arena of its own, which it makes larger page by page, each with a call to the kernel.
  /// To be called before the first thread is started.
  package static func prepareForShortLife() {
    #if canImport(Glibc)
    mallopt(M_ARENA_MAX, 1)
    mallopt(M_TOP_PAD, 1 << 20)
    mallopt(M_TRIM_THRESHOLD, 256 << 20)
    // Whatever is larger comes fresh from the kernel each time, which fills every page of it with zeros.
    mallopt(M_MMAP_THRESHOLD, 8 << 20)
    #endif
  }

  /// Says that all of a fresh buffer is about to be written.
  ///
  /// Linux then gives a large one its memory by 2 MiB at a time, where it would otherwise stop the program at every
  /// 4 KiB of it.
  package static func willFill(_ buffer: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
    let pageSize = 2 << 20
    guard let start = buffer.baseAddress else { return }
    let first = start.alignedUp(toMultipleOf: pageSize)
    let end = (start + buffer.count).alignedDown(toMultipleOf: pageSize)
    // Only a hint: a kernel without such pages refuses, and nothing is lost.
    if first < end { madvise(first, end - first, MADV_HUGEPAGE) }
    #endif
  }
}
