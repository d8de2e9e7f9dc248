internal import Crypto
internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let certificates: [Function] = [
    Function(
      "genPrivateKey", [.string], summary: "A new private key: rsa, ecdsa, ed25519 or dsa.",
      example: #"{{ genPrivateKey "ed25519" }} → -----BEGIN PRIVATE KEY-----…"#
    ) { arguments, host throws(FunctionError) in .string(try newKey(arguments.string(0), host)) },
    Function(
      "genCA", [.string, .int], summary: "A certificate authority of a name, valid for so many days: .Cert and .Key.",
      example: #"{{ $ca := genCA "my-ca" 365 }}{{ $ca.Cert }}"#
    ) { arguments, host throws(FunctionError) in
      try authority(arguments, .rsa(RSAKey.generate(bits: 2048)), host)
    },
    Function(
      "genCAWithKey", [.string, .int, .string], summary: "Like genCA, for a private key.",
      example: #"{{ $ca := genCAWithKey "my-ca" 365 (genPrivateKey "rsa") }}{{ $ca.Cert }}"#
    ) { arguments, host throws(FunctionError) in try authority(arguments, givenKey(arguments.bytes(2)), host) },
    Function(
      "genSelfSignedCert", [.string, .list, .list, .int],
      summary: "A certificate of a name, IP addresses and DNS names that signs itself.",
      example: #"{{ (genSelfSignedCert "a.example" (list "10.0.0.1") (list "b.example") 365).Cert }}"#
    ) { arguments, host throws(FunctionError) in
      try selfSigned(arguments, .rsa(RSAKey.generate(bits: 2048)), host)
    },
    Function(
      "genSelfSignedCertWithKey", [.string, .list, .list, .int, .string],
      summary: "Like genSelfSignedCert, for a private key.",
      example: #"{{ (genSelfSignedCertWithKey "a.example" nil nil 365 (genPrivateKey "ecdsa")).Cert }}"#
    ) { arguments, host throws(FunctionError) in try selfSigned(arguments, givenKey(arguments.bytes(4)), host) },
    Function(
      "genSignedCert", [.string, .list, .list, .int, .certificate],
      summary: "A certificate of a name, IP addresses and DNS names, signed by an authority.",
      example: #"{{ (genSignedCert "a.example" nil (list "b.example") 365 (genCA "my-ca" 365)).Cert }}"#
    ) { arguments, host throws(FunctionError) in try signed(arguments, .rsa(RSAKey.generate(bits: 2048)), host) },
    Function(
      "genSignedCertWithKey", [.string, .list, .list, .int, .certificate, .string],
      summary: "Like genSignedCert, for a private key.",
      example: #"{{ (genSignedCertWithKey "a.example" nil nil 365 $ca (genPrivateKey "ecdsa")).Cert }}"#
    ) { arguments, host throws(FunctionError) in try signed(arguments, givenKey(arguments.bytes(5)), host) },
    Function(
      "buildCustomCert", [.string, .string], summary: "A certificate and its key out of their base64 texts.",
      example: #"{{ $ca := buildCustomCert .Values.cert .Values.key }}{{ $ca.Cert }}"#
    ) { arguments, _ throws(FunctionError) in
      guard case .success(let certificate) = Base64.decode(arguments.bytes(0)) else {
        throw FunctionError("unable to decode base64 certificate")
      }
      guard case .success(let key) = Base64.decode(arguments.bytes(1)) else {
        throw FunctionError("unable to decode base64 private key")
      }
      guard let block = PEM.decode(certificate) else { throw FunctionError("unable to decode certificate") }
      _ = try ParsedCertificate(block.bytes, "decodedCert.Bytes")
      _ = try readKey(key, prefix: "error parsing private key: ")
      return .object(CertificateObject(certificate: Bytes(certificate), key: Bytes(key)))
    },
  ]

  private static func newKey(_ type: Bytes, _ host: any FunctionHost) throws(FunctionError) -> Bytes {
    switch type.description {
    case "", "rsa": try PrivateKey.rsa(RSAKey.generate(bits: 4096)).pem
    case "ecdsa": PrivateKey.p256(P256.Signing.PrivateKey()).pem
    case "ed25519": PrivateKey.ed25519(Curve25519.Signing.PrivateKey()).pem
    case "dsa": DSA.newKey(host.randomness)
    default: "Unknown type " + type
    }
  }

  private static func givenKey(_ text: [UInt8]) throws(FunctionError) -> PrivateKey {
    try readKey(text, prefix: "parsing private key: ")
  }

  private static func readKey(_ text: [UInt8], prefix: String) throws(FunctionError) -> PrivateKey {
    do throws(FunctionError) {
      return try PrivateKey(pem: text)
    } catch {
      throw FunctionError(prefix + error.message)
    }
  }

  private static func authority(
    _ arguments: [Value], _ key: PrivateKey, _ host: any FunctionHost
  ) throws(FunctionError) -> Value {
    let request = CertificateRequest(
      commonName: arguments.string(0), days: arguments.integer(1), isAuthority: true)
    return try request.certificate(for: key, signedBy: key, issuer: nil, host)
  }

  private static func request(_ arguments: [Value]) throws(FunctionError) -> CertificateRequest {
    CertificateRequest(
      commonName: arguments.string(0), addresses: try CertificateRequest.addresses(arguments.value(1)),
      names: try CertificateRequest.names(arguments.value(2)), days: arguments.integer(3))
  }

  private static func selfSigned(
    _ arguments: [Value], _ key: PrivateKey, _ host: any FunctionHost
  ) throws(FunctionError) -> Value {
    try request(arguments).certificate(for: key, signedBy: key, issuer: nil, host)
  }

  private static func signed(
    _ arguments: [Value], _ key: PrivateKey, _ host: any FunctionHost
  ) throws(FunctionError) -> Value {
    guard case .object(let box) = arguments.value(4), let authority = box.object as? CertificateObject,
      let block = PEM.decode(authority.certificate.storage)
    else { throw FunctionError("unable to decode certificate") }
    let issuer = try ParsedCertificate(block.bytes, "decodedSignerCert.Bytes")
    let signer = try readKey(authority.key.storage, prefix: "error parsing private key: ")
    return try request(arguments).certificate(for: key, signedBy: signer, issuer: issuer, host)
  }
}

