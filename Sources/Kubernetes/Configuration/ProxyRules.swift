package import Platform

/// Which proxy the environment wants for an address, as Go's golang.org/x/net/http/httpproxy.
package struct ProxyRules: Sendable {
  private let http: WebAddress?
  private let https: WebAddress?
  private let exceptions: [Exception]

  private enum Exception: Sendable {
    case everything
    case network(IPAddress, bits: Int)
    case address(IPAddress, port: Int?)
    /// A name and, unless it began with a dot, what lies below it as well.
    case name(String, port: Int?, includesItself: Bool)
  }

  /// The rules of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or small letters.
  package init(_ environment: [String: String]) {
    func variable(_ name: String) -> String {
      let value = environment[name] ?? ""
      return value.isEmpty ? environment[name.lowercased()] ?? "" : value
    }
    // A CGI program's HTTP_PROXY comes from its caller's `Proxy` header.
    http = environment["REQUEST_METHOD"]?.isEmpty ?? true ? Self.proxy(variable("HTTP_PROXY")) : nil
    https = Self.proxy(variable("HTTPS_PROXY"))
    exceptions = variable("NO_PROXY").split(separator: ",").compactMap { Self.exception($0) }
  }

  /// The proxy on the way to an address, or nil for the straight way.
  package func proxy(for address: WebAddress) -> WebAddress? {
    guard let proxy = address.scheme == "https" ? https : http else { return nil }
    let host = address.host.lowercased()
    if host == "localhost" { return nil }
    let ip = IPAddress(host)
    if let ip, ip.isLoopback { return nil }
    for exception in exceptions {
      switch exception {
      case .everything: return nil
      case .network(let network, let bits):
        if let ip, ip.lies(in: network, bits: bits) { return nil }
      case .address(let other, let port):
        if ip == other, port == nil || port == address.port { return nil }
      case .name(let name, let port, let includesItself):
        if ip != nil || !(port == nil || port == address.port) { continue }
        if host.hasSuffix("." + name) || (includesItself && host == name) { return nil }
      }
    }
    return proxy
  }

  private static func proxy(_ text: String) -> WebAddress? {
    if text.isEmpty { return nil }
    if let address = WebAddress(text), ["http", "https", "socks5", "socks5h"].contains(address.scheme) {
      return address
    }
    return WebAddress("http://" + text)
  }

  private static func exception(_ text: Substring) -> Exception? {
    let text = String(text.filter { $0 != " " && $0 != "\t" }).lowercased()
    if text.isEmpty { return nil }
    if text == "*" { return .everything }
    if let slash = text.firstIndex(of: "/"), let network = IPAddress(String(text[..<slash])),
      let bits = Int(text[text.index(after: slash)...]), (0...network.bytes.count * 8).contains(bits)
    {
      return .network(network, bits: bits)
    }
    var host = text
    var port: Int?
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      host = String(text[text.index(after: text.startIndex)..<close])
      port = Int(text[close...].dropFirst(2))
    } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
      host = String(text[..<colon])
      port = Int(text[text.index(after: colon)...])
    }
    if host.isEmpty { return nil }
    if let ip = IPAddress(host) { return .address(ip, port: port) }
    if host.hasPrefix("*.") { host.removeFirst() }
    let includesItself = !host.hasPrefix(".")
    return .name(includesItself ? host : String(host.dropFirst()), port: port, includesItself: includesItself)
  }
}
