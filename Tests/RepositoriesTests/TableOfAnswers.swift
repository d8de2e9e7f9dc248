import Charts
import Repositories
import Synchronization
import TestSupport

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

  /// A repository that has charts of one file each.
  convenience init(repository url: String, _ charts: [(name: String, version: String)]) throws {
    var answers: [String: FetchResponse] = [:]
    var entries = ""
    for name in Set(charts.map(\.name)).sorted() {
      entries += "  \(name):\n"
      for chart in charts where chart.name == name {
        let bytes = try Self.package(name, chart.version)
        let file = "\(name)-\(chart.version).tgz"
        answers["\(url)/\(file)"] = FetchResponse(status: 200, body: bytes)
        entries += "  - name: \(name)\n    version: \(chart.version)\n    urls: [\(file)]\n"
        entries += "    digest: \(Digest.sha256(bytes))\n"
      }
    }
    answers["\(url)/index.yaml"] = FetchResponse(
      status: 200, headers: [("ETag", "\"1\"")], body: Array("apiVersion: v1\nentries:\n\(entries)".utf8))
    self.init(answers)
  }

  private static func package(_ name: String, _ version: String) throws -> [UInt8] {
    let folder = try TemporaryFolder(["c/Chart.yaml": "apiVersion: v2\nname: \(name)\nversion: \(version)\n"])
    var warnings: [ChartWarning] = []
    return try Packager.package(folder: folder.path("c"), warnings: &warnings).bytes
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