/// A `sprig.certificate`: a certificate and its private key as PEM.
private final class CertificateObject: GoObject {
  let certificate: Bytes
  let key: Bytes

  init(certificate: Bytes, key: Bytes) {
    self.certificate = certificate
    self.key = key
  }

  var typeName: String { "sprig.certificate" }
  var kind: GoKind { .structure }
  var isTrue: Bool { true }
  var text: Bytes { "{" + certificate + " " + key + "}" }
  var plain: Value { .map(["Cert": .string(certificate), "Key": .string(key)]) }

  var fields: [(name: Bytes, value: Value)]? { [("Cert", .string(certificate)), ("Key", .string(key))] }
  var isStringer: Bool { false }

  func field(_ name: Bytes) -> Value? {
    switch name.description {
    case "Cert": .string(certificate)
    case "Key": .string(key)
    default: nil
    }
  }

  func isEqual(to other: any GoObject) -> Bool? {
    guard let other = other as? CertificateObject else { return false }
    return certificate == other.certificate && key == other.key
  }
}

/// What is needed of a certificate that signs others.
struct ParsedCertificate {
  /// The encoded name of its owner.
  let subject: [UInt8]
  /// Its encoded SubjectPublicKeyInfo.
  let publicKeyInfo: [UInt8]
  /// Its SubjectKeyIdentifier, if it has one.
  let keyIdentifier: [UInt8]?

