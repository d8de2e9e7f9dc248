import Functions
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

  @Test func `A hash of a password has bcrypt's form and Go's prefix`() {
    let hash = Snippet.evaluate(#"{{ bcrypt "secret" }}"#)
    // The salt comes from the test host's dice; the real Helm's bcrypt accepts the pair.
    #expect(hash.hasPrefix("$2a$10$"))
    #expect(hash.utf8.count == 60)
    #expect(Snippet.evaluate(#"{{ htpasswd "user" "secret" }}"#) == "user:" + hash)
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
