import Testing

/// The families Passwords and Certificates, as far as their answers are the same every time; expected answers are the real Helm's.
@Suite struct PasswordsTests {
  @Test(arguments: [
    (#"derivePassword 1 "long" "password" "user" "example.com""#, "string|ZedaFaxcZaso9*"),
    (#"derivePassword 2 "long" "password" "user" "example.com""#, "string|Fovi2@JifpTupx"),
    (#"derivePassword 1 "maximum" "password" "user" "example.com""#, "string|pf4zS1LjCg&LjhsZ7T2~"),
    (#"derivePassword 1 "medium" "password" "user" "example.com""#, "string|ZedJuz8$"),
    (#"derivePassword 1 "short" "password" "user" "example.com""#, "string|Zed5"),
    (#"derivePassword 1 "basic" "password" "user" "example.com""#, "string|pIS54PLs"),
    (#"derivePassword 1 "pin" "" "" """#, "string|1578"),
    (#"derivePassword 1 "x" "password" "user" "example.com""#, "string|cannot find password template x"),
    (#"derivePassword 4294967296 "long" "p" "u" "s""#, "string|WupeHanuFiyi6@"),
    (#"derivePassword -1 "long" "p" "u" "s""#, "! expected unsigned integer; found -1"),
    (#"derivePassword (int 1) "pin" "p" "u" "s""#, "! wrong type for value; expected uint32; got int"),
  ])
  func `Passwords are derived`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (
      #"bcrypt (repeat 73 "a")"#,
      "string|failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
    ),
    (#"htpasswd "a:b" "p""#, "string|invalid username: a:b"),
    (#"htpasswd "u" "p" "sha""#, "! wrong number of args for htpasswd: want 2 got 3"),
  ])
  func `Passwords that cannot be hashed say why`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"encryptAES "k" """#, "string|"),
    (#"encryptAES "k" "secret text" | decryptAES "k""#, "string|secret text"),
    (
      #"encryptAES "a key that is longer than thirty-two bytes in all" "0123456789abcdef" | decryptAES "a key that is longer than thirty-two bytes in all""#,
      "string|0123456789abcdef"
    ),
    (#"decryptAES "secretkey" "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=""#, "string|plaintext"),
    (#"decryptAES "k" "xx""#, "! error calling decryptAES: illegal base64 data at input byte 0"),
    (#"decryptAES "k" """#, "string|"),
    (
      #"decryptAES "k" "eHg=""#,
      "! error calling decryptAES: runtime error: slice bounds out of range [:16] with capacity 3"
    ),
    (
      #"decryptAES "k" "MTIzNDU2Nzg5MDEyMzQ1Ng==""#,
      "! error calling decryptAES: runtime error: index out of range [-1]"
    ),
    (
      #"decryptAES "k" "MTIzNDU2Nzg5MDEyMzQ1Ng8=""#,
      "! error calling decryptAES: crypto/cipher: input not full blocks"
    ),
    (
      #"decryptAES "k" "MTIzNDU2Nzg5MDEyMzQ1NjE=""#,
      "! error calling decryptAES: crypto/cipher: input not full blocks"
    ),
  ])
  func `Texts are decrypted`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"genPrivateKey "x""#, "string|Unknown type x"),
    (#"buildCustomCert "!" "x""#, "! error calling buildCustomCert: unable to decode base64 certificate"),
    (#"buildCustomCert "eA==" "!""#, "! error calling buildCustomCert: unable to decode base64 private key"),
    (#"buildCustomCert "eA==" "eA==""#, "! error calling buildCustomCert: unable to decode certificate"),
    (#"genCAWithKey "a" 1 "x""#, "! error calling genCAWithKey: parsing private key: no PEM data in input"),
    (
      #"genCAWithKey "a" 1 "-----BEGIN X-----\neA==\n-----END X-----""#,
      "! error calling genCAWithKey: parsing private key: no private key data in PEM block of type X"
    ),
    (
      #"genCAWithKey "a" 1 "-----BEGIN X PRIVATE KEY-----\neA==\n-----END X PRIVATE KEY-----""#,
      "! error calling genCAWithKey: parsing private key: invalid private key type X PRIVATE KEY"
    ),
    (
      #"genSelfSignedCert "a" (list 1) nil 1"#,
      "! error calling genSelfSignedCert: error parsing ip: 1 is not a string"
    ),
    (#"genSelfSignedCert "a" (list "x") nil 1"#, "! error calling genSelfSignedCert: error parsing ip: x"),
    (
      #"genSelfSignedCert "a" nil (list 1) 1"#,
      "! error calling genSelfSignedCert: error processing alternate dns name: 1 is not a string"
    ),
    (
      #"genSignedCert "a" nil nil 1 (dict)"#,
      "! wrong type for value; expected sprig.certificate; got map[string]interface {}"
    ),
  ])
  func `What no certificate can be made of is refused`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
