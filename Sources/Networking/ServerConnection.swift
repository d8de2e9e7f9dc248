internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import Platform

/// One caller of a server: takes its requests in, one after the other, and sends the answers out.
///
/// It lives on the connection's thread; a task answers each request.
final class ServerConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let handler: HTTPServer.Handler
  private let connections: ServerConnections
  private let bodyLimit: Int
  private var context: ChannelHandlerContext?
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false
  private var task: Task<Void, Never>?
  /// The number of the request that `task` answers.
  private var number = 0

  init(_ handler: @escaping HTTPServer.Handler, _ connections: ServerConnections, bodyLimit: Int) {
    self.handler = handler
    self.connections = connections
    self.bodyLimit = bodyLimit
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    connections.add(self, context.eventLoop)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    task?.cancel()
    self.context = nil
    connections.remove(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    task?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// Ends the connection where it waits for a request.
  func closeIfIdle() { if task == nil, head == nil { context?.close(promise: nil) } }

  /// Ends the connection and whatever it is at.
  func closeNow() {
    task?.cancel()
    context?.close(promise: nil)
  }

  // MARK: - Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      isTooLarge = false
      if head.headers["Expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        let goOn = HTTPResponseHead(version: head.version, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
      }
    case .body(let part):
      if body.count + part.readableBytes > bodyLimit {
        isTooLarge = true
        body = []
      } else if !isTooLarge {
        body += part.readableBytesView
      }
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context)
    }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let request = Self.request(head, body)
    body = []
    let handler = handler
    let isTooLarge = isTooLarge
    let connections = connections
    let channel = context.channel
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    number += 1
    let number = number
    task = Task {
      let answer = isTooLarge ? .whole(HTTPResponse(status: 413)) : await handler(request)
      let keepsAlive = head.isKeepAlive && !isTooLarge && !connections.isClosing
      var out = ServerAnswerWriter(channel: channel, request: head, keepsAlive: keepsAlive)
      let isComplete = await out.write(answer)
      channel.eventLoop.execute { bound.value.finish(number, keepsAlive: keepsAlive && isComplete) }
    }
  }

  /// A caller that sends its next request without waiting may have it answered already.
  private func finish(_ number: Int, keepsAlive: Bool) {
    if number == self.number { task = nil }
    if !keepsAlive || connections.isClosing && task == nil { context?.close(promise: nil) }
  }

  private static func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPRequest {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var query: [(name: String, value: String)] = []
    for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query.append(
        (
          name: PercentEncoding.decode(String(sides[0]), plusIsSpace: true),
          value: sides.count > 1 ? PercentEncoding.decode(String(sides[1]), plusIsSpace: true) : ""
        ))
    }
    return HTTPRequest(
      method: head.method.rawValue, path: parts.first.map(String.init) ?? "/", query: query,
      headers: head.headers.map { (name: $0.name, value: $0.value) }, body: body)
  }
}

/// Sends one answer out.
private struct ServerAnswerWriter {
  let channel: any Channel
  let request: HTTPRequestHead
  let keepsAlive: Bool

  /// Writes the answer.
  ///
  /// - Returns: whether all of it went out; a caller that has gone, or a body that broke off, leaves it incomplete.
  mutating func write(_ answer: HTTPAnswer) async -> Bool {
    do {
      switch answer {
      case .whole(let answer): try await write(answer)
      case .stream(let answer): try await write(answer)
      }
      return true
    } catch {
      return false
    }
  }

  private func write(_ answer: HTTPResponse) async throws {
    var head = self.head(answer.status, answer.headers)
    let hasBody = answer.status != 204 && answer.status != 304 && answer.status >= 200
    if hasBody, request.method != .HEAD || head.headers["Content-Length"].isEmpty {
      head.headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
    }
    let channel = channel
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    if hasBody, !answer.body.isEmpty, request.method != .HEAD {
      channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: answer.body))), promise: nil)
    }
    try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
  }

  private func write(_ answer: HTTPStream) async throws {
    let head = self.head(answer.status, answer.headers)
    try await channel.writeAndFlush(HTTPServerResponsePart.head(head))
    for try await piece in answer.body where request.method != .HEAD {
      // Waiting for each piece to be on its way keeps a slow reader from filling our memory.
      try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: piece))))
    }
    if Task.isCancelled { throw CancellationError() }
    try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
  }

  private func head(_ status: Int, _ fields: [(name: String, value: String)]) -> HTTPResponseHead {
    var headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
    if !keepsAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
    return HTTPResponseHead(version: request.version, status: HTTPResponseStatus(statusCode: status), headers: headers)
  }
}
