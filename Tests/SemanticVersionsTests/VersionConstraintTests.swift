import Testing

@testable import SemanticVersions

/// Expected answers are the real Helm's `semverCompare`.
@Suite struct VersionConstraintTests {
  static let versions = [
    "0.0.0", "0.0.3", "0.0.4", "0.2.3", "0.2.9", "0.3.0", "1.0.0", "1.2.0", "1.2.3", "1.2.4", "1.3.0", "2.0.0",
    "2.1.0", "12.1.0", "1.2.3-alpha", "1.2.3-beta.2", "1.2.3-beta.11", "1.29.4-gke.1", "2.0.0-0", "1.2.3+meta",
  ]

  @Test(arguments: [
    ("1.2.3", "1.2.3 1.2.3+meta"),
    ("=1.2", "1.2.0 1.2.3 1.2.4 1.2.3+meta"),
    ("1", "1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    (
      "*",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3+meta"
    ),
    (
      "x",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3+meta"
    ),
    (
      "X.2",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3+meta"
    ),
    ("12.x.x", "12.1.0"),
    (
      "!=1.2.3",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0"
    ),
    ("!=1.x", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 2.0.0 2.1.0 12.1.0"),
    ("!=1.2.x", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.3.0 2.0.0 2.1.0 12.1.0"),
    (
      "!=1.2.x-beta",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3-alpha 1.2.3-beta.2 1.2.3-beta.11 1.29.4-gke.1 2.0.0-0 1.2.3+meta"
    ),
    (">1", "2.0.0 2.1.0 12.1.0"),
    (">1.2", "1.3.0 2.0.0 2.1.0 12.1.0"),
    (">1.2.3", "1.2.4 1.3.0 2.0.0 2.1.0 12.1.0"),
    (">=1.2", "1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 1.2.3+meta"),
    (
      ">= 1.2.3-0",
      "1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 1.2.3-alpha 1.2.3-beta.2 1.2.3-beta.11 1.29.4-gke.1 "
        + "2.0.0-0 1.2.3+meta"
    ),
    ("=>2", "2.0.0 2.1.0 12.1.0"),
    ("<2", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("<=1", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("<=1.2", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.2.3+meta"),
    ("=<1.2.3", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.3+meta"),
    ("~1", "1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("~1.2", "1.2.0 1.2.3 1.2.4 1.2.3+meta"),
    ("~1.2.3", "1.2.3 1.2.4 1.2.3+meta"),
    ("~>1.2.3", "1.2.3 1.2.4 1.2.3+meta"),
    ("~0", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0"),
    (
      "~0.0.0",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3+meta"
    ),
    (
      "~*",
      "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 "
        + "1.2.3+meta"
    ),
    ("^1", "1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("^1.2", "1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("^1.2.3", "1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    ("^1.2.3-beta.2", "1.2.3 1.2.4 1.3.0 1.2.3-beta.2 1.2.3-beta.11 1.29.4-gke.1 1.2.3+meta"),
    ("^0", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0"),
    ("^0.0", "0.0.0 0.0.3 0.0.4"),
    ("^0.0.3", "0.0.3"),
    ("^0.2", "0.2.3 0.2.9"),
    ("^0.2.3", "0.2.3 0.2.9"),
    ("^*", "0.0.0"),
    ("1.2 - 2.0", "1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 1.2.3+meta"),
    (
      "1.2.3-alpha - 2 || 12",
      "1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 1.2.3-alpha 1.2.3-beta.2 1.2.3-beta.11 1.29.4-gke.1 "
        + "2.0.0-0 1.2.3+meta"
    ),
    ("v1.2.3", "1.2.3 1.2.3+meta"),
    ("^v1.2", "1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    (">=1.2,<2", "1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    (">=1.2 <2", "1.2.0 1.2.3 1.2.4 1.3.0 1.2.3+meta"),
    (">=1.2.3 , != 1.3.0", "1.2.3 1.2.4 2.0.0 2.1.0 12.1.0 1.2.3+meta"),
    ("1 || 0.2.x||^12.1", "0.2.3 0.2.9 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 12.1.0 1.2.3+meta"),
    (">1.2.3-alpha, <1.2.3", "1.2.3-beta.2 1.2.3-beta.11"),
    ("<1.2.3-beta.11", "0.0.0 0.0.3 0.0.4 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3-alpha 1.2.3-beta.2"),
    (">=1.19-0 <1.30.0-0", "1.29.4-gke.1"),
    ("1.2.3+build", "1.2.3 1.2.3+meta"),
    ("  >= 1.2  ", "1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 12.1.0 1.2.3+meta"),
    ("1.2 - 1.3 2", ""),
    ("01.2.x", "1.2.0 1.2.3 1.2.4 1.2.3+meta"),
  ])
  func `A constraint accepts what Helm accepts`(constraint: String, accepted: String) throws {
    let constraint = try VersionConstraint(constraint)
    let found = try Self.versions.filter { constraint.check(try SemanticVersion($0)) }
    #expect(found.joined(separator: " ") == accepted)
    for version in Self.versions {
      #expect(constraint.reasonsToRefuse(try SemanticVersion(version)).isEmpty == found.contains(version))
    }
  }

  @Test(arguments: [
    ("1.2.3.4 - 5", "improper constraint: \"1.>= 2.3.4, <= 5 \""),
    ("", "improper constraint: \"\""),
    ("a", "improper constraint: \"a\""),
    ("1,,2", "improper constraint: \"1,,2\""),
    ("1,", "improper constraint: \"1,\""),
    ("1.2.3.4", "improper constraint: \"1.2.3.4\""),
    ("> > 1", "improper constraint: \"> > 1\""),
    ("!1", "improper constraint: \"!1\""),
    ("==1", "improper constraint: \"==1\""),
    ("1|2", "constraint parser error"),
    ("1 | 2", "constraint parser error"),
    ("1.2.3-01", "constraint parser error"),
    (">=1,", "improper constraint: \">=1,\""),
    (">1<2", "improper constraint: \">1<2\""),
    ("1.0 - ", "improper constraint: \"1.0 - \""),
    ("99999999999999999999", "constraint parser error"),
    ("1||", "improper constraint: \"\""),
    ("1 - 2 - 3", "improper constraint: \">= 1, <= 2 - 3\""),
    (">=1.2.3 - 2", "improper constraint: \">=>= 1.2.3, <= 2 \""),
    ("é\u{85}\u{200b}", "improper constraint: \"é\\u0085\\u200b\""),
  ])
  func `What is no constraint is refused in semver's words`(text: String, message: String) {
    #expect(throws: VersionConstraintError.self) { try VersionConstraint(text) }
    do throws(VersionConstraintError) { _ = try VersionConstraint(text) } catch {
      #expect(error.description == message)
    }
  }

  @Test func `Bytes that are no UTF-8 are quoted one by one`() {
    #expect(throws: VersionConstraintError.improper(#""\xff1\t""#)) { try VersionConstraint(utf8: [0xFF, 0x31, 0x09]) }
  }

  @Test(arguments: [
    (
      "1.2.3", "1.2.4",
      ["\"1.2.4\" is not equal to \"1.2.3\""]
    ),
    (
      "!=1.2.x", "1.2.3",
      ["\"1.2.3\" is equal to \"1.2.x\""]
    ),
    (
      ">1", "1.5",
      ["\"1.5.0\" is less than or equal to \"1\""]
    ),
    (
      "<1.0", "1.0.0",
      ["\"1.0.0\" is greater than or equal to \"1.0\""]
    ),
    (
      ">=2", "v1",
      ["\"1.0.0\" is less than \"2\""]
    ),
    (
      "<=1.2", "1.3.0",
      ["\"1.3.0\" is greater than \"1.2\""]
    ),
    (
      "~1.2", "1.3.0",
      ["\"1.3.0\" does not have same major and minor version as \"1.2\""]
    ),
    (
      "~1", "2",
      ["\"2.0.0\" does not have same major version as \"1\""]
    ),
    (
      "^1", "2",
      ["\"2.0.0\" does not have same major version as \"1\""]
    ),
    (
      "^0.2", "0.3",
      [
        "\"0.3.0\" does not have same minor version as \"0.2\". Expected minor versions to match when constraint major version is 0"
      ]
    ),
    (
      "^0.0.3", "0.1",
      ["\"0.1.0\" does not have same minor version as \"0.0.3\""]
    ),
    (
      "^0.0.3", "0.0.4",
      ["\"0.0.4\" does not equal \"0.0.3\". Expect version and constraint to equal when major and minor versions are 0"]
    ),
    (
      "1 || 2", "3-a",
      ["\"3.0.0-a\" is a prerelease version and the constraint is only looking for release versions"]
    ),
    (
      ">1 <2 || 3", "0.5",
      ["\"0.5.0\" is less than or equal to \"1\"", "\"0.5.0\" is less than \"3\""]
    ),
  ])
  func `A refusal tells why`(constraint: String, version: String, reasons: [String]) throws {
    #expect(try VersionConstraint(constraint).reasonsToRefuse(SemanticVersion(version)) == reasons)
  }

  @Test(arguments: [
    (">=1.2, <2", ">=1.2 <2"), ("1 - 2 || ^3.x", ">=1 <=2 || ^3.x"), ("~> 1.2", "~>1.2"), ("= v1", "=v1"),
  ])
  func `A constraint describes itself in the normal form`(text: String, description: String) throws {
    #expect(try VersionConstraint(text).description == description)
  }
}
