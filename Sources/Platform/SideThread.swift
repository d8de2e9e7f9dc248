/// Lets more processors help with work of which any number of threads can do a share.
package enum SideThread {
  private static let stackSize = 1 << 20

  /// Does the work on the calling thread and at the same time on others, where there are processors for them.
  ///
  /// Returns once all are done.
  ///
  /// - Parameter threads: how many threads there are at most, the calling one among them.
  package static func share(among threads: Int, _ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
      let count = threads > 1 ? max(1, min(threads, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) : 1
      let helpers = (0..<count - 1).map { _ in NativeThread(stackSize: stackSize, work) }
      work()
      for helper in helpers { helper?.join() }
    }
  }
}
