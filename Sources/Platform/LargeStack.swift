/// Runs work on a thread whose stack is large enough for the deepest recursion that the engine's own bounds allow.
package enum LargeStack {
  /// The stack's size; only the pages that are touched cost memory.
  package static let defaultSize = 512 << 20

  /// Runs `work` to its end on a thread of its own and returns what it returned.
  ///
  /// The caller's thread waits meanwhile, so the work may use whatever the caller may. In asynchronous code use
  /// `runSuspending`, which leaves the caller's thread to other tasks.
  package static func run<Result, Failure: Error>(
    size: Int = defaultSize, _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withoutActuallyEscaping(work) { work throws(Failure) in
      let outcome = Outcome(work)
      NativeThread(stackSize: size, outcome.fill)?.join()
      return try outcome.value()
    }
  }

  /// Runs `work` to its end on a thread of its own, while the calling task is suspended.
  ///
  /// The work may block, for example to wait for another task.
  package static func runSuspending<Result, Failure: Error>(
    size: Int = defaultSize, _ work: @escaping () throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    let outcome = Outcome(work)
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let thread = NativeThread(stackSize: size) {
        outcome.fill()
        continuation.resume()
      }
      if let thread { thread.detach() } else { continuation.resume() }
    }
    return try outcome.value()
  }

  /// The work, and what it gave once a thread has done it.
  private final class Outcome<Value, Failure: Error> {
    private let work: () throws(Failure) -> Value
    private var result: Swift.Result<Value, Failure>?

    init(_ work: @escaping () throws(Failure) -> Value) { self.work = work }

    func fill() {
      do throws(Failure) {
        result = .success(try work())
      } catch {
        result = .failure(error)
      }
    }

    /// What the work gave; where no thread could be had it is done here, on the stack that there is.
    func value() throws(Failure) -> Value {
      guard let result else { return try work() }
      return try result.get()
    }
  }
}
