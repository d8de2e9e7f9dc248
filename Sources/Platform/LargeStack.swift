/// Runs work on a thread whose stack is large enough for the deepest recursion that the engine's own bounds allow.
package enum LargeStack {
  /// The stack's size; only the pages that are touched cost memory.
  package static let defaultSize = 512 << 20

  /// Runs `work` to its end on a thread of its own and returns what it returned.
  ///
  /// The caller waits meanwhile, so the work may use whatever the caller may.
  package static func run<Result, Failure: Error>(
    size: Int = defaultSize, _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var result: Swift.Result<Result, Failure>?
    withoutActuallyEscaping(work) { work in
      let task = Task(stackSize: size) {
        do throws(Failure) {
          result = .success(try work())
        } catch {
          result = .failure(error)
        }
      }
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, size)
      let argument = Unmanaged.passRetained(task).toOpaque()
      #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, &attributes, { Task.entry($0) }, argument)
      if code == 0, let thread { pthread_join(thread, nil) }
      #else
      var thread = pthread_t()
      let code = pthread_create(&thread, &attributes, { Task.entry($0) }, argument)
      if code == 0 { pthread_join(thread, nil) }
      #endif
      pthread_attr_destroy(&attributes)
      // Without a thread (a tight memory limit) the work runs here: less deep, but it runs.
      if code != 0 { Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().body() }
    }
    switch result {
    case .success(let value): return value
    case .failure(let error): throw error
    case nil: preconditionFailure("the thread ended without running its work")
    }
  }

  private final class Task {
    let stackSize: Int
    let body: () -> Void

    init(stackSize: Int, _ body: @escaping () -> Void) {
      self.stackSize = stackSize
      self.body = body
    }

    static func entry(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let argument else { return nil }
      let task = Unmanaged<Task>.fromOpaque(argument).takeRetainedValue()
      StackGuard.noteStack(size: task.stackSize)
      task.body()
      return nil
    }
  }
}
