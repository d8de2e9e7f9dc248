internal import NIOSSL

/// How a client proves who it is, and how it knows who a server is.
package struct TLSSettings: Sendable {
  /// Whose signature a server's certificate needs.
  package enum Trust: Sendable {
    /// An authority that the system trusts; SSL_CERT_FILE names another bundle, as for Go.
    case system(bundle: String?)
    /// One of these certificates, as PEM.
    case certificates([UInt8])
    /// Nobody's: the connection is secret, but from whom is not known.
    case nobody
  }

  /// Whose signature a server's certificate needs.
  package var trust: Trust
  /// The client's certificate and those above it, as PEM; empty for none.
  package var certificateChain: [UInt8]
  /// The key of the client's certificate, as PEM.
  package var privateKey: [UInt8]
  /// The name that the server's certificate is checked for; nil for the host's own.
  package var serverName: String?

  /// Settings by their parts.
  package init(
    trust: Trust = .system(bundle: nil), certificateChain: [UInt8] = [], privateKey: [UInt8] = [],
    serverName: String? = nil
  ) {
    self.trust = trust
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.serverName = serverName
  }

  /// The same as BoringSSL takes them.
  func context() throws(TLSSettingsError) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    switch trust {
    case .system(let bundle?): configuration.trustRoots = .file(bundle)
    case .system(nil): break
    case .nobody: configuration.certificateVerification = .none
    case .certificates(let pem):
      configuration.trustRoots = .certificates(try Self.certificates(pem, "unable to load root certificates"))
    }
    if !certificateChain.isEmpty {
      let problem = "tls: failed to find any PEM data in certificate input"
      configuration.certificateChain = try Self.certificates(certificateChain, problem).map { .certificate($0) }
      configuration.privateKey = .privateKey(try Self.key(privateKey))
    }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw TLSSettingsError("tls: private key does not match public key, or one of the two cannot be used")
    }
  }

  static func certificates(_ pem: [UInt8], _ problem: String) throws(TLSSettingsError) -> [NIOSSLCertificate] {
    guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else {
      throw TLSSettingsError("\(problem): there is no certificate in PEM form")
    }
    return certificates
  }

  static func key(_ pem: [UInt8]) throws(TLSSettingsError) -> NIOSSLPrivateKey {
    guard let key = try? NIOSSLPrivateKey(bytes: pem, format: .pem) else {
      throw TLSSettingsError("tls: failed to parse private key: it is no key in PEM form that can be used")
    }
    return key
  }
}

/// Certificates or keys that cannot be used.
package struct TLSSettingsError: Error, Sendable, CustomStringConvertible {
  /// What is wrong; no key is in it.
  package let description: String

  init(_ description: String) { self.description = description }
}
