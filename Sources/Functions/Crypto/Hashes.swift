internal import Crypto
internal import Templating
internal import Values

extension FunctionLibrary {
  static let hashes: [Function] = [
    Function(
      "sha1sum", [.string], summary: "The SHA-1 digest, in hexadecimal.",
      example: #"{{ sha1sum "hello" }} → aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"#
    ) { arguments, _ in .string(Hexadecimal.text(Digest.sha1(arguments.bytes(0)))) },
    Function(
      "sha256sum", [.string], summary: "The SHA-256 digest, in hexadecimal.",
      example: #"{{ sha256sum "hello" }} → 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"#
    ) { arguments, _ in .string(Hexadecimal.text(Digest.sha256(arguments.bytes(0)))) },
    Function(
      "sha512sum", [.string], summary: "The SHA-512 digest, in hexadecimal.",
      example: #"{{ sha512sum "hello" | trunc 16 }} → 9b71d224bd62f378"#
    ) { arguments, _ in .string(Hexadecimal.text(Digest.sha512(arguments.bytes(0)))) },
  ]
}

/// Digests of bytes.
enum Digest {
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Insecure.SHA1()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA512()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }
}
