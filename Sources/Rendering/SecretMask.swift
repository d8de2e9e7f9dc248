/// Takes from rendered lines what may be secret and leaves their form, which is what a YAML error is about.
enum SecretMask {
  private static let names = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "credential",
    "private", "auth",
  ]

  /// Whether a line says that its document is a Secret.
  static func isKindOfSecret(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    return text.elementsEqual("kind:Secret".utf8) || text.starts(with: "kind:Secret#".utf8)
  }

  /// The line with an `x` for each letter and digit of its value.
  ///
  /// - Parameter always: masks every value, and lines without a key too; else only those whose key sounds secret.
  static func masked(_ line: ArraySlice<UInt8>, always: Bool) -> [UInt8] {
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    let start: Int
    if let colon {
      let key = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard always || names.contains(where: { key.contains($0) }) else { return Array(line) }
      start = colon
    } else {
      guard always else { return Array(line) }
      start = line.startIndex
    }
    return Array(line[..<start]) + line[start...].map { isText($0) ? UInt8(ascii: "x") : $0 }
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
