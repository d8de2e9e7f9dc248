internal import Platform

/// Where a connection leads: connections of one route serve each other's requests.
struct Route: Hashable, Sendable {
  /// Whether TLS is spoken with the server.
  var isSecure: Bool
  var host: String
  var port: Int
  /// The proxy on the way.
  var proxy: WebAddress?

  init(to address: WebAddress, proxy: WebAddress?) {
    isSecure = address.scheme == "https"
    host = address.host
    port = address.port
    self.proxy = proxy
  }

  /// Whether the proxy reads our requests and passes them on, rather than passing on bytes.
  var isForwarded: Bool {
    guard let proxy else { return false }
    return !isSecure && !proxy.scheme.hasPrefix("socks5")
  }

  /// The value of a Proxy-Authorization header; nil where the proxy's address names no user.
  static func authorization(_ proxy: WebAddress) -> String? {
    proxy.user.isEmpty ? nil : BasicAuthorization.value(user: proxy.user, password: proxy.password)
  }
}
