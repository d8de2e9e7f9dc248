import Kubernetes
import Synchronization

/// The events of one watch, asked for one piece after the other by whoever sends them on.
final class WatchStream: Sendable {
  private let cluster: EmbeddedCluster
  private let watch: Mutex<Watch>

  init(_ cluster: EmbeddedCluster, _ watch: Watch) {
    self.cluster = cluster
    self.watch = Mutex(watch)
  }

  /// The next events; nil when the watch is over or nobody reads it any more.
  func next() async -> [UInt8]? {
    while !Task.isCancelled, !cluster.signal.isClosed {
      let generation = cluster.signal.generation
      var state = watch.withLock { $0 }
      if state.isOver { return nil }
      let events = cluster.next(&state)
      watch.withLock { [state] in $0 = state }
      if let events { return events }
      if state.isOver { return nil }
      await cluster.signal.wait(after: generation)
    }
    return nil
  }
}
