import Synchronization

/// Wakes those who wait for the store to change.
///
/// Changes by this process wake them at once; those by other processes are looked for a few times a second, as long as
/// anybody waits.
final class WatchSignal: Sendable {
  /// How long a change by another process may go unnoticed.
  static let interval = Duration.milliseconds(100)

  private struct State {
    var nextIdentity = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    /// Counts the changes.
    var generation = 0
    var isTicking = false
    var isClosed = false
  }

  private let state = Mutex(State())

  /// How many changes there were: a number to hand to `wait`.
  var generation: Int { state.withLock { $0.generation } }

  /// Whether there is no more waiting.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Wakes all who wait, and lets nobody wait again.
  func close() {
    state.withLock { $0.isClosed = true }
    notify()
  }

  /// Wakes all who wait.
  func notify() {
    let woken = state.withLock { state in
      state.generation &+= 1
      let woken = state.waiting
      state.waiting = [:]
      return woken
    }
    for continuation in woken.values { continuation.resume() }
  }

  /// Waits for a change after the given one, for the next look at what others did, or until the task is cancelled.
  func wait(after generation: Int) async {
    let identity = state.withLock { state in
      state.nextIdentity &+= 1
      return state.nextIdentity
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if Task.isCancelled || state.isClosed || state.generation != generation { return true }
          state.waiting[identity] = continuation
          return false
        }
        if goesOn { continuation.resume() } else { tick() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: identity) }?.resume()
    }
  }

  /// Wakes those who wait after the interval, and goes on as long as somebody does.
  private func tick() {
    let starts = state.withLock { state in
      if state.isTicking { return false }
      state.isTicking = true
      return true
    }
    guard starts else { return }
    Task {
      repeat {
        do { try await Task.sleep(for: Self.interval) } catch { break }
        notify()
        // Those who were woken come back within moments, or nobody needs another look.
        do { try await Task.sleep(for: .milliseconds(5)) } catch { break }
      } while !stopIfIdle()
    }
  }

  private func stopIfIdle() -> Bool {
    state.withLock { state in
      if state.waiting.isEmpty { state.isTicking = false }
      return state.waiting.isEmpty
    }
  }
}