  init(_ bytes: [UInt8], _ what: String) throws(FunctionError) {
    let failure = FunctionError("error parsing certificate: \(what): x509: malformed certificate")
    var rest = bytes[...]
    guard let outer = DER.next(&rest), let parts = DER.elements(outer.content), let signed = parts.first,
      var fields = DER.elements(signed.content)
    else { throw failure }
    if fields.first?.tag == 0xA0 { fields.removeFirst() }
    guard fields.count >= 6 else { throw failure }
    subject = Array(fields[4].whole)
    publicKeyInfo = Array(fields[5].whole)
    var identifier: [UInt8]?
    for field in fields where field.tag == 0xA3 {
      var content = field.content
      guard let list = DER.next(&content), let extensions = DER.elements(list.content) else { throw failure }
      for entry in extensions {
        guard let parts = DER.elements(entry.content), parts.first?.content.elementsEqual([0x55, 0x1D, 0x0E]) == true,
          var value = parts.last?.content, let key = DER.next(&value)
        else { continue }
        identifier = Array(key.content)
      }
    }
    keyIdentifier = identifier
  }
}

/// What a new certificate is to say, as Sprig's getBaseCertTemplate.
struct CertificateRequest {
  var commonName: Bytes
  var addresses: [[UInt8]] = []
  var names: [Bytes] = []
  var days: Int
  var isAuthority = false

  static func addresses(_ list: Value) throws(FunctionError) -> [[UInt8]] {
    var addresses: [[UInt8]] = []
    for value in list.asList ?? [] {
      guard case .string(let text) = value else {
        throw FunctionError("error parsing ip: \(try GoText.of(value)) is not a string")
      }
      guard let address = IPAddress.bytes(text) else { throw FunctionError("error parsing ip: \(text)") }
      addresses.append(address)
    }
    return addresses
  }

  static func names(_ list: Value) throws(FunctionError) -> [Bytes] {
    var names: [Bytes] = []
    for value in list.asList ?? [] {
      guard case .string(let text) = value else {
        throw FunctionError("error processing alternate dns name: \(try GoText.of(value)) is not a string")
      }
      names.append(text)
    }
    return names
  }

  /// The certificate of a key, signed by the issuer's or, without one, by its own; in the layout of Go's
  /// x509.CreateCertificate.
  func certificate(
    for key: PrivateKey, signedBy signer: PrivateKey, issuer: ParsedCertificate?, _ host: any FunctionHost
  ) throws(FunctionError) -> Value {
    var serial = host.randomness.bytes(16)
    if serial.allSatisfy({ $0 == 0 }) { serial = [1] }
    let certificate = try encoded(
      for: key, signedBy: signer, issuer: issuer, serial: serial, now: host.clock.now())
    return .object(CertificateObject(certificate: PEM.encode("CERTIFICATE", certificate), key: key.pem))
  }

  /// The same, encoded as DER.
  func encoded(
    for key: PrivateKey, signedBy signer: PrivateKey, issuer: ParsedCertificate?, serial: [UInt8], now: Moment
  ) throws(FunctionError) -> [UInt8] {
    try check(key, signer, issuer)
    let start = GoTime(now, in: .utc)
    // A time.Duration: as in Go, it wraps after 292 years.
    let end = start.adding(GoDuration(nanoseconds: Int64(days) &* 86_400_000_000_000))
    let subject = name
    let body = DER.sequence(
      DER.element(0xA0, DER.integer([2])), DER.integer(serial), signer.signatureAlgorithm, issuer?.subject ?? subject,
      DER.sequence(CertificateTime.encode(start.seconds), CertificateTime.encode(end.seconds)), subject,
      key.publicKeyInfo,
      DER.element(0xA3, extensions(key, issuer, subject)))
    return DER.sequence(body, signer.signatureAlgorithm, DER.bits(try signer.sign(body)))
  }

