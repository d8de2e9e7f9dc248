internal import Crypto
internal import Values

/// A private key of any of the kinds that Sprig makes and reads.
enum PrivateKey {
  case rsa(RSAKey)
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case p521(P521.Signing.PrivateKey)
  case ed25519(Curve25519.Signing.PrivateKey)
  /// A DSA key as it was written; nothing signs with it any more.
  case dsa([UInt8])

  private static let ed25519Identifier = DER.identifier([0x2B, 0x65, 0x70])

  // MARK: Text

  /// The key in the form that Sprig writes it in: PKCS #1, SEC 1 or PKCS #8.
  var pem: Bytes {
    switch self {
    case .rsa(let key): PEM.encode("RSA PRIVATE KEY", key.encoded)
    case .p256(let key): Self.sec1(key.rawRepresentation, Self.p256, key.publicKey.x963Representation)
    case .p384(let key): Self.sec1(key.rawRepresentation, Self.p384, key.publicKey.x963Representation)
    case .p521(let key): Self.sec1(key.rawRepresentation, Self.p521, key.publicKey.x963Representation)
    case .ed25519(let key):
      PEM.encode(
        "PRIVATE KEY",
        DER.sequence(
          DER.integer([0]), DER.sequence(Self.ed25519Identifier), DER.octets(DER.octets(Array(key.rawRepresentation)))))
    case .dsa(let bytes): PEM.encode("DSA PRIVATE KEY", bytes)
    }
  }

  private static let p256 = DER.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
  private static let p384 = DER.identifier([0x2B, 0x81, 0x04, 0x00, 0x22])
  private static let p521 = DER.identifier([0x2B, 0x81, 0x04, 0x00, 0x23])

  private static func sec1(
    _ number: some Sequence<UInt8>, _ curve: [UInt8], _ point: some Sequence<UInt8>
  ) -> Bytes {
    PEM.encode(
      "EC PRIVATE KEY",
      DER.sequence(
        DER.integer([1]), DER.octets(Array(number)), DER.element(0xA0, curve),
        DER.element(0xA1, DER.bits(Array(point)))))
  }

  /// Reads a key, with the errors of Sprig's parsePrivateKeyPEM.
  init(pem text: [UInt8]) throws(FunctionError) {
    guard let block = PEM.decode(text) else { throw FunctionError("no PEM data in input") }
    switch block.type {
    case "PRIVATE KEY":
      do throws(FunctionError) {
        self = try Self.pkcs8(block.bytes)
      } catch {
        throw FunctionError("decoding PEM as PKCS#8: " + error.message)
      }
    case "RSA PRIVATE KEY":
      do throws(FunctionError) {
        self = .rsa(try RSAKey(block.bytes))
      } catch {
        throw FunctionError("parsing RSA private key from PEM: " + error.message)
      }
    case "EC PRIVATE KEY":
      guard let key = Self.elliptic(block.bytes) else {
        let hint = Self.hint(block.bytes, besides: "EC")
        throw FunctionError(
          "parsing EC private key from PEM: x509: failed to parse \(hint.isEmpty ? "EC " : "")private key" + hint)
      }
      self = key
    case "DSA PRIVATE KEY":
      var rest = block.bytes[...]
      guard let outer = DER.next(&rest), let numbers = DER.elements(outer.content), numbers.count >= 6,
        numbers.allSatisfy({ $0.tag == 0x02 })
      else { throw FunctionError("parsing DSA private key from PEM: asn1: structure error") }
      self = .dsa(block.bytes)
    case let type where type.hasSuffix(" PRIVATE KEY"):
      throw FunctionError("invalid private key type \(type)")
    default: throw FunctionError("no private key data in PEM block of type \(block.type)")
    }
  }

