internal import Platform
internal import Values

/// Keys of the Digital Signature Algorithm with 2048 and 256 bits, which no current library makes any more.
///
/// The domain parameters are shared by all keys, as FIPS 186-4 allows, and verifiable: they follow by its appendices
/// A.1.1.2 and A.2.3 (SHA-256, index 1) from the seed SHA-256("chart genPrivateKey dsa\0\0\0\u{0E}").
enum DSA {
  private static let prime = bytes(
    "9a1ad5d9a8f23735b64f9fc316904e03c285eea10477529d7956ba33a0f9c0b542ba0dbbfe1bff8793285f763d08bc59"
      + "c66c71ba5a9122d906810ed1c0a9cb37f0b3dbc6dc87b4ed95e4536dabca17b8319ebbece262fed512f095e5d4431918"
      + "2da3874b11af22e6bdbfecf32a243088019d2e9c50fb0dcf09d0acfeba574bccd1bc91c349b4b89492075956e1059ba1"
      + "97a0a44686708b2818db1be9b649a62c2418dbed1298c53f7ba348b335358fe32f7b1bb88927bcc97fbf4a689d950089"
      + "ed827c87064d7fb9c264d573e52001ebfdee55a4245218dd36884ccaab9f52fe5ed0426bb91c11be3c045266c9cee5f4"
      + "cf4cdbb832b330af8c145f3dbdbc437f")
  private static let order = bytes(
    "efae8f52dd6a1c854d43ad7a52fb29b907060ce5a50179e88fcb942f66a54bad")
  private static let generator = bytes(
    "27027d6ffb7345c608cc27ce2fded4e89c44e5b6dcc444ed6c1f47dcabd270c32c610af1df74023c50fde61dde5a7813"
      + "4750a1970d91023da76aa066ea1e9bec5d898bb9e56290162d477511a79a09e046ef034a2e41b929cf05a9721d173af4"
      + "48d7e3d4b58e536dec2eeeb1697c2ca1fa6e306cf91ad02c37c874544c8ddc903bf23fbebcaebeed5b1bd3f456724667"
      + "886083e4939ef1390223e63bbc6541bfaab199c93a040df92de9ef55beee6d8907bc40d907279d0115ee7dd5b0007bd2"
      + "347de30375fd4b3bc02a62d40ae82f56b076b6d03baa836624fdcacd6886c73e66e74bf6e5844d0798549a79c9d53549"
      + "8e7cf1b9c694447e52701c8072809231")

  private static func bytes(_ digits: String) -> [UInt8] {
    var out: [UInt8] = []
    var high: UInt8?
    for byte in digits.utf8 {
      let digit = byte &- 0x30 < 10 ? byte - 0x30 : byte - 0x57
      if let first = high {
        out.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return out
  }

  /// A new private key as PEM, in the format that OpenSSL made usual: version, p, q, g, y and x.
  static func newKey(_ randomness: Randomness) -> Bytes {
    // A number below the order that is not zero: 64 bits more than the order has make every one as likely.
    var exponent = [UInt8](repeating: 0, count: 32)
    while exponent.allSatisfy({ $0 == 0 }) {
      let drawn = randomness.bytes(32)
      if drawn.lexicographicallyPrecedes(order) { exponent = drawn }
    }
    let publicNumber = BigInteger(bytes: generator).secretPower(
      BigInteger(bytes: exponent), modulo: BigInteger(bytes: prime))
    return PEM.encode(
      "DSA PRIVATE KEY",
      DER.sequence(
        DER.integer([0]), DER.integer(prime), DER.integer(order), DER.integer(generator),
        DER.integer(publicNumber.bytes),
        DER.integer(exponent)))
  }
}
