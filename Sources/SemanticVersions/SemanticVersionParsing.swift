extension SemanticVersion {
  /// Reads a version leniently: a leading `v`, one or two numbers and leading zeros will do, as semver's NewVersion.
  package init(_ text: String) throws(SemanticVersionError) {
    try self.init(utf8: Array(text.utf8))
  }

  /// Reads a version leniently from bytes.
  package init(utf8 bytes: [UInt8]) throws(SemanticVersionError) {
    var scanner = VersionScanner(bytes)
    _ = scanner.skip("v")
    let first = scanner.run(VersionScanner.isDigit)
    let second = scanner.run(after: ".", VersionScanner.isDigit)
    let third = second == nil ? nil : scanner.run(after: ".", VersionScanner.isDigit)
    let prerelease = scanner.identifiers(after: "-") ?? []
    let metadata = scanner.identifiers(after: "+") ?? []
    guard !first.isEmpty, scanner.isAtEnd else { throw .invalid }

    let zero: ArraySlice<UInt8> = [UInt8(ascii: "0")]
    let major = try Self.number(first, isStrict: false)
    let minor = try Self.number(second ?? zero, isStrict: false)
    let patch = try Self.number(third ?? zero, isStrict: false)
    if !prerelease.isEmpty { try VersionScanner.checkPrerelease(prerelease) }
    self.init(
      major, minor, patch, prerelease: String(decoding: prerelease, as: UTF8.self),
      metadata: String(decoding: metadata, as: UTF8.self), original: String(decoding: bytes, as: UTF8.self))
  }

  /// Reads a version by the letter of the specification, as semver's StrictNewVersion.
  package init(strict text: String) throws(SemanticVersionError) {
    let bytes = Array(text.utf8)
    if bytes.isEmpty { throw .empty }
    var parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .invalid }
    let metadata = Self.cut(&parts[2], at: "+")
    if let metadata { try VersionScanner.checkMetadata(metadata) }
    let prerelease = Self.cut(&parts[2], at: "-")
    if let prerelease { try VersionScanner.checkPrerelease(prerelease) }
    for part in parts {
      if !part.allSatisfy(VersionScanner.isDigit) { throw .invalidCharacters }
      if part.count > 1, part.first == UInt8(ascii: "0") { throw .segmentStartsWithZero }
    }
    self.init(
      try Self.number(parts[0], isStrict: true), try Self.number(parts[1], isStrict: true),
      try Self.number(parts[2], isStrict: true), prerelease: String(decoding: prerelease ?? [], as: UTF8.self),
      metadata: String(decoding: metadata ?? [], as: UTF8.self), original: text)
  }

  private static func number(_ digits: ArraySlice<UInt8>, isStrict: Bool) throws(SemanticVersionError) -> UInt64 {
    guard let number = VersionScanner.number(digits) else {
      throw .badNumber(String(decoding: digits, as: UTF8.self), isStrict: isStrict)
    }
    return number
  }

  /// Shortens the text to what precedes the first sign; returns what follows it, or nil where there is no sign.
  private static func cut(_ text: inout ArraySlice<UInt8>, at sign: Unicode.Scalar) -> ArraySlice<UInt8>? {
    guard let index = text.firstIndex(of: UInt8(ascii: sign)) else { return nil }
    defer { text = text[..<index] }
    return text[(index + 1)...]
  }
}
