package import Kubernetes
package import Platform
import Synchronization

/// A Kubernetes API server in one file: it answers requests as kube-apiserver with its controllers does.
///
/// Several of them, in one process or many, may stand on the same folder; what one has written the others read next.
package final class EmbeddedCluster: Transport {
  private let server: Mutex<APIServer>

  /// Opens the cluster in a folder, which is made, with a fresh cluster, where it does not exist.
  ///
  /// - Parameters:
  ///   - clock: tells creation times and when workloads settle.
  ///   - randomness: makes uids and generated names.
  ///   - settleDelay: the seconds that a healthy pod takes to become ready.
  package init(
    folder: String, clock: WallClock = .system, randomness: Randomness = .system, settleDelay: Int64 = 0
  ) throws(EmbeddedClusterError) {
    do {
      let path = try ClusterFolder.prepare(folder)
      let opening = try ClusterFolder.lock(folder)
      defer { withExtendedLifetime(opening) {} }
      let store = try ObjectStore(Database(path: path, busyTimeout: Self.busyTimeout))
      let server = APIServer(
        store: store, environment: ServerEnvironment(clock: clock, randomness: randomness, settleDelay: settleDelay))
      try server.bootstrap()
      self.server = Mutex(server)
    } catch let error as FileError {
      throw EmbeddedClusterError(message: "\(error)")
    } catch let error as APIError {
      throw EmbeddedClusterError(message: error.message)
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

  /// Answers a request.
  package func respond(to request: HTTPRequest) -> HTTPResponse {
    server.withLock { $0.respond(to: request) }
  }
}

/// The embedded cluster could not be opened.
package struct EmbeddedClusterError: Error, CustomStringConvertible {
  /// Why.
  package let message: String

  /// Why.
  package var description: String { message }
}
