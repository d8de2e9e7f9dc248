/// Why a text is no version, with semver's own words.
package enum SemanticVersionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text does not look like a version at all.
  case invalid
  /// The text is empty (strict parsing only).
  case empty
  /// A number holds something else than digits (strict parsing only).
  case invalidCharacters
  /// A number starts with a zero.
  case segmentStartsWithZero
  /// An identifier of the metadata is empty or holds a forbidden character.
  case invalidMetadata
  /// An identifier of the prerelease is empty or holds a forbidden character.
  case invalidPrerelease
  /// A number is too large, or missing; `isStrict` tells which parser says so, since the words differ.
  case badNumber(String, isStrict: Bool)

  /// Go's text of the error.
  package var description: String {
    switch self {
    case .invalid: "invalid semantic version"
    case .empty: "version string empty"
    case .invalidCharacters: "invalid characters in version"
    case .segmentStartsWithZero: "version segment starts with 0"
    case .invalidMetadata: "invalid metadata string"
    case .invalidPrerelease: "invalid prerelease string"
    case .badNumber(let digits, let isStrict):
      (isStrict ? "" : "error parsing version segment: ")
        + "strconv.ParseUint: parsing \"\(digits)\": \(digits.isEmpty ? "invalid syntax" : "value out of range")"
    }
  }
}
