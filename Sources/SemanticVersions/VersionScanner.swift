/// Walks over the bytes of a version or constraint.
///
/// semver describes both by regular expressions; they are deterministic, so that one look at the next byte decides.
struct VersionScanner {
  let bytes: [UInt8]
  var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Steps over one byte where it is the next one.
  mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Steps over the longest run of bytes that pass the test; empty where there are none.
  mutating func run(_ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
    return bytes[start..<position]
  }

  /// A separator followed by a nonempty run, without the separator; the position stays where it is if there is none.
  mutating func run(after separator: Unicode.Scalar, _ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8>? {
    let start = position
    if skip(separator) {
      let found = run(belongs)
      if !found.isEmpty { return found }
    }
    position = start
    return nil
  }

  /// Dotted identifiers after `-` or `+`, without that sign; nil, and no step, where there are none.
  mutating func identifiers(after sign: Unicode.Scalar) -> ArraySlice<UInt8>? {
    guard let first = run(after: sign, Self.isIdentifier) else { return nil }
    while run(after: ".", Self.isIdentifier) != nil {}
    return bytes[first.startIndex..<position]
  }

  /// `\s` of Go's regular expressions.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isIdentifier(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-")
  }

  /// The number that all the digits make; nil for none, for other bytes and for what does not fit.
  static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    if digits.isEmpty { return nil }
    var result: UInt64 = 0
    for digit in digits {
      guard isDigit(digit) else { return nil }
      let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - 0x30))
      if overflow || carry { return nil }
      result = sum
    }
    return result
  }

  static func checkPrerelease(_ text: ArraySlice<UInt8>) throws(SemanticVersionError) {
    for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      if part.isEmpty { throw .invalidPrerelease }
      if part.allSatisfy(isDigit) {
        if part.count > 1, part.first == UInt8(ascii: "0") { throw .segmentStartsWithZero }
      } else if !part.allSatisfy(isIdentifier) {
        throw .invalidPrerelease
      }
    }
  }

  static func checkMetadata(_ text: ArraySlice<UInt8>) throws(SemanticVersionError) {
    for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    where part.isEmpty || !part.allSatisfy(isIdentifier) {
      throw .invalidMetadata
    }
  }
}
