import Platform
import TestSupport
import Testing
import Values

@testable import Functions

@Suite struct RSAKeyTests {
  /// A key of 1024 bits that OpenSSL made.
  private static let pem = """
    -----BEGIN RSA PRIVATE KEY-----
    MIICXgIBAAKBgQCuLDzDAJo8PPX8ZGATe1YpITxhDWpnub6UIe/ubYXr//fi9Z0S
    RQ4IcJF74JSmD/qbv+jMYr8+49M1Tv9mx81pTyoCYCqXGH/44oj6FULqm5yFJ+9C
    18fNiD6P4vBGW7WgeS3hWocww6iYy5yHqVarbPEGN3vUIKcad4mhc4Ui+QIDAQAB
    AoGBAJwncy6NqrpZGV14jJ7K1Fu5vY1x3rUyVcgviRJlxUzqR8+Gz5UirksoyXab
    ygn8h33+F/Suj7INxj2kHt2CQwktkqqdgINs1eM/yA4z6LMwBj9sObeVN0nItEI4
    rdxAldR4uRMweGcGI77eOeQqhtSq+hzy3egble7m36XBxi/1AkEA23x9qfDDwmOC
    yFM++7smhA1jaL7tkVUuLtGbiYqyK+D4F2JosMn6XP+loH3oicGDdgSWzoaFrb+g
    6l91GPT62wJBAMsl7hQ6+v3Z/d67bXfYXUdIcotDJ+cF2yplkMJCS/gEobIx9s6K
    HL/aBH791GKOrk1y4bAcodaahUf3MuViP7sCQQDbG5wXWlMSa2TTtsbZZis9CGCE
    4JUo0HAaLQWoeN0FEMCaF5OLaRaWYF9nqEnLu3MRDeO+qGwq13I8hq7PC0ChAkEA
    yvZRYArxWxAhkReHLhaQUzixoCtvQWRbbIde0oa0Kc5O0p8Sq5XXVWJ33XyyZemR
    gbWGgJKKqsNk59q1EfJQIwJAe61QVTmxA1PPw0q8JTfqC6GEzIeduDMqY9GMc0i7
    ns62FM4M2YR/4YBytNcABpwfxtzGuBC+bIV7f2XyKrum+A==
    -----END RSA PRIVATE KEY-----
    """

  private static var encoded: [UInt8] { PEM.decode(Array(pem.utf8))?.bytes ?? [] }

  /// What OpenSSL says of a file; nil where it is not here.
  private func openssl(_ arguments: String, _ folder: TemporaryFolder) -> String? {
    guard let pipe = popen("cd '\(folder.path)' && openssl \(arguments) 2>&1", "r") else { return nil }
    var text: [UInt8] = []
    while case let byte = getc(pipe), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
    let isMissing = pclose(pipe) >> 8 == 127
    return isMissing ? nil : String(decoding: text, as: UTF8.self)
  }

