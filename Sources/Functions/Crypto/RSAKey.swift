internal import Platform
internal import Values

/// A private key of RSA with two primes (RFC 8017).
struct RSAKey {
  private let modulus: BigInteger
  private let publicExponent: BigInteger
  private let privateExponent: BigInteger
  private let p: BigInteger
  private let q: BigInteger
  /// The private exponent modulo p - 1 and modulo q - 1.
  private let exponents: (p: BigInteger, q: BigInteger)
  /// 1 / q modulo p.
  private let coefficient: BigInteger

  // MARK: Making

  /// A new key of so many bits, a multiple of 16 from 1024 on, with what FIPS 186-5 asks of it.
  static func generate(bits: Int, randomness: Randomness = .system) throws(FunctionError) -> RSAKey {
    let search = PrimeSearch(bits: bits / 2, randomness: randomness)
    // That primes do not go together happens once in 30,000 keys, and to dice that are none each time.
    for _ in 0..<8 {
      guard let (p, q) = search.pair() else { break }
      if let key = RSAKey(p, q), key.modulus.bitWidth == bits { return key }
    }
    throw FunctionError("error generating rsa key: the random numbers lead to no key")
  }

  /// The key of two primes with the usual public exponent; nil where they are not made for each other.
  private init?(_ p: BigInteger, _ q: BigInteger) {
    modulus = p * q
    publicExponent = BigInteger(65537)
    let period = BigInteger.leastCommonMultiple(p - 1, q - 1)
    guard let privateExponent = publicExponent.inverse(modulo: period), let coefficient = q.inverse(modulo: p)
    else { return nil }
    self.privateExponent = privateExponent
    self.p = p
    self.q = q
    exponents = (privateExponent % (p - 1), privateExponent % (q - 1))
    self.coefficient = coefficient
    guard flaw == nil else { return nil }
  }

  // MARK: Text

  /// The key as PKCS #1's RSAPrivateKey.
  var encoded: [UInt8] {
    let numbers = [modulus, publicExponent, privateExponent, p, q, exponents.p, exponents.q, coefficient]
    return DER.element(0x30, DER.integer([0]) + numbers.flatMap { DER.integer($0.bytes) })
  }

  /// The public key as PKCS #1's RSAPublicKey.
  var encodedPublicKey: [UInt8] { DER.sequence(DER.integer(modulus.bytes), DER.integer(publicExponent.bytes)) }

  /// Reads a key as Go's x509.ParsePKCS1PrivateKey, of two primes.
  init(_ encoded: [UInt8]) throws(FunctionError) {
    var rest = encoded[...]
    // Nine numbers, of which the last three follow from the others and may be left out.
    guard let outer = DER.next(&rest), outer.tag == 0x30, let numbers = DER.elements(outer.content),
      [6, 9].contains(numbers.count), numbers.allSatisfy({ $0.tag == 0x02 && !$0.content.isEmpty })
    else { throw FunctionError("x509: failed to parse private key" + PrivateKey.hint(encoded, besides: "PKCS1")) }
    if !rest.isEmpty { throw FunctionError("asn1: syntax error: trailing data") }
    if numbers[2].content.count > 8 { throw FunctionError("asn1: structure error: integer too large") }
    let isNegative = numbers.map { $0.content.first ?? 0 >= 0x80 }
    let values = numbers.map { BigInteger(bytes: Array($0.content)) }
    if values[0] > BigInteger(1) || isNegative[0] { throw FunctionError("x509: unsupported private key version") }
    for index in values.indices where index != 0 && index != 2 && (isNegative[index] || values[index].isZero) {
      throw FunctionError("x509: private key contains zero or negative value")
    }
    modulus = values[1]
    publicExponent = isNegative[2] ? BigInteger(0) : values[2]
    privateExponent = values[3]
    p = values[4]
    q = values[5]
    // With these p - 1 and q - 1 would be no numbers to divide by.
    if modulus.isOne || p.isOne || q.isOne { throw FunctionError("modulus must be > 1") }
    if values.count == 9 {
      exponents = (values[6], values[7])
      coefficient = values[8]
    } else {
      exponents = (privateExponent % (p - 1), privateExponent % (q - 1))
      guard let inverse = q.inverse(modulo: p) else { throw FunctionError("crypto/rsa: invalid CRT coefficient") }
      coefficient = inverse
    }
    if privateExponent >= modulus || coefficient >= p { throw FunctionError("input overflows the modulus size") }
    if let flaw { throw FunctionError("crypto/rsa: " + flaw) }
  }

  /// What is wrong with the numbers, as Go's checkPrivateKey and checkPublicKey see it; nil where all is well.
  private var flaw: String? {
    if !modulus.isOdd { return "public modulus is even" }
    if publicExponent < BigInteger(2) { return "public exponent too small or negative" }
    if !publicExponent.isOdd { return "public exponent is even" }
    if publicExponent.bitWidth > 31 { return "public exponent too large" }
    if p >= modulus || q >= modulus { return "invalid prime" }
    if p * q != modulus { return "p * q != n" }
    for (exponent, prime) in [(exponents.p, p), (exponents.q, q)] {
      let period = prime - 1
      guard exponent < period, (exponent * publicExponent % period).isOne else { return "invalid CRT exponent" }
    }
    guard (coefficient * q % p).isOne else { return "invalid CRT coefficient" }
    if privateExponent % (p - 1) != exponents.p { return "d does not match dP" }
    if privateExponent % (q - 1) != exponents.q { return "d does not match dQ" }
    // Close to each other they are found from the modulus' root.
    if p == q { return "p == q" }
    if (p - q).bitWidth <= modulus.bitWidth / 2 - 100 { return "|p - q| too small" }
    return privateExponent.bitWidth <= modulus.bitWidth / 2 ? "d too small" : nil
  }

  // MARK: Signing

  /// The start of a DigestInfo of SHA-256 (RFC 8017, section 9.2).
  private static let digestInfo: [UInt8] =
    [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20]

  /// The RSASSA-PKCS1-v1_5 signature of a message's SHA-256 digest.
  func sign(_ message: [UInt8]) throws(FunctionError) -> [UInt8] {
    if modulus.bitWidth < 1024 {
      throw FunctionError(
        "crypto/rsa: \(modulus.bitWidth)-bit keys are insecure "
          + "(see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)")
    }
    let size = (modulus.bitWidth + 7) / 8
    let end = [0] + Self.digestInfo + Digest.sha256(message)
    let padded = BigInteger(bytes: [0, 1] + [UInt8](repeating: 0xFF, count: size - 2 - end.count) + end)
    let rest = (p: padded.secretPower(exponents.p, modulo: p), q: padded.secretPower(exponents.q, modulo: q))
    let signature = rest.q + (rest.p - rest.q) * coefficient % p * q
    // A fault in one of the two powers would give the primes away.
    guard signature.power(publicExponent, modulo: modulus) == padded else {
      throw FunctionError("crypto/rsa: verification error")
    }
    let bytes = signature.bytes
    return [UInt8](repeating: 0, count: size - bytes.count) + bytes
  }
}
