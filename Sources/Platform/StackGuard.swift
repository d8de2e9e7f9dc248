/// Tells when the thread's stack is nearly used up, so that a recursion can end with an error instead of a crash.
///
/// It knows the size of the stacks that `LargeStack` makes. Of any other it takes half a megabyte to be left where the
/// thread's first guard is made, which is what the smallest of the platforms' threads have.
package struct StackGuard: Sendable {
  private static let assumedSize = 512 << 10
  /// The address below which only the reserve is left.
  private let lowest: UInt

  /// A guard for the stack of the thread that runs; a quarter of the stack stays in reserve.
  package init() {
    if let key = Self.key, let noted = pthread_getspecific(key) {
      lowest = UInt(bitPattern: noted)
    } else {
      lowest = Self.noteStack(size: Self.assumedSize)
    }
  }

  /// Whether the stack is used up but for its reserve.
  @inline(__always)
  package var isExhausted: Bool { Self.stackPointer < lowest }

  /// Notes that the thread that runs has a stack of that size from here on.
  @discardableResult
  static func noteStack(size: Int) -> UInt {
    let lowest = stackPointer &- UInt(size) / 4 * 3
    if let key { _ = pthread_setspecific(key, UnsafeRawPointer(bitPattern: lowest)) }
    return lowest
  }

  /// The thread-local place of `lowest`.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  @inline(__always)
  private static var stackPointer: UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }
}
