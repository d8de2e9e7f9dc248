package import Kubernetes
package import Platform
import Synchronization

/// A Kubernetes API server in one file: it answers requests as kube-apiserver with its controllers does.
///
/// Several of them, in one process or many, may stand on the same folder; what one has written the others read next.
package final class EmbeddedCluster: Transport {
  private let server: Mutex<APIServer>
  /// Wakes the watches when something has changed.
  let signal = WatchSignal()

  /// Opens the cluster in a folder, which is made, with a fresh cluster, where it does not exist.
  ///
  /// - Parameters:
  ///   - clock: tells creation times and when workloads settle.
  ///   - randomness: makes uids and generated names.
  ///   - settleDelay: the seconds that a healthy pod takes to become ready.
  package init(
    folder: String, clock: WallClock = .system, randomness: Randomness = .system, settleDelay: Int64 = 0
  ) throws(EmbeddedClusterError) {
    var database: Database?
    do {
      let path = try ClusterFolder.prepare(folder)
      let opening = try ClusterFolder.lock(folder)
      defer { withExtendedLifetime(opening) {} }
      let opened = try Database(path: path, busyTimeout: Self.busyTimeout)
      database = opened
      let store = try ObjectStore(opened)
      let server = APIServer(
        store: store, environment: ServerEnvironment(clock: clock, randomness: randomness, settleDelay: settleDelay))
      try server.bootstrap()
      self.server = Mutex(server)
    } catch let error as EmbeddedClusterError {
      throw error
    } catch let error as APIError {
      let hint = "`chart cluster reset` puts an empty cluster in the place of one that is damaged."
      throw EmbeddedClusterError(message: error.message, hint: database?.isDamaged == true ? hint : nil)
    } catch {
      throw EmbeddedClusterError(message: "\(error)")
    }
  }

  /// Removes the cluster in a folder, whatever its files hold; nobody must work on it.
  package static func remove(folder: String) throws(EmbeddedClusterError) {
    do {
      let opening = try ClusterFolder.lock(folder)
      defer { withExtendedLifetime(opening) {} }
      let database = Path.join(folder, ClusterFolder.fileName)
      for suffix in ["-wal", "-shm", ""] { try FileSystem.remove(database + suffix) }
    } catch let error as EmbeddedClusterError {
      throw error
    } catch {
      throw EmbeddedClusterError(message: "\(error)")
    }
  }

  /// How many milliseconds one process waits for another's transaction to end.
  private static let busyTimeout: Int32 = 30_000

  /// Answers a request; never throws, since nothing lies between the caller and the cluster.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    respond(to: request)
  }

  /// Answers a request; a watch goes on until it ends or its body is not read any more.
  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    stream(request)
  }

  /// Answers a request piece by piece.
  func stream(_ request: HTTPRequest) -> HTTPStream {
    let (opening, hasWritten) = server.withLock { ($0.open(request), $0.takeHasWritten()) }
    if hasWritten { signal.notify() }
    switch opening {
    case .answer(let response):
      return HTTPStream(response)
    case .watch(let watch):
      let events = WatchStream(self, watch)
      return HTTPStream(
        status: 200, headers: [(name: "Content-Type", value: "application/json")],
        body: AsyncThrowingStream { await events.next() })
    }
  }

  /// Answers a request.
  package func respond(to request: HTTPRequest) -> HTTPResponse {
    let (response, hasWritten) = server.withLock { ($0.respond(to: request), $0.takeHasWritten()) }
    if hasWritten { signal.notify() }
    return response
  }

  /// Ends all watches, now and from here on.
  package func endWatches() { signal.close() }

  /// What a watch is to be told now.
  func next(_ watch: inout Watch) -> [UInt8]? {
    let (events, hasWritten) = server.withLock { ($0.next(&watch), $0.takeHasWritten()) }
    if hasWritten { signal.notify() }
    return events
  }

  /// Throws everything away and makes the cluster new, for all processes that work on it.
  package func reset() throws(EmbeddedClusterError) {
    do throws(APIError) {
      try server.withLock { server throws(APIError) in try server.reset() }
    } catch {
      throw EmbeddedClusterError(message: error.message)
    }
    signal.notify()
  }

  /// How many objects each resource has, and the newest revision.
  package func inventory() throws(EmbeddedClusterError) -> (counts: [(resource: String, count: Int64)], revision: Int64)
  {
    do throws(APIError) {
      return try server.withLock { server throws(APIError) in (try server.store.counts(), try server.store.version()) }
    } catch {
      throw EmbeddedClusterError(message: error.message)
    }
  }
}

/// The embedded cluster could not be opened.
package struct EmbeddedClusterError: Error, CustomStringConvertible {
  /// Why.
  package let message: String
  /// What to do about it, where there is something.
  package var hint: String?

  /// Why.
  package var description: String { message }
}