  private func refusal(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? FunctionError)?.message
    }
  }

  @Test(arguments: [1024, 2048])
  func `A new key is one that OpenSSL finds nothing wrong with`(bits: Int) throws {
    let key = try RSAKey.generate(bits: bits)
    let folder = try TemporaryFolder()
    try folder.write("key.pem", bytes: PrivateKey.rsa(key).pem.storage)
    // Reading checks how the numbers belong together; only a test of OpenSSL's own tells that they are primes.
    #expect(try RSAKey(key.encoded).encoded == key.encoded)
    let said = try #require(openssl("rsa -in key.pem -check -noout -text", folder))
    #expect(said.contains("RSA key ok"))
    #expect(said.contains("(\(bits) bit, 2 primes)"))
    #expect(said.contains("publicExponent: 65537"))
  }

  @Test func `Two new keys have nothing in common`() throws {
    let encodings = try [RSAKey.generate(bits: 1024), RSAKey.generate(bits: 1024)].map(\.encoded)
    let numbers = try encodings.map { encoded in
      var rest = encoded[...]
      let outer = try #require(DER.next(&rest))
      return try #require(DER.elements(outer.content)).map { Array($0.content) }
    }
    // All but the version and the public exponent.
    for index in [1, 3, 4, 5, 6, 7, 8] { #expect(numbers[0][index] != numbers[1][index]) }
  }

  @Test func `A signature is the one that OpenSSL makes`() throws {
    // printf message | openssl dgst -sha256 -sign key.pem
    let signature: Bytes =
      "26c530db0a4dd6d5f7b19ef9ebbcee47009ea42e9db3fbe49dfd1d24155afe0d1748d9ce1020df99503afd45648ba11a"
      + "86a21f1a363f57248aeb02de1345aa36d337b0b8142bed663513020dac40f797cc9cb6884c0379ee6c4e564bab96381d"
      + "840b176ff435a0d279ba99eebda6e76e1d4723533f1c2d14d1a0299c1d15b9bc"
    #expect(Hexadecimal.text(try RSAKey(Self.encoded).sign(Array("message".utf8))) == signature)
  }

  @Test func `A chain of certificates holds for OpenSSL`() throws {
    let host = TestHost()
    host.clock = .system
    let chain = Snippet.evaluate(
      #"{{ $ca := genCA "ca" 1 }}{{ $c := genSignedCert "a" nil (list "b.example") 1 $ca }}{{ $ca.Cert }}|{{ $c.Cert }}"#,
      host: host)
    let parts = chain.split(separator: "|").map(String.init)
    try #require(parts.count == 2)
    let folder = try TemporaryFolder()
    try folder.write("ca.pem", parts[0])
    try folder.write("cert.pem", parts[1])
    let said = try #require(openssl("verify -x509_strict -CAfile ca.pem cert.pem", folder))
    #expect(said == "cert.pem: OK\n")
  }

  @Test func `A key in PKCS 8 is read, and written in PKCS 1`() throws {
    let pem = """
      -----BEGIN PRIVATE KEY-----
      MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAK4sPMMAmjw89fxk
      YBN7VikhPGEName5vpQh7+5thev/9+L1nRJFDghwkXvglKYP+pu/6Mxivz7j0zVO
      /2bHzWlPKgJgKpcYf/jiiPoVQuqbnIUn70LXx82IPo/i8EZbtaB5LeFahzDDqJjL
      nIepVqts8QY3e9Qgpxp3iaFzhSL5AgMBAAECgYEAnCdzLo2qulkZXXiMnsrUW7m9
      jXHetTJVyC+JEmXFTOpHz4bPlSKuSyjJdpvKCfyHff4X9K6Psg3GPaQe3YJDCS2S
      qp2Ag2zV4z/IDjPoszAGP2w5t5U3Sci0Qjit3ECV1Hi5EzB4ZwYjvt455CqG1Kr6
      HPLd6BuV7ubfpcHGL/UCQQDbfH2p8MPCY4LIUz77uyaEDWNovu2RVS4u0ZuJirIr
      4PgXYmiwyfpc/6WgfeiJwYN2BJbOhoWtv6DqX3UY9PrbAkEAyyXuFDr6/dn93rtt
      d9hdR0hyi0Mn5wXbKmWQwkJL+AShsjH2zoocv9oEfv3UYo6uTXLhsByh1pqFR/cy
      5WI/uwJBANsbnBdaUxJrZNO2xtlmKz0IYITglSjQcBotBah43QUQwJoXk4tpFpZg
      X2eoScu7cxEN476obCrXcjyGrs8LQKECQQDK9lFgCvFbECGRF4cuFpBTOLGgK29B
      ZFtsh17ShrQpzk7SnxKrlddVYnfdfLJl6ZGBtYaAkoqqw2Tn2rUR8lAjAkB7rVBV
      ObEDU8/DSrwlN+oLoYTMh524Mypj0YxzSLuezrYUzgzZhH/hgHK01wAGnB/G3Ma4
      EL5shXt/ZfIqu6b4
      -----END PRIVATE KEY-----
      """
    #expect(try PrivateKey(pem: Array(pem.utf8)).pem.description == Self.pem + "\n")
  }

  @Test(
    arguments: [
      (0, [2], "x509: unsupported private key version"),
      (3, [0], "x509: private key contains zero or negative value"),
      (4, [0x80], "x509: private key contains zero or negative value"),
      (1, [1] + [UInt8](repeating: 0, count: 128), "crypto/rsa: public modulus is even"),
      (1, [1], "modulus must be > 1"),
      (2, [1], "crypto/rsa: public exponent too small or negative"),
      (2, [0xFD], "crypto/rsa: public exponent too small or negative"),
      (2, [4], "crypto/rsa: public exponent is even"),
      (2, [0, 0x80, 0, 0, 1], "crypto/rsa: public exponent too large"),
      (2, [1, 0, 0, 0, 0, 0, 0, 0, 1], "asn1: structure error: integer too large"),
      (2, [3], "crypto/rsa: invalid CRT exponent"), (3, [5], "crypto/rsa: d does not match dP"),
      (6, [5], "crypto/rsa: invalid CRT exponent"), (7, [5], "crypto/rsa: invalid CRT exponent"),
      (8, [5], "crypto/rsa: invalid CRT coefficient"), (4, [1], "modulus must be > 1"),
      (4, [2], "input overflows the modulus size"),
    ] as [(Int, [UInt8], String)])
  func `A key with a number that does not belong is refused in Go's words`(
    index: Int, number: [UInt8], message: String
  ) throws {
    var rest = Self.encoded[...]
    let outer = try #require(DER.next(&rest))
    var numbers = try #require(DER.elements(outer.content)).map { Array($0.whole) }
    numbers[index] = DER.element(0x02, number)
    #expect(refusal { try RSAKey(DER.element(0x30, numbers.flatMap(\.self))) } == message)
  }

  @Test(arguments: [
    ("RSA PRIVATE KEY", "PRIVATE KEY", "decoding PEM as PKCS#8: ", "PKCS1"),
    ("RSA PRIVATE KEY", "EC PRIVATE KEY", "parsing EC private key from PEM: ", "PKCS1"),
  ])
  func `A key under another one's title is refused with a hint`(
    title: String, other: String, prefix: String, format: String
  ) {
    let text = PEM.encode(other, Self.encoded)
    let message =
      prefix + "x509: failed to parse private key (use Parse\(format)PrivateKey instead for this key format)"
    #expect(refusal { try PrivateKey(pem: text.storage) } == message)
  }

  @Test func `What follows a key is refused`() {
    #expect(refusal { try RSAKey(Self.encoded + [0]) } == "asn1: syntax error: trailing data")
  }
}
