/// When an operation's time is over.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant
  /// The time that there was.
  let timeout: Duration

  /// How often is looked whether the user still wants what is under way.
  static let tick = Duration.milliseconds(100)

  /// So long from now; 0 stands for Helm's default of 30 seconds.
  init(after timeout: Duration) {
    self.timeout = timeout == .zero ? .seconds(30) : timeout
    end = ContinuousClock.now.advanced(by: self.timeout)
  }

  var isOver: Bool { ContinuousClock.now >= end }

  /// What work gives, or nil where the time is over before, or the user wants no more: then the work is cancelled.
  ///
  /// A server that has fallen silent answers a request only after minutes, if at all.
  ///
  /// - Parameter grace: how long the work may take in any case, for what is to be known even when the time is over.
  func bounding<Result: Sendable>(
    grace: Duration = .zero, isInterrupted: @escaping @Sendable () -> Bool = { false },
    _ work: @escaping @Sendable () async -> Result
  ) async -> Result? {
    let end = max(end, ContinuousClock.now + grace)
    return await withTaskGroup(of: Result?.self) { group in
      group.addTask { await work() }
      group.addTask {
        while !Task.isCancelled, !isInterrupted() {
          let left = end - ContinuousClock.now
          if left <= .zero { break }
          try? await Task.sleep(for: min(left, Self.tick))
        }
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
