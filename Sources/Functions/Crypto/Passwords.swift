internal import CCrypt
internal import Crypto
internal import CryptoExtras
internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let passwords: [Function] = [
    Function(
      "bcrypt", [.string], summary: "The bcrypt hash of a password.", example: #"{{ bcrypt "secret" }} → $2a$10$…"#
    ) { arguments, host in .string(bcrypt(arguments.bytes(0), host)) },
    Function(
      "htpasswd", [.string, .string], summary: "A line of an htpasswd file.",
      example: #"{{ htpasswd "user" "secret" }} → user:$2a$10$…"#
    ) { arguments, host in
      let user = arguments.string(0)
      if user.storage.contains(UInt8(ascii: ":")) { return .string("invalid username: " + user) }
      return .string(user + ":" + bcrypt(arguments.bytes(1), host))
    },
    Function(
      "derivePassword", [.uint32, .string, .string, .string, .string],
      summary: "A password from a counter, a type, a master password, a user and a site (Master Password's algorithm).",
      example: #"{{ derivePassword 1 "long" "password" "user" "example.com" }} → ZedaFaxcZaso9*"#
    ) { arguments, _ in
      let counter = UInt32(truncatingIfNeeded: arguments.integer(0))
      return .string(
        MasterPassword.derive(
          counter: counter, type: arguments.string(1), password: arguments.bytes(2), user: arguments.bytes(3),
          site: arguments.bytes(4)))
    },
    Function(
      "encryptAES", [.string, .string], summary: "Encrypts a text by a password (AES-256 CBC), as base64.",
      example: #"{{ encryptAES "key" "plaintext" }} → 30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ="#
    ) { arguments, host throws(FunctionError) in
      let text = arguments.bytes(1)
      if text.isEmpty { return .string(Bytes()) }
      let vector = host.randomness.bytes(16)
      do {
        let encrypted = try AES._CBC.encrypt(
          text, using: key(arguments.bytes(0)), iv: AES._CBC.IV(ivBytes: vector))
        return .string(Bytes(Base64.encode(vector + Array(encrypted))))
      } catch {
        throw FunctionError("\(error)")
      }
    },
    Function(
      "decryptAES", [.string, .string], summary: "Decrypts what encryptAES encrypted.",
      example: #"{{ "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=" | decryptAES "secretkey" }} → plaintext"#
    ) { arguments, _ throws(FunctionError) in try decrypt(arguments.bytes(1), password: arguments.bytes(0)) },
  ]

  /// The first 32 bytes of a password, padded with zeros.
  private static func key(_ password: [UInt8]) -> SymmetricKey {
    var key = Array(password.prefix(32))
    key.append(contentsOf: repeatElement(0, count: 32 - key.count))
    return SymmetricKey(data: key)
  }

  private static func decrypt(_ text: [UInt8], password: [UInt8]) throws(FunctionError) -> Value {
    if text.isEmpty { return .string(Bytes()) }
    let bytes: [UInt8]
    switch Base64.decode(text) {
    case .success(let decoded): bytes = decoded
    case .failure(let error): throw FunctionError(error.description)
    }
    if bytes.count < 16 {
      // Go allocates for the whole text before it decodes.
      let capacity = text.count / 4 * 3
      throw FunctionError("runtime error: slice bounds out of range [:16] with capacity \(capacity)")
    }
    if bytes.count % 16 != 0 { throw FunctionError("crypto/cipher: input not full blocks") }
    if bytes.count == 16 { throw FunctionError("runtime error: index out of range [-1]") }
    var plain: [UInt8]
    do {
      let vector = try AES._CBC.IV(ivBytes: bytes.prefix(16))
      plain = Array(try AES._CBC.decrypt(bytes.dropFirst(16), using: key(password), iv: vector, noPadding: true))
    } catch {
      throw FunctionError("\(error)")
    }
    let padding = Int(plain.last ?? 0)
    if padding > plain.count {
      throw FunctionError("runtime error: slice bounds out of range [:\(plain.count - padding)]")
    }
    plain.removeLast(padding)
    return .string(Bytes(plain))
  }

  /// The hash of a password at bcrypt's cost 10, or Go's words for why there is none.
  private static func bcrypt(_ password: [UInt8], _ host: any FunctionHost) -> Bytes {
    let failure: Bytes = "failed to encrypt string with bcrypt: "
    if password.count > 72 { return failure + "bcrypt: password length exceeds 72 bytes" }
    // The library takes texts that end at their first zero byte; Go would hash what follows too.
    if password.contains(0) { return failure + "bcrypt: password contains a zero byte" }
    // The library's 2b is what Go calls 2a; its own 2a differs for some passwords.
    let setting = Array("$2b$10$".utf8) + salt(host.randomness.bytes(16)) + [0]
    var data: UnsafeMutableRawPointer?
    var size: Int32 = 0
    defer { free(data) }
    let hash = (password + [0]).withUnsafeBytes { password in
      setting.withUnsafeBytes { setting -> [UInt8]? in
        guard let phrase = password.bindMemory(to: CChar.self).baseAddress,
          let salt = setting.bindMemory(to: CChar.self).baseAddress,
          let result = crypt_ra(phrase, salt, &data, &size)
        else { return nil }
        return Array(String(cString: result).utf8)
      }
    }
    guard var hash, hash.starts(with: "$2b$".utf8) else { return failure + "the system's library refuses it" }
    hash[2] = UInt8(ascii: "a")
    return Bytes(hash)
  }

  /// Sixteen bytes in bcrypt's own base64.
  private static func salt(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var out: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        out.append(alphabet[Int(buffer >> bits & 63)])
      }
    }
    if bits > 0 { out.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
    return out
  }
}

