internal import Platform

/// How a server is to be asked: who asks, and what its certificate is checked against.
package struct FetchOptions: Sendable, Equatable {
  /// Who asks, for basic authentication; empty for nobody.
  package var username = ""
  /// The password that goes with `username`.
  package var password = ""
  /// The file of a client certificate, in PEM.
  package var certificateFile = ""
  /// The file of the certificate's key, in PEM.
  package var keyFile = ""
  /// The file of the authorities that the server's certificate is checked against; empty for the system's.
  package var authorityFile = ""
  /// Whether the server's certificate is not checked.
  package var skipsVerification = false
  /// Whether other hosts, by redirection or by a chart's address, are given the credentials too.
  package var passesCredentialsToAll = false

  /// Nobody in particular, and the system's authorities.
  package init() {}
}

/// A request to a repository or registry.
package struct FetchRequest: Sendable {
  /// `GET`, `HEAD`, `POST`, `PUT` or `PATCH`.
  package var method = "GET"
  /// The address.
  package var url: String
  /// Header fields.
  package var headers: [(name: String, value: String)] = []
  /// The body, empty for none.
  package var body: [UInt8] = []
  /// How the server is asked.
  package var options = FetchOptions()
  /// The most bytes that the answer may have.
  package var limit = RepositoryLimits.index

  /// A GET of an address.
  package init(_ url: String, options: FetchOptions = FetchOptions(), limit: Int = RepositoryLimits.index) {
    self.url = url
    self.options = options
    self.limit = limit
  }
}

/// A server's answer, redirections followed.
package struct FetchResponse: Sendable {
  /// The status code.
  package let status: Int
  /// Header fields.
  package let headers: [(name: String, value: String)]
  /// The body.
  package let body: [UInt8]

  /// An answer by its parts.
  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The body of an answer that is what was asked for; any other is an error in Helm's words.
  package func content(of url: String) throws(RepositoryError) -> [UInt8] {
    guard status == 200 else {
      throw RepositoryError("failed to fetch \(RepositoryURL.redacted(url)) : \(HTTPStatus.text(status))")
    }
    return body
  }

  /// The first header field of that name, in any case.
  package func header(_ name: String) -> String? { headers.header(name) }
}

/// Asks HTTP servers; the network in the program, a table in tests.
package protocol Fetching: Sendable {
  /// Sends a request and waits for the whole answer; a status of 400 and more is an answer, not an error. Credentials go
  /// to no other host than the request's, unless the options say so.
  func fetch(_ request: FetchRequest) async throws(RepositoryError) -> FetchResponse

  /// Sends a request and writes the body of an answer of status 200 into a file as it comes, whole or not at all; any
  /// other answer's body is part of the answer.
  ///
  /// - Parameters:
  ///   - path: the file; its folder has to be there.
  ///   - consume: is given each piece as well.
  func fetch(
    _ request: FetchRequest, to path: String, consume: (_ piece: [UInt8]) -> Void
  ) async throws(RepositoryError) -> FetchResponse
}

extension Fetching {
  package func fetch(
    _ request: FetchRequest, to path: String, consume: (_ piece: [UInt8]) -> Void
  ) async throws(RepositoryError) -> FetchResponse {
    let answer = try await fetch(request)
    guard answer.status == 200 else { return answer }
    consume(answer.body)
    do throws(FileError) {
      try FileSystem.write(answer.body, to: path)
    } catch {
      throw RepositoryError("\(error)")
    }
    return FetchResponse(status: answer.status, headers: answer.headers)
  }
}
