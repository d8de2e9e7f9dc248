#pragma once
#include <fcntl.h>
#include <stdio.h>
#if defined(__linux__)
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Gives two paths each other's names at once; 0, or -1 with errno set. glibc hides renameat2 from Swift.
static inline int chart_exchange(const char *a, const char *b) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}
#else
static inline int chart_exchange(const char *a, const char *b) { return renamex_np(a, b, RENAME_SWAP); }
#endif
