import Repositories
import Synchronization

/// A server that is a table: what it answers by address, and who asked what.
final class TableOfAnswers: Fetching {
  private let answers: Mutex<[String: FetchResponse]>
  private let asked = Mutex<[FetchRequest]>([])

  init(_ answers: [String: FetchResponse]) { self.answers = Mutex(answers) }

  func fetch(_ request: FetchRequest) async throws(RepositoryError) -> FetchResponse {
    asked.withLock { $0.append(request) }
    guard let answer = answers.withLock({ $0[request.url] }) else { return FetchResponse(status: 404) }
    let tag = request.headers.first { $0.name == "If-None-Match" }?.value
    if let tag, tag == answer.header("ETag") { return FetchResponse(status: 304) }
    return answer
  }

  func set(_ url: String, _ answer: FetchResponse) { answers.withLock { $0[url] = answer } }

  var requests: [FetchRequest] { asked.withLock { $0 } }
}

/// A registry that has nothing.
struct NoRegistry: ChartRegistry {
  func versions(of reference: String) async throws(RepositoryError) -> [String] {
    throw RepositoryError("no registry here")
  }

  func pull(
    _ reference: String, version: String, wantsProvenance: Bool
  ) async throws(RepositoryError) -> DownloadedChart {
    throw RepositoryError("no registry here")
  }
}