  /// What x509.CreateCertificate refuses.
  private func check(
    _ key: PrivateKey, _ signer: PrivateKey, _ issuer: ParsedCertificate?
  ) throws(FunctionError) {
    func refused(_ reason: String) -> FunctionError { FunctionError("error creating certificate: \(reason)") }
    if case .dsa = signer { throw refused("x509: certificate private key does not implement crypto.Signer") }
    if case .dsa = key { throw refused("x509: unsupported public key type: *dsa.PublicKey") }
    if !GoRune.isValid(commonName.storage) { throw refused("asn1: string not valid UTF-8") }
    for name in names where name.storage.contains(where: { $0 >= 0x80 }) {
      throw refused("x509: \(GoQuote.quote(name)) cannot be encoded as an IA5String")
    }
    if let issuer, issuer.publicKeyInfo != signer.publicKeyInfo {
      throw refused("x509: provided PrivateKey doesn't match parent's PublicKey")
    }
  }

  private var name: [UInt8] {
    if commonName.isEmpty { return DER.sequence() }
    let isPrintable = commonName.storage.allSatisfy {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || " '()+,-./:=?".utf8.contains($0)
    }
    let text = DER.element(isPrintable ? 0x13 : 0x0C, commonName.storage)
    return DER.sequence(DER.set(DER.sequence(DER.identifier([0x55, 0x04, 0x03]), text)))
  }

  private func extensions(_ key: PrivateKey, _ issuer: ParsedCertificate?, _ subject: [UInt8]) -> [UInt8] {
    func entry(_ number: UInt8, critical: Bool = false, _ content: [UInt8]) -> [UInt8] {
      DER.sequence(
        DER.identifier([0x55, 0x1D, number]), critical ? DER.boolean(true) : [], DER.octets(content))
    }
    func purpose(_ number: UInt8) -> [UInt8] {
      DER.identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, number])
    }
    // Digital signature, key encipherment and, for an authority, signing of certificates.
    let usage = isAuthority ? DER.bits([0xA4], unused: 2) : DER.bits([0xA0], unused: 5)
    var list =
      entry(0x0F, critical: true, usage) + entry(0x25, DER.sequence(purpose(1), purpose(2)))
      + entry(0x13, critical: true, isAuthority ? DER.sequence(DER.boolean(true)) : DER.sequence())
    if isAuthority { list += entry(0x0E, DER.octets(keyIdentifier(key))) }
    if let issuer, let identifier = issuer.keyIdentifier, issuer.subject != subject {
      list += entry(0x23, DER.sequence(DER.element(0x80, identifier)))
    }
    if !names.isEmpty || !addresses.isEmpty {
      let alternatives = names.flatMap { DER.element(0x82, $0.storage) } + addresses.flatMap { DER.element(0x87, $0) }
      list += entry(0x11, critical: commonName.isEmpty, DER.element(0x30, alternatives))
    }
    return DER.element(0x30, list)
  }

  /// The start of the SHA-256 digest of the public key's bits, as RFC 7093 has it.
  private func keyIdentifier(_ key: PrivateKey) -> [UInt8] {
    var info = key.publicKeyInfo[...]
    guard let outer = DER.next(&info), let bits = DER.elements(outer.content)?.last else { return [] }
    return Array(Digest.sha256(Array(bits.content.dropFirst())).prefix(20))
  }
}

/// Times as certificates write them.
private enum CertificateTime {
  static func encode(_ seconds: Int64) -> [UInt8] {
    let time = GoTime(seconds: seconds, in: .utc)
    let isShort = (-631_152_000..<2_524_608_000).contains(seconds)  // 1950 up to 2050
    return DER.element(
      isShort ? 0x17 : 0x18, time.formatted(Array((isShort ? "060102150405Z" : "20060102150405Z").utf8)))
  }
}

/// IP addresses as bytes.
private enum IPAddress {
  static func bytes(_ text: Bytes) -> [UInt8]? {
    if text.storage.contains(0) { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, text.description, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text.description, &six) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: six) { Array($0) }
    // An IPv4 address in IPv6's clothes is written as what it is.
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
  }
}
