/// Rules for release names.
package enum ReleaseName {
  /// The most bytes of a name: what is left of a label value when a chart adds its own part.
  package static let maximumLength = 53
  private static let pattern = #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#

  /// Refuses a name that Helm's ValidateReleaseName refuses, in its words.
  package static func check(_ name: String) throws(ReleaseError) {
    if name.isEmpty { throw ReleaseError(.invalidInput, "no name provided") }
    if name.utf8.count > maximumLength || !isSubdomain(name) {
      throw ReleaseError(
        .invalidInput,
        "invalid release name, must match regex \(pattern) and the length must not be longer than \(maximumLength)")
    }
  }

  /// Refuses a name with the words that the named action has for it.
  static func check(_ name: String, else message: String) throws(ReleaseError) {
    do throws(ReleaseError) {
      try check(name)
    } catch {
      throw ReleaseError(.invalidInput, "\(message): \(name)", hint: error.message)
    }
  }

  /// Whether a name is made of lower-case labels with dots between them (RFC 1123).
  private static func isSubdomain(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.first, let last = label.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
