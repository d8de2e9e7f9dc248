package import Kubernetes

/// The embedded cluster behind a door: only requests with the bearer token get in.
package struct TokenGate: Sendable {
  private let cluster: EmbeddedCluster
  private let token: [UInt8]

  /// A door that opens for one token.
  package init(_ cluster: EmbeddedCluster, token: String) {
    self.cluster = cluster
    self.token = Array(token.utf8)
  }

  /// What a request gets: an answer, or the events of a watch.
  package enum Answer: Sendable {
    case whole(HTTPResponse)
    case stream(HTTPStream)
  }

  /// Answers a request, if it may be answered.
  package func answer(_ request: HTTPRequest) async -> Answer {
    guard isOpen(request.path) || isAllowed(request) else { return .whole(Self.refusal) }
    guard request.method == "GET", request.query.contains(where: { $0.name == "watch" && $0.value != "false" }) else {
      return .whole(cluster.respond(to: request))
    }
    return .stream(cluster.stream(request))
  }

  /// What anybody may ask, as a real cluster's system:public-info-viewer.
  private func isOpen(_ path: String) -> Bool { ["/healthz", "/livez", "/readyz", "/version"].contains(path) }

  private func isAllowed(_ request: HTTPRequest) -> Bool {
    for header in request.headers where header.name.lowercased() == "authorization" {
      let words = header.value.split(separator: " ", omittingEmptySubsequences: true)
      if words.count == 2, words[0].lowercased() == "bearer", isToken(Array(words[1].utf8)) { return true }
    }
    return false
  }

  /// Compares in a time that tells nothing about where the difference is.
  private func isToken(_ given: [UInt8]) -> Bool {
    guard given.count == token.count, !token.isEmpty else { return false }
    return zip(given, token).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static var refusal: HTTPResponse {
    let error = APIError(code: 401, reason: "Unauthorized", message: "Unauthorized")
    var body: [UInt8] = []
    do throws(APIError) { body = try WireJSON.encode(error.status) } catch {}
    return HTTPResponse(
      status: 401,
      headers: [(name: "Content-Type", value: "application/json"), (name: "WWW-Authenticate", value: "Bearer")],
      body: body)
  }
}
