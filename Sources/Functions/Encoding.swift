internal import Templating
internal import Values

extension FunctionLibrary {
  static let encoding: [Function] = [
    Function("b64enc", [.string], summary: "Encodes as base64.", example: #"{{ b64enc "hello" }} → aGVsbG8="#) {
      arguments, _ in .string(Bytes(Base64.encode(arguments.bytes(0))))
    },
    Function(
      "b64dec", [.string], summary: "Decodes base64; the result is an error's text where it is none.",
      example: #"{{ b64dec "aGVsbG8=" }} → hello"#
    ) { arguments, _ in
      switch Base64.decode(arguments.bytes(0)) {
      case .success(let bytes): .string(Bytes(bytes))
      case .failure(let error): .string(error.description)
      }
    },
    Function("b32enc", [.string], summary: "Encodes as base32.", example: #"{{ b32enc "hello" }} → NBSWY3DP"#) {
      arguments, _ in .string(Bytes(Base32.encode(arguments.bytes(0))))
    },
    Function(
      "b32dec", [.string], summary: "Decodes base32; the result is an error's text where it is none.",
      example: #"{{ b32dec "NBSWY3DP" }} → hello"#
    ) { arguments, _ in
      switch Base32.decode(arguments.bytes(0)) {
      case .success(let bytes): .string(Bytes(bytes))
      case .failure(let error): .string("illegal base32 data at input byte \(error.offset)")
      }
    },
    Function(
      "adler32sum", [.string], summary: "The Adler-32 checksum, in decimal.",
      example: #"{{ adler32sum "hello" }} → 103547413"#
    ) { arguments, _ in
      var a: UInt32 = 1
      var b: UInt32 = 0
      for byte in arguments.bytes(0) {
        a = (a + UInt32(byte)) % 65521
        b = (b + a) % 65521
      }
      return .string(Bytes(String(b << 16 | a)))
    },
  ]
}

/// Standard base32 with padding (RFC 4648), as encoding/base32's StdEncoding.
private enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  private static let padding = UInt8(ascii: "=")

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 4) / 5 * 8)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        out.append(alphabet[Int(buffer >> bits & 31)])
      }
      buffer &= 0xFF
    }
    if bits > 0 { out.append(alphabet[Int(buffer << (5 - bits) & 31)]) }
    while out.count % 8 != 0 { out.append(padding) }
    return out
  }

  /// Where the text stops being base32.
  struct CorruptInput: Error {
    let offset: Int
  }

  /// As decode of encoding/base32, group by group of eight.
  static func decode(_ text: [UInt8]) -> Result<[UInt8], CorruptInput> {
    let source = text.filter { $0 != 0x0A && $0 != 0x0D }
    var out: [UInt8] = []
    var position = 0
    while position < source.count {
      var group: UInt64 = 0
      var digits = 0
      var isLast = false
      while digits < 8 {
        guard position < source.count else { return .failure(CorruptInput(offset: source.count - digits)) }
        let byte = source[position]
        position += 1
        if byte == padding, digits >= 2, source.count - position < 8 {
          // As many padding characters have to follow as the group lacks.
          let missing = 8 - digits - 1
          guard source.count - position >= missing else { return .failure(CorruptInput(offset: source.count)) }
          for offset in 0..<missing where source[position + offset] != padding {
            return .failure(CorruptInput(offset: position + offset - 1))
          }
          // So many digits make no whole bytes.
          if [1, 3, 6].contains(digits) { return .failure(CorruptInput(offset: position - 1)) }
          isLast = true
          break
        }
        guard let value = value(byte) else { return .failure(CorruptInput(offset: position - 1)) }
        group = group << 5 | value
        digits += 1
      }
      let count = digits * 5 / 8
      group <<= UInt64(5 * (8 - digits))
      for index in 0..<count { out.append(UInt8(truncatingIfNeeded: group >> UInt64(32 - 8 * index))) }
      if isLast { break }
    }
    return .success(out)
  }

  private static func value(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "2")...UInt8(ascii: "7"): UInt64(byte - UInt8(ascii: "2")) + 26
    default: nil
    }
  }
}
