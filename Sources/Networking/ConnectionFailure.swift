internal import Kubernetes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Platform

/// What people read when a connection fails: Go's words, which Helm's users know, and what they mean where Go is terse.
enum ConnectionFailure {
  /// What a connection met with that had been opened.
  static func words(_ error: any Error) -> String {
    switch error {
    case let error as TransportError: error.message
    case let error as IOError: FileError.reason(error.errnoCode)
    case let error as ChannelError where error == .eof || error == .inputClosed || error == .ioOnClosedChannel: "EOF"
    case let error as HTTPParserError where error == .invalidEOFState: "unexpected EOF"
    case is HTTPParserError: "net/http: HTTP/1.x transport connection broken: malformed HTTP response"
    case let error as NIOSSLError: tls(error)
    case let error as BoringSSLError: tls(.handshakeFailed(error))
    default: "the connection failed (\(type(of: error)))"
    }
  }

  /// What kept a connection from being opened.
  static func words(connecting error: any Error, to route: Route) -> String {
    let target = route.proxy ?? nil
    let host = target?.host ?? route.host
    let port = target?.port ?? route.port
    let prefix = target == nil ? "dial tcp" : "proxyconnect tcp: dial tcp"
    guard let error = error as? NIOConnectionError else {
      if case .connectTimeout? = error as? ChannelError { return "\(prefix) \(place(host, port)): i/o timeout" }
      if let error = error as? TransportError { return error.message }
      return "\(prefix) \(place(host, port)): connect: \(words(error))"
    }
    if let attempt = error.connectionErrors.last {
      let address = attempt.target.ipAddress ?? host
      if case .connectTimeout? = attempt.error as? ChannelError {
        return "\(prefix) \(place(address, port)): i/o timeout"
      }
      return "\(prefix) \(place(address, port)): connect: \(words(attempt.error))"
    }
    return "\(prefix): lookup \(host): no such host"
  }

  private static func place(_ host: String, _ port: Int) -> String {
    (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
  }

  // MARK: - TLS

  /// Why a TLS connection could not be opened.
  static func words(
    opening error: any Error, certificate: NIOSSLCertificate?, route: Route, serverName: String?, now: Moment
  ) -> String {
    let name = serverName ?? route.host
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
      return wrongName(name, certificate)
    }
    if let error = error as? NIOSSLError {
      if error == .unableToValidateCertificate || error == .noCertificateToValidate {
        return wrongName(name, certificate)
      }
      if case .handshakeFailed(let reason) = error, codes(reason).contains("CERTIFICATE_VERIFY_FAILED") {
        return unverified(certificate, now)
      }
    }
    if let error = error as? ChannelError, error == .eof || error == .inputClosed { return "EOF" }
    return words(error)
  }

  private static func wrongName(_ name: String, _ certificate: NIOSSLCertificate?) -> String {
    let names = certificate.map(CertificateNames.all) ?? []
    let prefix = "tls: failed to verify certificate: x509: "
    if names.isEmpty { return prefix + "certificate is not valid for \(name)" }
    return prefix + "certificate is valid for \(names.joined(separator: ", ")), not \(name)"
  }

  private static func unverified(_ certificate: NIOSSLCertificate?, _ now: Moment) -> String {
    let prefix = "tls: failed to verify certificate: x509: "
    if let certificate {
      let time = Timestamp(Moment(seconds: now.seconds)).description
      let last = Int64(certificate.notValidAfter)
      let first = Int64(certificate.notValidBefore)
      let expired = prefix + "certificate has expired or is not yet valid: current time \(time) is "
      if now.seconds > last { return expired + "after \(Timestamp(Moment(seconds: last)))" }
      if now.seconds < first { return expired + "before \(Timestamp(Moment(seconds: first)))" }
    }
    return prefix + "certificate signed by unknown authority"
  }

  private static func tls(_ error: NIOSSLError) -> String {
    let reason: BoringSSLError
    switch error {
    case .handshakeFailed(let cause), .shutdownFailed(let cause): reason = cause
    case .uncleanShutdown: return "unexpected EOF"
    default: return "tls: \(error)"
    }
    let text = codes(reason)
    // What is not TLS at all has no version number where TLS has one.
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return "http: server gave HTTP response to HTTPS client"
    }
    for (code, words) in alerts where text.contains(code) { return "remote error: tls: \(words)" }
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "tls: failed to verify certificate: x509: certificate signed by unknown authority"
    }
    if text.contains("EOF during handshake") { return "EOF" }
    return "tls: handshake failure"
  }

  /// BoringSSL's names of what went wrong: the library gives them as text alone.
  private static func codes(_ error: BoringSSLError) -> String {
    switch error {
    case .sslError(let stack), .unknownError(let stack): stack.map(\.description).joined(separator: "\n")
    default: ""
    }
  }

  /// The alerts that a server ends a connection with, and Go's words for them.
  private static let alerts = [
    ("TLSV1_CERTIFICATE_REQUIRED", "certificate required"),
    ("TLSV1_ALERT_CERTIFICATE_REQUIRED", "certificate required"),
    ("BAD_CERTIFICATE", "bad certificate"), ("CERTIFICATE_EXPIRED", "expired certificate"),
    ("CERTIFICATE_REVOKED", "revoked certificate"), ("UNSUPPORTED_CERTIFICATE", "unsupported certificate"),
    ("ALERT_UNKNOWN_CA", "unknown certificate authority"), ("CERTIFICATE_UNKNOWN", "unknown certificate"),
    ("ALERT_PROTOCOL_VERSION", "protocol version not supported"),
    ("ALERT_HANDSHAKE_FAILURE", "handshake failure"), ("UNRECOGNIZED_NAME", "unrecognized name"),
    ("ALERT_ACCESS_DENIED", "access denied"), ("ALERT_INTERNAL_ERROR", "internal error"),
  ]
}
