internal import Kubernetes
internal import NIOCore
internal import Platform
internal import Values

/// Asks a proxy for a tunnel to a server; once it stands, it makes room for what speaks through it.
final class TunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Step {
    case connect, greeting, authentication, request
  }

  private let proxy: WebAddress
  private let host: String
  private let port: Int
  private let open: (ChannelPipeline.SynchronousOperations) throws -> Void
  private let refuse: (TransportError) -> Void
  private var step = Step.connect
  private var received = ByteBuffer()
  private var isDone = false

  /// - Parameters:
  ///   - open: adds the handlers that speak through the tunnel.
  ///   - refuse: is told why there is none.
  init(
    proxy: WebAddress, host: String, port: Int, open: @escaping (ChannelPipeline.SynchronousOperations) throws -> Void,
    refuse: @escaping (TransportError) -> Void
  ) {
    self.proxy = proxy
    self.host = host
    self.port = port
    self.open = open
    self.refuse = refuse
  }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    if proxy.scheme.hasPrefix("socks5") {
      step = .greeting
      send(proxy.user.isEmpty ? [5, 1, 0] : [5, 2, 0, 2], context)
      return
    }
    let place = (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    var request = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\nUser-Agent: \(UserAgent.text)\r\n"
    if let authorization = Route.authorization(proxy) { request += "Proxy-Authorization: \(authorization)\r\n" }
    send(Array((request + "\r\n").utf8), context)
  }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var part = unwrapInboundIn(data)
    if isDone {
      context.fireChannelRead(wrapInboundOut(part))
      return
    }
    received.writeBuffer(&part)
    if received.readableBytes > 64 << 10 {
      fail("the proxy's answer is too long", context)
      return
    }
    while !isDone, advance(context) {}
  }

  typealias InboundOut = ByteBuffer

  /// Takes one step where the proxy's answer to the last one is complete.
  private func advance(_ context: ChannelHandlerContext) -> Bool {
    let bytes = Array(received.readableBytesView)
    switch step {
    case .connect:
      guard let end = Self.endOfHead(bytes) else { return false }
      let line = String(decoding: bytes.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
      received.moveReaderIndex(forwardBy: end)
      let words = line.split(separator: " ", maxSplits: 2)
      if words.count >= 2, words[1].hasPrefix("2") { finish(context) } else { fail(Self.refusal(words), context) }
    case .greeting:
      if bytes.count < 2 { return false }
      received.moveReaderIndex(forwardBy: 2)
      switch bytes[1] {
      case 0: request(context)
      case 2 where !proxy.user.isEmpty:
        step = .authentication
        let user = Array(proxy.user.utf8.prefix(255))
        let password = Array(proxy.password.utf8.prefix(255))
        send([1, UInt8(user.count)] + user + [UInt8(password.count)] + password, context)
      default: fail("socks connect: no acceptable authentication methods", context)
      }
    case .authentication:
      if bytes.count < 2 { return false }
      received.moveReaderIndex(forwardBy: 2)
      if bytes[1] == 0 {
        request(context)
      } else {
        fail("socks connect: username/password authentication failed", context)
      }
    case .request:
      guard let length = Self.lengthOfReply(bytes) else { return false }
      received.moveReaderIndex(forwardBy: min(length, bytes.count))
      if bytes[1] == 0 { finish(context) } else { fail("socks connect: \(Self.reason(bytes[1]))", context) }
    }
    return true
  }

  private func request(_ context: ChannelHandlerContext) {
    step = .request
    var bytes: [UInt8] = [5, 1, 0]
    if let address = IPAddress(host) {
      bytes += [address.bytes.count == 4 ? 1 : 4] + address.bytes
    } else {
      let name = Array(host.utf8.prefix(255))
      bytes += [3, UInt8(name.count)] + name
    }
    send(bytes + [UInt8(truncatingIfNeeded: port >> 8), UInt8(truncatingIfNeeded: port)], context)
  }

  private func finish(_ context: ChannelHandlerContext) {
    isDone = true
    do {
      try open(context.pipeline.syncOperations)
    } catch {
      refuse(TransportError(ConnectionFailure.words(error), mayHaveActed: false))
      context.close(promise: nil)
      return
    }
    if received.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(received)) }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  private func fail(_ reason: String, _ context: ChannelHandlerContext) {
    isDone = true
    refuse(TransportError("the proxy \(proxy.origin) gives no way to \(host):\(port): \(reason)", mayHaveActed: false))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !isDone { fail(ConnectionFailure.words(error), context) } else { context.fireErrorCaught(error) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !isDone { fail("EOF", context) }
    context.fireChannelInactive()
  }

  // MARK: - Answers

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    var index = 3
    while index < bytes.count {
      if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
        return index + 1
      }
      index += 1
    }
    return nil
  }

  private static func refusal(_ words: [Substring]) -> String {
    guard words.count > 1 else { return "malformed HTTP response" }
    return words.count > 2 ? "\(words[1]) \(words[2])" : "status \(words[1])"
  }

  private static func lengthOfReply(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 5 else { return nil }
    let length: Int
    switch bytes[3] {
    case 1: length = 10
    case 4: length = 22
    default: length = 7 + Int(bytes[4])
    }
    return bytes.count >= length ? length : nil
  }

  private static func reason(_ code: UInt8) -> String {
    switch code {
    case 1: "general SOCKS server failure"
    case 2: "connection not allowed by ruleset"
    case 3: "network unreachable"
    case 4: "host unreachable"
    case 5: "connection refused"
    case 6: "TTL expired"
    case 7: "command not supported"
    case 8: "address type not supported"
    default: "unknown code: \(code)"
    }
  }
}
