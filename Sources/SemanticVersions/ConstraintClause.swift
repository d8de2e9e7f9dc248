internal import Values

/// A version of a constraint, in which `x`, `X` and `*` stand for any number: where its parts lie in the text.
struct Wildcard {
  let range: Range<Int>
  let major: ArraySlice<UInt8>
  let minor: ArraySlice<UInt8>?
  let patch: ArraySlice<UInt8>?
  let prerelease: ArraySlice<UInt8>?

  /// Steps over a version, or returns nil where there is none, as semver's cvRegex.
  init?(_ scanner: inout VersionScanner) {
    let start = scanner.position
    _ = scanner.skip("v")
    major = scanner.run(Self.isNumberOrAny)
    if major.isEmpty { return nil }
    minor = scanner.run(after: ".", Self.isNumberOrAny)
    patch = minor == nil ? nil : scanner.run(after: ".", Self.isNumberOrAny)
    prerelease = scanner.identifiers(after: "-")
    _ = scanner.identifiers(after: "+")
    range = start..<scanner.position
  }

  // The bar belongs to semver's class by mistake; what holds one fails later with "constraint parser error".
  private static func isNumberOrAny(_ byte: UInt8) -> Bool {
    VersionScanner.isDigit(byte) || isAny([byte]) || byte == UInt8(ascii: "|")
  }

  /// Whether the part stands for any number, or is missing.
  static func isAny(_ part: ArraySlice<UInt8>?) -> Bool {
    guard let part else { return true }
    return part.count == 1
      && (part.first == UInt8(ascii: "x") || part.first == UInt8(ascii: "X") || part.first == UInt8(ascii: "*"))
  }
}

/// One comparison of a constraint, such as `>=1.2.x`.
struct Clause: Sendable, CustomStringConvertible {
  /// The operators.
  enum Comparison: Sendable {
    case tildeOrEqual, notEqual, greater, less, greaterOrEqual, lessOrEqual, tilde, caret

    init?(symbol: String) {
      switch symbol {
      case "", "=": self = .tildeOrEqual
      case "!=": self = .notEqual
      case ">": self = .greater
      case "<": self = .less
      case ">=", "=>": self = .greaterOrEqual
      case "<=", "=<": self = .lessOrEqual
      case "~", "~>": self = .tilde
      case "^": self = .caret
      default: return nil
      }
    }
  }

  /// The version to compare with; wildcards are zeros.
  let version: SemanticVersion
  /// The version as it was written.
  let original: String
  private let symbol: String
  private let comparison: Comparison
  /// Whether any part is a wildcard, and whether it is the minor or the patch number that comes first.
  private let isWild: Bool
  private let isMinorWild: Bool
  private let isPatchWild: Bool