/// The Master Password algorithm: a password that follows from a name, a site and a counter.
private enum MasterPassword {
  private static let seed = Array("com.lyndir.masterpassword".utf8)

  static func derive(counter: UInt32, type: Bytes, password: [UInt8], user: [UInt8], site: [UInt8]) -> Bytes {
    guard let templates = templates(type) else { return "cannot find password template " + type }
    let key: SymmetricKey
    do {
      key = try KDF.Scrypt.deriveKey(
        from: password, salt: seed + bigEndian(UInt32(truncatingIfNeeded: user.count)) + user, outputByteCount: 64,
        rounds: 32768, blockSize: 8, parallelism: 2)
    } catch {
      return Bytes("failed to derive password: \(error)")
    }
    let message =
      seed + bigEndian(UInt32(truncatingIfNeeded: site.count)) + site + bigEndian(counter)
    let digest = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    let template = templates[Int(digest[0]) % templates.count]
    var out: [UInt8] = []
    for (index, kind) in template.utf8.enumerated() {
      let characters = Array(characters(Unicode.Scalar(kind)).utf8)
      out.append(characters[Int(digest[index + 1]) % characters.count])
    }
    return Bytes(out)
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func templates(_ type: Bytes) -> [String]? {
    switch type.description {
    case "maximum": ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"]
    case "long":
      [
        "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv", "CvccCvcvCvcvno",
        "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno",
        "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno", "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno",
        "CvccnoCvcvCvcc", "CvccCvcvnoCvcc", "CvccCvcvCvccno",
      ]
    case "medium": ["CvcnoCvc", "CvcCvcno"]
    case "short": ["Cvcn"]
    case "basic": ["aaanaaan", "aannaaan", "aaannaaa"]
    case "pin": ["nnnn"]
    default: nil
    }
  }

  private static func characters(_ kind: Unicode.Scalar) -> String {
    switch kind {
    case "V": "AEIOU"
    case "C": "BCDFGHJKLMNPQRSTVWXYZ"
    case "v": "aeiou"
    case "c": "bcdfghjklmnpqrstvwxyz"
    case "n": "0123456789"
    case "o": "@&%?,=[]_:-+*$#!'^~;()/."
    case "a": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
    default: "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()"
    }
  }
}
