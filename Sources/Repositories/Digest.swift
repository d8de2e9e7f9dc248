internal import Crypto
internal import Platform

/// SHA-256 in hexadecimal, by which packages, blobs and lock files are known.
package enum Digest {
  /// The digest of bytes.
  package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Array(bytes)))
  }

  /// The digest of a file, of which only a piece is in memory at a time.
  static func sha256(ofFile path: String) throws(FileError) -> String {
    var digest = SHA256()
    try ReadableFile(path).forEachPiece { piece in
      digest.update(data: piece)
      return true
    }
    return hexadecimal(digest.finalize())
  }

  /// Bytes as hexadecimal digits in lower case.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