  static func isOperator(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "=", "!", ">", "<", "~", "^": true
    default: false
    }
  }

  /// Makes a clause of its parts; nil where the version cannot be read.
  init?(_ comparison: Comparison, _ symbol: String, _ wildcard: Wildcard, in bytes: [UInt8]) {
    self.comparison = comparison
    self.symbol = symbol
    original = String(decoding: bytes[wildcard.range], as: UTF8.self)
    let isMajorWild = Wildcard.isAny(wildcard.major)
    isMinorWild = !isMajorWild && Wildcard.isAny(wildcard.minor)
    isPatchWild = !isMajorWild && !isMinorWild && Wildcard.isAny(wildcard.patch)
    isWild = isMajorWild || isMinorWild || isPatchWild
    var text = bytes[wildcard.range]
    if isWild {
      let dot: ArraySlice<UInt8> = [UInt8(ascii: ".")]
      let zero: ArraySlice<UInt8> = [UInt8(ascii: "0")]
      text = isMajorWild ? zero : wildcard.major
      text += dot + (isPatchWild ? wildcard.minor ?? zero : zero) + dot + zero
      if let prerelease = wildcard.prerelease { text += [UInt8(ascii: "-")] + prerelease }
    }
    guard let version = try? SemanticVersion(utf8: Array(text)) else { return nil }
    self.version = version
  }

  var description: String { symbol + original }

  /// Why the version does not satisfy the clause, or nil where it does.
  func refusal(of candidate: SemanticVersion, includesPrereleases: Bool) -> Refusal? {
    if candidate.isPrerelease, !includesPrereleases { return .prerelease }
    switch comparison {
    case .tildeOrEqual:
      if isWild { return tilde(candidate) }
      return candidate == version ? nil : .notEqual
    case .notEqual: return notEqual(candidate)
    case .greater: return greater(candidate)
    case .less: return candidate < version ? nil : .greaterOrEqual
    case .greaterOrEqual: return candidate < version ? .less : nil
    case .lessOrEqual: return lessOrEqual(candidate)
    case .tilde: return tilde(candidate)
    case .caret: return caret(candidate)
    }
  }

  private func notEqual(_ candidate: SemanticVersion) -> Refusal? {
    if isWild {
      if version.major != candidate.major { return nil }
      if isMinorWild { return .equal }
      if version.minor != candidate.minor { return nil }
      if isPatchWild {
        return SemanticVersion.compare(identifiers: candidate.prerelease, version.prerelease) != 0 ? nil : .equal
      }
      if version.patch != candidate.patch { return nil }
    }
    return candidate == version ? .equal : nil
  }

  private func greater(_ candidate: SemanticVersion) -> Refusal? {
    if isWild {
      if candidate.major != version.major { return candidate.major > version.major ? nil : .lessOrEqual }
      if isMinorWild { return .lessOrEqual }
      if isPatchWild { return candidate.minor > version.minor ? nil : .lessOrEqual }
    }
    return candidate > version ? nil : .lessOrEqual
  }

  private func lessOrEqual(_ candidate: SemanticVersion) -> Refusal? {
    if !isWild { return candidate <= version ? nil : .greater }
    if candidate.major > version.major { return .greater }
    if candidate.major == version.major, candidate.minor > version.minor, !isMinorWild { return .greater }
    return nil
  }

  private func tilde(_ candidate: SemanticVersion) -> Refusal? {
    if candidate < version { return .less }
    if version.major == 0, version.minor == 0, version.patch == 0, !isMinorWild, !isPatchWild { return nil }
    if candidate.major != version.major { return .otherMajor }
    if candidate.minor != version.minor, !isMinorWild { return .otherMajorOrMinor }
    return nil
  }

  private func caret(_ candidate: SemanticVersion) -> Refusal? {
    if candidate < version { return .less }
    if version.major > 0 || isMinorWild { return candidate.major == version.major ? nil : .otherMajor }
    if candidate.major > 0 { return .otherMajor }
    if version.minor > 0 || isPatchWild { return candidate.minor == version.minor ? nil : .otherMinorOfZero }
    if candidate.minor > 0 { return .otherMinor }
    return candidate.patch == version.patch ? nil : .otherPatchOfZero
  }
}

/// Why a version does not satisfy a clause.
enum Refusal {
  case prerelease, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case otherMajor, otherMinor, otherMajorOrMinor, otherMinorOfZero, otherPatchOfZero

  /// semver's words for it.
  func text(_ version: SemanticVersion, _ clause: Clause) -> String {
    let subject = GoQuote.quote(version.description)
    let object = GoQuote.quote(clause.original)
    switch self {
    case .prerelease:
      return "\(subject) is a prerelease version and the constraint is only looking for release versions"
    case .equal: return "\(subject) is equal to \(object)"
    case .notEqual: return "\(subject) is not equal to \(object)"
    case .less: return "\(subject) is less than \(object)"
    case .lessOrEqual: return "\(subject) is less than or equal to \(object)"
    case .greater: return "\(subject) is greater than \(object)"
    case .greaterOrEqual: return "\(subject) is greater than or equal to \(object)"
    case .otherMajor: return "\(subject) does not have same major version as \(object)"
    case .otherMinor: return "\(subject) does not have same minor version as \(object)"
    case .otherMajorOrMinor: return "\(subject) does not have same major and minor version as \(object)"
    case .otherMinorOfZero:
      return "\(subject) does not have same minor version as \(object)."
        + " Expected minor versions to match when constraint major version is 0"
    case .otherPatchOfZero:
      return "\(subject) does not equal \(object)."
        + " Expect version and constraint to equal when major and minor versions are 0"
    }
  }
}
