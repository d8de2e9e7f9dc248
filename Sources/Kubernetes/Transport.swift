/// A request to a Kubernetes API server.
package struct HTTPRequest: Sendable {
  /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
  package var method: String
  /// The path, such as `/api/v1/namespaces/default/secrets`, already percent-encoded.
  package var path: String
  /// The query's names and values, not encoded.
  package var query: [(name: String, value: String)]
  /// Header fields, such as `Content-Type`.
  package var headers: [(name: String, value: String)]
  /// The body, empty for none.
  package var body: [UInt8]

  /// A request by its parts.
  package init(
    method: String, path: String, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}

/// An API server's answer.
package struct HTTPResponse: Sendable {
  /// The status code: 200, 404, 409, ….
  package var status: Int
  /// Header fields.
  package var headers: [(name: String, value: String)]
  /// The body.
  package var body: [UInt8]

  /// An answer by its parts.
  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// An answer whose body comes in pieces while the server has more to say: a watch, a log that is followed.
package struct HTTPStream: Sendable {
  /// The status code.
  package let status: Int
  /// Header fields.
  package let headers: [(name: String, value: String)]
  /// The body's pieces as they come, cut anywhere; ends when the server ends it, fails with a `TransportError`.
  package let body: AsyncThrowingStream<[UInt8], any Error>

  /// An answer by its parts.
  package init(
    status: Int, headers: [(name: String, value: String)] = [], body: AsyncThrowingStream<[UInt8], any Error>
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A whole answer as one piece.
  package init(_ answer: HTTPResponse) {
    self.init(
      status: answer.status, headers: answer.headers,
      body: AsyncThrowingStream { continuation in
        if !answer.body.isEmpty { continuation.yield(answer.body) }
        continuation.finish()
      })
  }
}

/// Whatever answers requests as a Kubernetes API server does: a real one over TLS, or the embedded cluster in process.
package protocol Transport: Sendable {
  /// Sends one request and waits for its answer; a status of 400 and more is an answer, not an error.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse

  /// Sends one request and hands over its answer as it comes; whoever stops reading the body ends the request.
  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream
}

extension Transport {
  /// The whole answer as one piece: what a transport that cannot stream gives.
  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    HTTPStream(try await send(request))
  }
}

/// No answer came: the server could not be reached, or the connection broke.
package struct TransportError: Error, Sendable {
  /// What happened, in words for people.
  package let message: String
  /// Whether the server may have acted on the request all the same.
  package let mayHaveActed: Bool

  /// An error with its words.
  package init(_ message: String, mayHaveActed: Bool) {
    self.message = message
    self.mayHaveActed = mayHaveActed
  }
}
