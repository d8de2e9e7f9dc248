import Repositories
import Synchronization

/// A registry that keeps what is pushed, and lets in only those who bring its token, as the distribution specification
/// has it.
final class FakeRegistry: Fetching {
  private struct State {
    var blobs: [String: [UInt8]] = [:]
    var otherBlobs: [String: [UInt8]] = [:]
    var manifests: [String: [UInt8]] = [:]
    var uploads: [String: [UInt8]] = [:]
    var tags: [String] = []
    var requests: [String] = []
    var brokenPieces = 0
  }

  private let state = Mutex(State())
  private let token: String?

  /// - Parameter token: what it asks for; nil lets everybody in.
  init(token: String? = nil) { self.token = token }

  var requests: [String] { state.withLock { $0.requests } }

  /// The manifest that a tag names.
  func manifest(_ tag: String) -> String? {
    state.withLock { $0.manifests[tag] }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The next so many pieces of an upload arrive, but their answers do not.
  func breakPieces(_ count: Int) { state.withLock { $0.brokenPieces = count } }

  /// Keeps a blob in the repository `other/redis` only.
  func keepElsewhere(_ blob: [UInt8]) {
    state.withLock { $0.otherBlobs["sha256:" + Digest.sha256(blob)] = blob }
  }

  /// Changes a stored blob behind everybody's back.
  func damageBlobs() { state.withLock { state in for key in state.blobs.keys { state.blobs[key]?.append(0) } } }

  func fetch(_ request: FetchRequest) async throws(RepositoryError) -> FetchResponse {
    let path = String(request.url.dropFirst("https://r.example".count))
    state.withLock { $0.requests.append("\(request.method) \(path)") }
    if request.url.hasPrefix("https://auth.example/token") {
      guard request.options.username == "me", request.options.password == "planted" else {
        return FetchResponse(status: 401)
      }
      return FetchResponse(status: 200, body: Array("{\"token\":\"\(token ?? "")\"}".utf8))
    }
    if let token, request.headers.first(where: { $0.name == "Authorization" })?.value != "Bearer \(token)" {
      let challenge = "Bearer realm=\"https://auth.example/token\",service=\"r.example\""
      return FetchResponse(status: 401, headers: [("Www-Authenticate", challenge)])
    }
    guard let answer = state.withLock({ Self.answer(request, path, &$0) }) else {
      throw RepositoryError("the connection broke")
    }
    return answer
  }

  private static func answer(_ request: FetchRequest, _ path: String, _ state: inout State) -> FetchResponse? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    switch (request.method, path) {
    case ("HEAD", _): return FetchResponse(status: state.blobs[name] == nil ? 404 : 200)
    case ("POST", _) where path.hasSuffix("&from=other%2Fredis"):
      let digest = String(path.drop { $0 != "=" }.dropFirst().prefix { $0 != "&" })
      guard let blob = state.otherBlobs[digest] else { fallthrough }
      state.blobs[digest] = blob
      return FetchResponse(status: 201)
    case ("POST", _):
      state.uploads["u1"] = []
      return FetchResponse(status: 202, headers: [("Location", "/v2/charts/redis/blobs/uploads/u1")])
    case ("PATCH", _):
      state.uploads["u1"]? += request.body
      if state.brokenPieces > 0 {
        state.brokenPieces -= 1
        return nil
      }
      return progress(state)
    case ("PUT", _) where path.contains("/uploads/"):
      let digest = String(path.split(separator: "=").last ?? "")
      let content = (state.uploads["u1"] ?? []) + request.body
      guard "sha256:" + Digest.sha256(content) == digest else { return FetchResponse(status: 400) }
      state.blobs[digest] = content
      return FetchResponse(status: 201)
    case ("PUT", _):
      state.manifests[name] = request.body
      state.manifests["sha256:" + Digest.sha256(request.body)] = request.body
      state.tags.append(name)
      return FetchResponse(status: 201)
    case (_, _) where path.contains("/uploads/"): return progress(state)
    case (_, _) where path.contains("/tags/list?"): return tags(state.tags.suffix(1), next: nil)
    case (_, _) where path.hasSuffix("/tags/list"):
      return tags(state.tags.dropLast(), next: "</v2/charts/redis/tags/list?n=1>; rel=\"next\"")
    case (_, _) where path.contains("/manifests/"):
      return state.manifests[name].map { FetchResponse(status: 200, body: $0) } ?? FetchResponse(status: 404)
    default: return state.blobs[name].map { FetchResponse(status: 200, body: $0) } ?? FetchResponse(status: 404)
    }
  }

  private static func progress(_ state: State) -> FetchResponse {
    FetchResponse(
      status: 202,
      headers: [
        ("Location", "/v2/charts/redis/blobs/uploads/u1"), ("Range", "0-\((state.uploads["u1"]?.count ?? 0) - 1)"),
      ])
  }

  private static func tags(_ tags: some Sequence<String>, next: String?) -> FetchResponse {
    let list = tags.map { "\"\($0)\"" }.joined(separator: ",")
    return FetchResponse(
      status: 200, headers: next.map { [("Link", $0)] } ?? [], body: Array("{\"tags\":[\(list)]}".utf8))
  }
}
