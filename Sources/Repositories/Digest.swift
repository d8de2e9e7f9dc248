internal import Crypto

/// SHA-256 in hexadecimal, by which packages, blobs and lock files are known.
package enum Digest {
  /// The digest of bytes.
  package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Array(bytes)))
  }

  /// Bytes as hexadecimal digits in lower case.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
