import Kubernetes
import Networking
import Platform
import Repositories
import Synchronization

/// Asks repositories and registries over the network.
final class NetworkFetching: Fetching {
  private let context: ProcessContext
  /// How long a server may say nothing.
  private let patience: Duration
  /// A client for each way to be known and to know servers; connections are kept with it.
  private let clients = Mutex<[String: FetchClient]>([:])

  /// A fetcher in the given world, whose proxies and authorities it takes.
  init(_ context: ProcessContext, patience: Duration = .seconds(120)) {
    self.context = context
    self.patience = patience
  }

  func fetch(_ request: FetchRequest) async throws(RepositoryError) -> FetchResponse {
    let (client, message) = try prepare(request)
    do throws(TransportError) {
      let answer = try await client.fetch(message)
      return FetchResponse(status: answer.status, headers: answer.headers, body: answer.body)
    } catch {
      throw RepositoryError(error.message)
    }
  }

  func fetch(
    _ request: FetchRequest, to path: String, consume: (_ piece: [UInt8]) -> Void
  ) async throws(RepositoryError) -> FetchResponse {
    let (client, message) = try prepare(request)
    do throws(TransportError) {
      let answer = try await client.download(message, to: path, consume: consume)
      return FetchResponse(status: answer.status, headers: answer.headers, body: answer.body)
    } catch {
      throw RepositoryError(error.message)
    }
  }

  private func prepare(
    _ request: FetchRequest
  ) throws(RepositoryError) -> (FetchClient, FetchClient.Request) {
    guard let address = WebAddress(request.url) else {
      throw RepositoryError("\(RepositoryURL.redacted(request.url)) is no address that can be asked")
    }
    guard address.scheme == "http" || address.scheme == "https" else {
      throw RepositoryError("scheme \"\(address.scheme)\" not supported")
    }
    var message = FetchClient.Request(address)
    message.method = request.method
    message.headers = request.headers
    message.username = request.options.username
    message.password = Secret(request.options.password)
    message.passesCredentials = request.options.passesCredentialsToAll
    message.body = request.body
    message.limit = request.limit
    return (try client(request.options), message)
  }

  /// The answer to a request, for which the calling thread waits; it must be none of a task's.
  func fetchWaiting(_ request: FetchRequest) throws(RepositoryError) -> FetchResponse {
    let answer = OneShot<Result<FetchResponse, RepositoryError>>()
    Task.detached {
      do throws(RepositoryError) {
        answer.fulfil(.success(try await self.fetch(request)))
      } catch {
        answer.fulfil(.failure(error))
      }
    }
    return try answer.wait().get()
  }

  private func client(_ options: FetchOptions) throws(RepositoryError) -> FetchClient {
    let key = [
      options.certificateFile, options.keyFile, options.authorityFile, options.skipsVerification ? "1" : "0",
    ].joined(separator: "\n")
    if let client = clients.withLock({ $0[key] }) { return client }
    var settings = FetchClient.Settings()
    settings.patience = patience
    if options.skipsVerification {
      settings.tls.trust = .nobody
    } else if !options.authorityFile.isEmpty {
      settings.tls.trust = .certificates(try Self.read(options.authorityFile))
    }
    if !options.certificateFile.isEmpty {
      settings.tls.certificateChain = try Self.read(options.certificateFile)
      settings.tls.privateKey = try Self.read(options.keyFile)
    }
    let client = FetchClient(settings, context: context)
    clients.withLock { $0[key] = client }
    return client
  }

  private static func read(_ path: String) throws(RepositoryError) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: 16 << 20)
    } catch {
      throw RepositoryError("\(error)")
    }
  }
}
