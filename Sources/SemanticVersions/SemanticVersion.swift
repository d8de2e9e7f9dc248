/// A semantic version, read as leniently as Helm reads chart and Kubernetes versions (Masterminds/semver v3).
///
/// Equality and order follow the specification's precedence: the metadata does not count.
package struct SemanticVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The three numbers.
  package var major: UInt64
  package var minor: UInt64
  package var patch: UInt64
  /// What follows the hyphen, without it; empty for a release.
  package var prerelease: String
  /// What follows the plus sign, without it.
  package var metadata: String
  /// The text that the version was read from.
  package var original: String

  /// A version of its parts; they are taken as they are.
  package init(
    _ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: String = "", metadata: String = "",
    original: String? = nil
  ) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.metadata = metadata
    self.original = ""
    self.original = original ?? description
  }

  /// The canonical text: all three numbers, no `v`.
  package var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-" + prerelease }
    if !metadata.isEmpty { text += "+" + metadata }
    return text
  }

  /// Whether the version has a prerelease part.
  package var isPrerelease: Bool { !prerelease.isEmpty }

  /// Negative, zero or positive as this version precedes, equals or follows the other, as semver's Compare.
  package func compare(_ other: SemanticVersion) -> Int {
    if major != other.major { return major < other.major ? -1 : 1 }
    if minor != other.minor { return minor < other.minor ? -1 : 1 }
    if patch != other.patch { return patch < other.patch ? -1 : 1 }
    return Self.compare(prerelease: prerelease, other.prerelease)
  }

  package static func < (a: SemanticVersion, b: SemanticVersion) -> Bool { a.compare(b) < 0 }

  package static func == (a: SemanticVersion, b: SemanticVersion) -> Bool { a.compare(b) == 0 }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
  }
}

// MARK: - Order of prereleases

extension SemanticVersion {
  /// Compares prerelease texts: none is the highest, numbers come before words, as semver's Compare.
  static func compare(prerelease a: String, _ b: String) -> Int {
    if a == b { return 0 }
    if a.isEmpty { return 1 }
    if b.isEmpty { return -1 }
    return compare(identifiers: a, b)
  }

  /// Compares dotted identifiers one by one; here nothing precedes everything, as semver's comparePrerelease.
  static func compare(identifiers a: String, _ b: String) -> Int {
    var left = a.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)[...]
    var right = b.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)[...]
    while !left.isEmpty || !right.isEmpty {
      let order = compare(identifier: left.popFirst().map(Array.init) ?? [], right.popFirst().map(Array.init) ?? [])
      if order != 0 { return order }
    }
    return 0
  }

  private static func compare(identifier a: [UInt8], _ b: [UInt8]) -> Int {
    if a == b { return 0 }
    if a.isEmpty { return -1 }
    if b.isEmpty { return 1 }
    switch (VersionScanner.number(a[...]), VersionScanner.number(b[...])) {
    case (let x?, let y?): return x > y ? 1 : -1
    case (_?, nil): return -1
    case (nil, _?): return 1
    case (nil, nil): return b.lexicographicallyPrecedes(a) ? 1 : -1
    }
  }
}

// MARK: - Next versions

extension SemanticVersion {
  /// The release after this one (a prerelease's own release, or the next patch), or nil where that would overflow.
  package func incrementingPatch() -> SemanticVersion? {
    if isPrerelease { return next(major, minor, patch) }
    return patch == .max ? nil : next(major, minor, patch + 1)
  }

  /// The next minor version, or nil where the number would overflow.
  package func incrementingMinor() -> SemanticVersion? {
    minor == .max ? nil : next(major, minor + 1, 0)
  }

  /// The next major version, or nil where the number would overflow.
  package func incrementingMajor() -> SemanticVersion? {
    major == .max ? nil : next(major + 1, 0, 0)
  }

  /// The same version with another prerelease part.
  package func settingPrerelease(_ text: String) throws(SemanticVersionError) -> SemanticVersion {
    if !text.isEmpty { try VersionScanner.checkPrerelease(Array(text.utf8)[...]) }
    return next(major, minor, patch, prerelease: text, metadata: metadata)
  }

  /// The same version with other metadata.
  package func settingMetadata(_ text: String) throws(SemanticVersionError) -> SemanticVersion {
    if !text.isEmpty { try VersionScanner.checkMetadata(Array(text.utf8)[...]) }
    return next(major, minor, patch, prerelease: prerelease, metadata: text)
  }

  /// A version of new parts whose original keeps the leading `v` of this one's.
  private func next(
    _ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: String = "", metadata: String = ""
  ) -> SemanticVersion {
    var result = SemanticVersion(major, minor, patch, prerelease: prerelease, metadata: metadata)
    if original.hasPrefix("v") { result.original = "v" + result.original }
    return result
  }
}
