/// Lets a second processor help with work of which any number of threads can do a share.
package enum SideThread {
  private static let stackSize = 1 << 20

  /// Does the work on the calling thread and, where there is a second processor, on another one at the same time.
  ///
  /// Returns once both are done.
  package static func twice(_ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
      let helper = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 ? NativeThread(stackSize: stackSize, work) : nil
      work()
      helper?.join()
    }
  }
}
