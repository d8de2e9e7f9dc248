/// Standard base64 with padding (RFC 4648), as encoding/base64's StdEncoding.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The base64 text of the bytes.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let pad = UInt8(ascii: "=")
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    alphabet.withUnsafeBufferPointer { alphabet in
      var index = 0
      while index + 2 < bytes.count {
        let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
        out.append(alphabet[group >> 18])
        out.append(alphabet[group >> 12 & 63])
        out.append(alphabet[group >> 6 & 63])
        out.append(alphabet[group & 63])
        index += 3
      }
      let left = bytes.count - index
      if left > 0 {
        let group = Int(bytes[index]) << 16 | (left == 2 ? Int(bytes[index + 1]) << 8 : 0)
        out.append(alphabet[group >> 18])
        out.append(alphabet[group >> 12 & 63])
        out.append(left == 2 ? alphabet[group >> 6 & 63] : pad)
        out.append(pad)
      }
    }
    return out
  }

  /// The bytes that a base64 text stands for, line breaks ignored; or the offset of the byte where it goes wrong, as
  /// Go's base64.CorruptInputError.
  package static func decode(_ text: [UInt8]) -> Result<[UInt8], CorruptInput> {
    var index = 0
    var out = wholeGroups(text, upTo: &index)
    var group: UInt32 = 0
    var digits = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x0A || byte == 0x0D {
        index += 1
        continue
      }
      if byte == UInt8(ascii: "=") {
        return finish(text, paddingAt: index, digits, group, out)
      }
      guard let digit = value(byte) else { return .failure(CorruptInput(offset: index)) }
      group = group << 6 | digit
      digits += 1
      index += 1
      if digits == 4 {
        out.append(UInt8(truncatingIfNeeded: group >> 16))
        out.append(UInt8(truncatingIfNeeded: group >> 8))
        out.append(UInt8(truncatingIfNeeded: group))
        group = 0
        digits = 0
      }
    }
    // The padding is missing: Go points at the start of the incomplete group.
    return digits == 0 ? .success(out) : .failure(CorruptInput(offset: text.count - digits))
  }

  /// What each byte stands for; whatever is no digit is the highest bit.
  private static let digits: [UInt32] = (0...255).map { value($0) ?? notADigit }
  private static let notADigit: UInt32 = 1 << 31

  /// The bytes that the text's groups of four digits stand for, up to whatever is none.
  private static func wholeGroups(_ text: [UInt8], upTo index: inout Int) -> [UInt8] {
    var place = 0
    let out = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { out, count in
      text.withUnsafeBufferPointer { text in
        digits.withUnsafeBufferPointer { digits in
          while place + 4 <= text.count {
            let (a, b) = (digits[Int(text[place])], digits[Int(text[place + 1])])
            let (c, d) = (digits[Int(text[place + 2])], digits[Int(text[place + 3])])
            if (a | b | c | d) & notADigit != 0 { return }
            let group = a << 18 | b << 12 | c << 6 | d
            out[count] = UInt8(truncatingIfNeeded: group >> 16)
            out[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
            out[count + 2] = UInt8(truncatingIfNeeded: group)
            count += 3
            place += 4
          }
        }
      }
    }
    index = place
    return out
  }

  /// Where a text stops being base64.
  package struct CorruptInput: Error, CustomStringConvertible {
    /// The offset of the wrong byte.
    package let offset: Int

    /// Go's text.
    package var description: String { "illegal base64 data at input byte \(offset)" }
  }

  private static func finish(
    _ text: [UInt8], paddingAt start: Int, _ digits: Int, _ group: UInt32, _ decoded: [UInt8]
  ) -> Result<[UInt8], CorruptInput> {
    var out = decoded
    var index = start + 1
    func skipLineBreaks() {
      while index < text.count, text[index] == 0x0A || text[index] == 0x0D { index += 1 }
    }
    switch digits {
    case 2:
      skipLineBreaks()
      guard index < text.count else { return .failure(CorruptInput(offset: text.count)) }
      guard text[index] == UInt8(ascii: "=") else { return .failure(CorruptInput(offset: index)) }
      index += 1
      out.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3:
      out.append(UInt8(truncatingIfNeeded: group >> 10))
      out.append(UInt8(truncatingIfNeeded: group >> 2))
    default:
      return .failure(CorruptInput(offset: start))
    }
    skipLineBreaks()
    return index == text.count ? .success(out) : .failure(CorruptInput(offset: index))
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
