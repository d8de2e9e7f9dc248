@testable import Functions
import Platform
import Testing
import Values

/// Keys, certificates and hashes, which are new every time: what is looked at is that they hold together.
@Suite struct CertificatesTests {
  @Test(arguments: [
    ("ecdsa", "-----BEGIN EC PRIVATE KEY-----\n"), ("ed25519", "-----BEGIN PRIVATE KEY-----\n"),
    ("dsa", "-----BEGIN DSA PRIVATE KEY-----\n"),
  ])
  func `A private key has the form of its kind`(kind: String, start: String) {
    let key = Snippet.evaluate(#"{{ genPrivateKey "\#(kind)" }}"#)
    #expect(key.hasPrefix(start))
    #expect(key.hasSuffix("PRIVATE KEY-----\n"))
    #expect(key.utf8.split(separator: UInt8(ascii: "\n")).dropLast(2).allSatisfy { $0.count == 64 || $0.first == 0x2D })
  }

  @Test(arguments: ["ecdsa", "ed25519"])
  func `A key that was made can be used for certificates`(kind: String) {
    let result = Snippet.evaluate(
      #"{{ $k := genPrivateKey "\#(kind)" }}{{ $ca := genCAWithKey "ca" 1 $k }}{{ eq $ca.Key $k }}"#
        + #"{{ $c := genSignedCertWithKey "a" (list "10.0.0.1" "::1") (list "b.example") 1 $ca $k }} "#
        + #"{{ $c.Cert | trunc 28 }}{{ typeOf $c }} {{ kindOf $c }}"#
        + #" {{ (buildCustomCert ($c.Cert | b64enc) ($c.Key | b64enc)).Key | eq $k }}"#)
    #expect(result == "true -----BEGIN CERTIFICATE-----\nsprig.certificate struct true")
  }

  @Test func `An authority of its own RSA key signs a certificate`() {
    let result = Snippet.evaluate(
      #"{{ $ca := genCA "ca" 1 }}{{ $c := genSignedCert "a" nil nil 1 $ca }}{{ $c.Key | trunc 32 }}{{ ne $c.Key $ca.Key }}"#
    )
    #expect(result == "-----BEGIN RSA PRIVATE KEY-----\ntrue")
  }

  /// The bytes in a snippet's PEM block, in hexadecimal digits.
  private func content(_ snippet: String) throws -> String {
    let text = Snippet.evaluate(snippet)
    return Hexadecimal.text(try #require(PEM.decode(Array(text.utf8)), "\(text)").bytes).description
  }

  private let serverAndClient = "301d0603551d250416301406082b0601050507030106082b06010505070302"

  @Test func `An authority has the real Helm's fields in their order`() throws {
    let authority = try content(#"{{ (genCAWithKey "my-ca" 365 (genPrivateKey "ecdsa")).Cert }}"#)
    let name = "3010310e300c060355040313056d792d6361"
    // By the test host's dice and clock.
    let serialNumber = "02100b30557a9fc4e90e33587da2c7ec1136"
    let validity = "301e170d3233313131343232313332305a170d3234313131333232313332305a"
    #expect(authority.contains("a003020102\(serialNumber)300a06082a8648ce3d040302\(name)\(validity)\(name)"))
    #expect(
      authority.contains(
        "300e0603551d0f0101ff0404030202a4\(serverAndClient)300f0603551d130101ff040530030101ff301d0603551d0e04160414"))
  }

  @Test func `A certificate names its addresses and its issuer's key`() throws {
    let certificate = try content(
      #"{{ $ca := genCAWithKey "ca" 1 (genPrivateKey "ed25519") }}{{ $key := genPrivateKey "ecdsa" }}"#
        + #"{{ (genSignedCertWithKey "*.a.b" (list "10.0.0.2" "::1") (list "bar.com" "bat.com") 9 $ca $key).Cert }}"#)
    #expect(
      certificate.contains(
        "300e0603551d0f0101ff0404030205a0\(serverAndClient)300c0603551d130101ff04023000301f0603551d23041830168014"))
    let names = "82076261722e636f6d82076261742e636f6d"
    let addresses = "87040a000002871000000000000000000000000000000001"
    #expect(certificate.contains("30330603551d11042c302a\(names)\(addresses)"))
    // `*` is not of the PrintableString's characters.
    #expect(certificate.contains("06035504030c052a2e612e62"))
  }

  @Test func `Without a common name the other names are critical, and far years are written in full`() throws {
    let certificate = try content(
      #"{{ (genSelfSignedCertWithKey "" nil (list "a") 30000 (genPrivateKey "ecdsa")).Cert }}"#)
    #expect(certificate.contains("300f0603551d110101ff04053003820161"))
    // UTCTime 231114221320Z, GeneralizedTime 21060103221320Z
    #expect(certificate.contains("3020170d3233313131343232313332305a180f32313036303130333232313332305a"))
  }

  @Test(arguments: [
    (
      #"{{ $k := genPrivateKey "dsa" }}{{ genCAWithKey "x" 3 $k }}"#,
      "genCAWithKey: error creating certificate: x509: certificate private key does not implement crypto.Signer"
    ),
    (
      #"{{ $k := genPrivateKey "dsa" }}{{ genSignedCertWithKey "x" nil nil 3 (genCA "x" 3) $k }}"#,
      "genSignedCertWithKey: error creating certificate: x509: unsupported public key type: *dsa.PublicKey"
    ),
    (
      #"{{ $a := genCA "a" 3 }}{{ $b := genCA "b" 3 }}"#
        + #"{{ genSignedCert "y" nil nil 1 (buildCustomCert ($a.Cert | b64enc) ($b.Key | b64enc)) }}"#,
      "genSignedCert: error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey"
    ),
    (
      #"{{ genSelfSignedCert "x" nil (list "é") 3 }}"#,
      #"genSelfSignedCert: error creating certificate: x509: "é" cannot be encoded as an IA5String"#
    ),
    (#"{{ genCA "\xff" 3 }}"#, "genCA: error creating certificate: asn1: string not valid UTF-8"),
    (#"{{ genSelfSignedCert "x" (list "01.2.3.4") nil 3 }}"#, "genSelfSignedCert: error parsing ip: 01.2.3.4"),
    (#"{{ genSelfSignedCert "x" (list "1.2.3.4\x00") nil 3 }}"#, "genSelfSignedCert: error parsing ip: 1.2.3.4\0"),
    (
      #"{{ genCAWithKey "x" 3 " -----BEGIN FOO-----\nYWJj\n-----END FOO-----\n" }}"#,
      "genCAWithKey: parsing private key: no PEM data in input"
    ),
    (
      #"{{ genCAWithKey "x" 3 "x\n-----BEGIN FOO-----\r\nYW Jj\r\n-----END FOO-----" }}"#,
      "genCAWithKey: parsing private key: no private key data in PEM block of type FOO"
    ),
  ])
  func `What Go's x509 refuses is refused in its words`(snippet: String, message: String) {
    #expect(Snippet.evaluate(snippet) == "! error calling " + message)
  }

  @Test func `A bcrypt hash is the one that Go makes of the same salt`() {
    let host = TestHost()
    host.randomness = Randomness { _ in
      [101, 201, 101, 75, 19, 227, 199, 20, 239, 236, 133, 32, 30, 109, 243, 30]
    }
    // From golang.org/x/crypto/bcrypt's own tests.
    let hash = "$2a$10$XajjQvNhvvRt5GSeFk1xFeyqRrsxkhBkUiQeg0dt.wU1qD4aFDcga"
    #expect(Snippet.evaluate(#"{{ bcrypt "allmine" }}"#, host: host) == hash)
    #expect(Snippet.evaluate(#"{{ htpasswd "me" "allmine" }}"#, host: host) == "me:" + hash)
    #expect(Snippet.evaluate(#"{{ bcrypt "a\x00b" }}"#).hasSuffix("password contains a zero byte"))
  }

  @Test(arguments: [
    ("randAlphaNum 20", 20), ("randAlpha 5", 5), ("randNumeric 7", 7), ("randAscii 9", 9), ("randAlpha 0", 0),
    ("randAlpha -1", 0), ("randBytes 3", 4), ("uuidv4", 36), (#"shuffle "héllo""#, 6),
  ])
  func `A random text has its length`(snippet: String, count: Int) {
    #expect(Snippet.evaluate("{{ \(snippet) }}").utf8.count == count)
  }

  @Test(arguments: [
    ("randBytes -1", "! error calling randBytes: runtime error: makeslice: len out of range"),
    ("randInt 3 3", "! error calling randInt: invalid argument to Intn"), ("randInt 3 4", "int|3"),
    ("repeat 1000000000 \"abcdef\"", "! error calling repeat: the result would be larger than 256 MiB"),
    ("until 1000000000", "! error calling until: the result would have more than 16777216 elements"),
    ("randAlpha 1000000000", "! error calling randAlpha: the result would be larger than 256 MiB"),
  ])
  func `What cannot be made is refused`(snippet: String, message: String) {
    #expect(Snippet.evaluate(snippet) == message)
  }
}
