import Synchronization

/// Lets one thread wait for a value that another thread or task brings.
package final class OneShot<Value: Sendable>: Sendable {
  private struct State: Sendable {
    var value: Value?
  }

  private let state = Mutex(State())
  private let semaphore = ThreadSemaphore()

  /// A place that waits for its value.
  package init() {}

  /// Brings the value and wakes the waiting thread.
  package func fulfil(_ value: Value) {
    state.withLock { $0.value = value }
    semaphore.signal()
  }

  /// Blocks the calling thread until the value is there.
  ///
  /// Never call it from a task: it would hold a thread of the concurrency pool.
  package func wait() -> Value {
    while true {
      if let value = state.withLock({ $0.value }) { return value }
      semaphore.wait()
    }
  }
}

/// A POSIX semaphore.
private final class ThreadSemaphore: Sendable {
  private let pipe: (read: Int32, write: Int32)

  init() {
    pipe = FileSystem.pipe() ?? (-1, -1)
  }

  deinit {
    close(pipe.read)
    close(pipe.write)
  }

  func signal() { _ = FileSystem.writeAll([1], to: pipe.write) }

  func wait() {
    var byte: UInt8 = 0
    while read(pipe.read, &byte, 1) < 0, errno == EINTR {}
  }
}
