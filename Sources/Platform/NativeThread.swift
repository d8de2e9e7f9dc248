/// A thread of the system's, with a stack of a chosen size.
struct NativeThread {
  private let handle: pthread_t

  /// Starts a thread; nil where the system has none to give (a tight memory limit).
  init?(stackSize: Int, _ body: @escaping () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let work = Unmanaged.passRetained(Work(stackSize, body))
    #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, &attributes, { Work.entry($0) }, work.toOpaque())
    if code == 0, let thread {
      handle = thread
      return
    }
    #else
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, { Work.entry($0) }, work.toOpaque())
    if code == 0 {
      handle = thread
      return
    }
    #endif
    work.release()
    return nil
  }

  /// Waits for the thread's end.
  func join() { pthread_join(handle, nil) }

  /// Lets the thread end without anyone waiting.
  func detach() { pthread_detach(handle) }

  private final class Work {
    private let stackSize: Int
    private let body: () -> Void

    init(_ stackSize: Int, _ body: @escaping () -> Void) {
      self.stackSize = stackSize
      self.body = body
    }

    static func entry(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let argument else { return nil }
      let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
      StackGuard.noteStack(size: work.stackSize)
      work.body()
      return nil
    }
  }
}
