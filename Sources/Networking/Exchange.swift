internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// One request under way, and its answer as it comes in: the connection's thread puts in, one task takes out.
final class Exchange: Sendable {
  /// How many bytes of a body may wait to be read before the connection stops reading.
  static let highWater = 256 << 10

  private struct State {
    var head: HTTPResponseHead?
    var chunks: [ByteBuffer] = []
    var taken = 0
    var waitingBytes = 0
    var isEnded = false
    var failure: TransportError?
    var headWaiter: CheckedContinuation<Result<HTTPResponseHead, TransportError>, Never>?
    var chunkWaiter: CheckedContinuation<Result<ByteBuffer?, TransportError>, Never>?
    var isPaused = false
    var wasSent = false
    var resume: (@Sendable () -> Void)?
    var cancel: (@Sendable () -> Void)?
    var isCancelled = false

    /// Takes out the piece that has waited longest.
    mutating func takeChunk() -> ByteBuffer? {
      guard taken < chunks.count else { return nil }
      let chunk = chunks[taken]
      taken += 1
      waitingBytes -= chunk.readableBytes
      if taken == chunks.count {
        chunks.removeAll(keepingCapacity: true)
        taken = 0
      }
      return chunk
    }
  }

  private let state = Mutex(State())

  // MARK: - The connection's side

  /// The request's first bytes go out: from here on the server may act.
  func markSent() { state.withLock { $0.wasSent = true } }

  /// Whether bytes of the request may have reached the server.
  var mayHaveActed: Bool { state.withLock { $0.wasSent } }

  /// Says how to go on reading, and how to give the exchange up.
  ///
  /// - Returns: whether the exchange is still wanted.
  func attach(resume: @escaping @Sendable () -> Void, cancel: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      // Nothing would take them out again.
      if state.isCancelled { return false }
      state.resume = resume
      state.cancel = cancel
      return true
    }
  }

  func receive(_ head: HTTPResponseHead) {
    let waiter = state.withLock { state in
      state.head = head
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume(returning: .success(head))
  }

  /// Takes a piece of the body.
  ///
  /// - Returns: whether the connection should go on reading.
  func receive(_ chunk: ByteBuffer) -> Bool {
    typealias Waiter = CheckedContinuation<Result<ByteBuffer?, TransportError>, Never>
    let (waiter, goesOn) = state.withLock { state -> (Waiter?, Bool) in
      if let waiter = state.chunkWaiter {
        state.chunkWaiter = nil
        return (waiter, true)
      }
      state.chunks.append(chunk)
      state.waitingBytes += chunk.readableBytes
      // Only the reader ends a pause, and says so: more may come of what was read before it began.
      if state.waitingBytes > Self.highWater { state.isPaused = true }
      return (nil, !state.isPaused)
    }
    waiter?.resume(returning: .success(chunk))
    return goesOn
  }

  /// The answer is complete.
  func end() {
    let waiter = state.withLock { state in
      state.isEnded = true
      state.resume = nil
      state.cancel = nil
      defer { state.chunkWaiter = nil }
      return state.chunkWaiter
    }
    waiter?.resume(returning: .success(nil))
  }

  /// The answer will not come, or not be complete.
  func fail(_ error: TransportError) {
    typealias Waiters = (
      CheckedContinuation<Result<HTTPResponseHead, TransportError>, Never>?,
      CheckedContinuation<Result<ByteBuffer?, TransportError>, Never>?
    )
    let waiters = state.withLock { state -> Waiters in
      if state.isEnded || state.failure != nil { return (nil, nil) }
      state.failure = error
      state.resume = nil
      state.cancel = nil
      defer {
        state.headWaiter = nil
        state.chunkWaiter = nil
      }
      return (state.headWaiter, state.chunkWaiter)
    }
    waiters.0?.resume(returning: .failure(error))
    waiters.1?.resume(returning: .failure(error))
  }

  // MARK: - The task's side

  /// Waits for status and headers.
  func head() async throws(TransportError) -> HTTPResponseHead {
    let result = await withCheckedContinuation {
      (waiter: CheckedContinuation<Result<HTTPResponseHead, TransportError>, Never>) in
      let ready = state.withLock { state -> Result<HTTPResponseHead, TransportError>? in
        if let head = state.head { return .success(head) }
        if let failure = state.failure { return .failure(failure) }
        state.headWaiter = waiter
        return nil
      }
      if let ready { waiter.resume(returning: ready) }
    }
    return try result.get()
  }

  /// Waits for the next piece of the body; nil at its end.
  func next() async throws(TransportError) -> ByteBuffer? {
    let result = await withCheckedContinuation {
      (waiter: CheckedContinuation<Result<ByteBuffer?, TransportError>, Never>) in
      typealias Ready = (Result<ByteBuffer?, TransportError>?, (@Sendable () -> Void)?)
      let (ready, resume) = state.withLock { state -> Ready in
        if let chunk = state.takeChunk() {
          let resumes = state.isPaused && state.waitingBytes <= Self.highWater / 2
          if resumes { state.isPaused = false }
          return (.success(chunk), resumes ? state.resume : nil)
        }
        if state.isEnded { return (.success(nil), nil) }
        if let failure = state.failure { return (.failure(failure), nil) }
        state.chunkWaiter = waiter
        return (nil, nil)
      }
      resume?()
      if let ready { waiter.resume(returning: ready) }
    }
    return try result.get()
  }

  /// Ends the request because nobody wants its answer any more.
  func cancel() { giveUp("context canceled") }

  /// Whether our side gave the request up.
  var wasGivenUp: Bool { state.withLock { $0.isCancelled } }

  /// Gives the request up: its connection is closed, whoever waits is told the reason.
  func giveUp(_ reason: String) {
    let cancel = state.withLock { state in
      state.isCancelled = true
      return state.cancel
    }
    fail(TransportError(reason, mayHaveActed: mayHaveActed))
    cancel?()
  }
}
