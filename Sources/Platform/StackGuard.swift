/// Tells when the thread's stack is nearly used up, so that a recursion can end with an error instead of a crash.
///
/// It knows the size of the stacks that `LargeStack` makes. Of any other it takes half a megabyte to be left where it is
/// made, which is what the smallest of the platforms' threads have.
package struct StackGuard: Sendable {
  private static let assumedSize: UInt = 512 << 10
  private let thread: UInt
  private let lowest: UInt

  /// A guard for the stack of the thread that runs; a quarter of the stack stays in reserve.
  package init() {
    thread = Self.runningThread
    if let key = Self.key, let end = pthread_getspecific(key) {
      lowest = UInt(bitPattern: end)
    } else {
      lowest = Self.stackPointer &- Self.assumedSize / 4 * 3
    }
  }

  /// Whether this guard was made on the thread that runs.
  package var isForThisThread: Bool { thread == Self.runningThread }

  /// Whether the stack is used up but for its reserve.
  @inline(__always)
  package var isExhausted: Bool { Self.stackPointer < lowest }

  /// Notes that the thread that runs begins with a stack of that size.
  static func noteStack(size: Int) {
    guard let key else { return }
    _ = pthread_setspecific(key, UnsafeRawPointer(bitPattern: stackPointer &- UInt(size) / 4 * 3))
  }

  /// The thread-local place of the address below which only the reserve is left.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  private static var runningThread: UInt {
    #if canImport(Darwin)
    UInt(bitPattern: pthread_self())
    #else
    UInt(pthread_self())
    #endif
  }

  @inline(__always)
  private static var stackPointer: UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }
}
