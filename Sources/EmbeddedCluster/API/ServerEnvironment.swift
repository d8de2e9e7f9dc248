import Platform

/// What the server takes from the world around it.
struct ServerEnvironment: Sendable {
  let clock: WallClock
  let randomness: Randomness
  /// The seconds that a healthy pod takes to become ready.
  let settleDelay: Int64

  /// A random (version 4) UUID.
  func makeUID() -> String {
    var bytes = randomness.bytes(16)
    guard bytes.count == 16 else { return "" }
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Five random letters, as API servers append them to a `generateName`: without vowels and look-alikes.
  func makeNameSuffix() -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
    return String(decoding: randomness.bytes(5).map { letters[Int($0) % letters.count] }, as: UTF8.self)
  }
}
