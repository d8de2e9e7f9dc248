internal import Crypto
package import Platform
internal import Templating
internal import Values

/// A certificate and its private key, as PEM: what a server shows, or an authority that signs what servers show.
package struct ServerIdentity: Sendable {
  /// The certificate.
  package let certificate: [UInt8]
  /// Its private key.
  package let key: [UInt8]

  /// One that was made before.
  package init(certificate: [UInt8], key: [UInt8]) {
    self.certificate = certificate
    self.key = key
  }

  /// A new authority with an ECDSA key on P-256.
  package static func authority(
    named name: String, days: Int, clock: WallClock, randomness: Randomness
  ) throws(ServerIdentityError) -> ServerIdentity {
    let key = PrivateKey.p256(P256.Signing.PrivateKey())
    let request = CertificateRequest(commonName: Bytes(name), days: days, isAuthority: true)
    do throws(FunctionError) {
      return try make(request, key, signedBy: key, issuer: nil, clock, randomness)
    } catch {
      throw ServerIdentityError(error.message)
    }
  }

  /// A new server's identity with an ECDSA key on P-256, signed by this authority.
  ///
  /// - Parameters:
  ///   - addresses: the server's IP addresses, as 4 or 16 bytes.
  ///   - names: its DNS names.
  package func server(
    named name: String, addresses: [[UInt8]], names: [String], days: Int, clock: WallClock, randomness: Randomness
  ) throws(ServerIdentityError) -> ServerIdentity {
    let key = PrivateKey.p256(P256.Signing.PrivateKey())
    let request = CertificateRequest(
      commonName: Bytes(name), addresses: addresses, names: names.map { Bytes($0) }, days: days)
    guard let block = PEM.decode(certificate) else { throw ServerIdentityError("no PEM data in the certificate") }
    do throws(FunctionError) {
      let issuer = try ParsedCertificate(block.bytes, "authority")
      return try Self.make(
        request, key, signedBy: PrivateKey(pem: self.key), issuer: issuer, clock, randomness)
    } catch {
      throw ServerIdentityError(error.message)
    }
  }

  private static func make(
    _ request: CertificateRequest, _ key: PrivateKey, signedBy signer: PrivateKey, issuer: ParsedCertificate?,
    _ clock: WallClock, _ randomness: Randomness
  ) throws(FunctionError) -> ServerIdentity {
    let encoded = try request.encoded(
      for: key, signedBy: signer, issuer: issuer, serial: [1] + randomness.bytes(15), now: clock.now())
    return ServerIdentity(certificate: PEM.encode("CERTIFICATE", encoded).storage, key: key.pem.storage)
  }
}

/// A certificate that could not be made.
package struct ServerIdentityError: Error, Sendable, CustomStringConvertible {
  /// Why.
  package let description: String

  init(_ description: String) { self.description = description }
}