  private static func pkcs8(_ bytes: [UInt8]) throws(FunctionError) -> PrivateKey {
    let malformed = FunctionError("x509: failed to parse private key" + hint(bytes, besides: "PKCS8"))
    var rest = bytes[...]
    guard let outer = DER.next(&rest), let parts = DER.elements(outer.content), parts.count >= 3, parts[1].tag == 0x30,
      let algorithm = DER.elements(parts[1].content)?.first
    else { throw malformed }
    if algorithm.whole.elementsEqual(rsaEncryption) {
      do throws(FunctionError) {
        return .rsa(try RSAKey(Array(parts[2].content)))
      } catch {
        throw FunctionError("x509: failed to parse RSA private key embedded in PKCS#8: " + error.message)
      }
    }
    if algorithm.whole.elementsEqual(ed25519Identifier) {
      var inner = parts[2].content
      guard let seed = DER.next(&inner), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.content)
      else { throw malformed }
      return .ed25519(key)
    }
    guard let key = elliptic(bytes) else { throw malformed }
    return key
  }

  /// What Go's x509 says of a key that has another format than the text around it says.
  static func hint(_ bytes: [UInt8], besides expected: String) -> String {
    var rest = bytes[...]
    let tags = DER.next(&rest).flatMap { DER.elements($0.content) }?.map(\.tag) ?? []
    let format: String
    switch tags.prefix(3) {
    case [0x02, 0x30, 0x04]: format = "PKCS8"
    case [0x02, 0x02, 0x02]: format = "PKCS1"
    case let tags where tags.starts(with: [0x02, 0x04]): format = "EC"
    default: return ""
    }
    return format == expected ? "" : " (use Parse\(format)PrivateKey instead for this key format)"
  }

  private static func elliptic(_ bytes: [UInt8]) -> PrivateKey? {
    if let key = try? P256.Signing.PrivateKey(derRepresentation: bytes) { return .p256(key) }
    if let key = try? P384.Signing.PrivateKey(derRepresentation: bytes) { return .p384(key) }
    if let key = try? P521.Signing.PrivateKey(derRepresentation: bytes) { return .p521(key) }
    return nil
  }

  // MARK: Certificates

  /// The SubjectPublicKeyInfo of the public key.
  var publicKeyInfo: [UInt8] {
    switch self {
    case .rsa(let key):
      DER.sequence(DER.sequence(Self.rsaEncryption, DER.null), DER.bits(key.encodedPublicKey))
    case .p256(let key): Array(key.publicKey.derRepresentation)
    case .p384(let key): Array(key.publicKey.derRepresentation)
    case .p521(let key): Array(key.publicKey.derRepresentation)
    case .ed25519(let key):
      DER.sequence(DER.sequence(Self.ed25519Identifier), DER.bits(Array(key.publicKey.rawRepresentation)))
    case .dsa: []
    }
  }

  private static let rsaEncryption = DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01])
  private static let rsaWithSHA256 = DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B])
  private static let ecdsaWithSHA: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03]

  /// The AlgorithmIdentifier of the key's signatures.
  var signatureAlgorithm: [UInt8] {
    switch self {
    case .rsa: DER.sequence(Self.rsaWithSHA256, DER.null)
    case .p256: DER.sequence(DER.identifier(Self.ecdsaWithSHA + [2]))
    case .p384: DER.sequence(DER.identifier(Self.ecdsaWithSHA + [3]))
    case .p521: DER.sequence(DER.identifier(Self.ecdsaWithSHA + [4]))
    case .ed25519: DER.sequence(Self.ed25519Identifier)
    case .dsa: []
    }
  }

  /// The signature of a message.
  func sign(_ message: [UInt8]) throws(FunctionError) -> [UInt8] {
    do {
      switch self {
      case .rsa(let key): return try key.sign(message)
      case .p256(let key): return Array(try key.signature(for: message).derRepresentation)
      case .p384(let key): return Array(try key.signature(for: message).derRepresentation)
      case .p521(let key): return Array(try key.signature(for: message).derRepresentation)
      case .ed25519(let key): return Array(try key.signature(for: message))
      case .dsa: return []
      }
    } catch let error as FunctionError {
      throw FunctionError("error creating certificate: " + error.message)
    } catch {
      throw FunctionError("error creating certificate: \(error)")
    }
  }
}
