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
}
