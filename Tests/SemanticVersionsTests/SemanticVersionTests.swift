import Testing

@testable import SemanticVersions

/// Expected answers are the real Helm's `semver`.
@Suite struct SemanticVersionTests {
  @Test(arguments: [
    ("1", "1.0.0|||1|1.1.0"),
    ("v1", "1.0.0|||v1|1.1.0"),
    ("1.2", "1.2.0|||1.2|1.3.0"),
    ("v1.2.3", "1.2.3|||v1.2.3|1.3.0"),
    ("01.02.03", "1.2.3|||01.02.03|1.3.0"),
    ("1.2.3-beta.1+exp.sha", "1.2.3-beta.1+exp.sha|beta.1|exp.sha|1.2.3-beta.1+exp.sha|1.3.0"),
    ("1-alpha", "1.0.0-alpha|alpha||1-alpha|1.1.0"),
    ("1.2+x.y-z", "1.2.0+x.y-z||x.y-z|1.2+x.y-z|1.3.0"),
    ("18446744073709551615.0.0", "18446744073709551615.0.0|||18446744073709551615.0.0|18446744073709551615.1.0"),
  ])
  func `A version is read leniently`(text: String, parts: String) throws {
    let version = try SemanticVersion(text)
    let next = try #require(version.incrementingMinor())
    #expect(
      "\(version)|\(version.prerelease)|\(version.metadata)|\(version.original)|\(next)" == parts)
  }

  @Test(arguments: [
    ("", "invalid semantic version"),
    ("1.2.3.4", "invalid semantic version"),
    ("v", "invalid semantic version"),
    ("V1.0", "invalid semantic version"),
    ("1.2.3-", "invalid semantic version"),
    ("1.2.3-01", "version segment starts with 0"),
    ("1.2.3-a..b", "invalid semantic version"),
    ("1.2.3+", "invalid semantic version"),
    ("1.2.3+a.", "invalid semantic version"),
    ("1.2.3 ", "invalid semantic version"),
    (" 1", "invalid semantic version"),
    (
      "99999999999999999999.1",
      "error parsing version segment: strconv.ParseUint: parsing \"99999999999999999999\": value "
        + "out of range"
    ),
    (
      "1.99999999999999999999",
      "error parsing version segment: strconv.ParseUint: parsing \"99999999999999999999\": value "
        + "out of range"
    ),
    ("1.-1", "invalid semantic version"),
    ("a", "invalid semantic version"),
  ])
  func `What is no version is refused in semver's words`(text: String, message: String) {
    #expect(throws: SemanticVersionError.self) { try SemanticVersion(text) }
    do throws(SemanticVersionError) { _ = try SemanticVersion(text) } catch {
      #expect(error.description == message)
    }
  }

  @Test(arguments: [
    ("", SemanticVersionError.empty), ("1.2", .invalid), ("v1.2.3", .invalidCharacters),
    ("1.02.3", .segmentStartsWithZero),
    ("1.2.3-", .invalidPrerelease), ("1.2.3-01", .segmentStartsWithZero), ("1.2.3+", .invalidMetadata),
    ("1.2.3+a_b", .invalidMetadata), ("1..3", .badNumber("", isStrict: true)),
    ("1.2.99999999999999999999", .badNumber("99999999999999999999", isStrict: true)),
  ])
  func `The strict parser takes the specification by its letter`(text: String, error: SemanticVersionError) {
    #expect(throws: error) { try SemanticVersion(strict: text) }
  }

  @Test func `The strict parser reads what the specification allows`() throws {
    let version = try SemanticVersion(strict: "1.2.3-rc.1+b-7")
    #expect([version.prerelease, version.metadata, version.original] == ["rc.1", "b-7", "1.2.3-rc.1+b-7"])
    #expect(
      SemanticVersionError.badNumber("9", isStrict: true).description
        == "strconv.ParseUint: parsing \"9\": value out of range")
  }

  @Test(arguments: [

    ("1.0.0", "1.0.0+x", 0),
    ("1.0.0-alpha", "1.0.0", -1),
    ("1.0.0-alpha", "1.0.0-alpha.1", -1),
    ("1.0.0-alpha.1", "1.0.0-alpha.beta", -1),
    ("1.0.0-beta", "1.0.0-alpha.beta", 1),
    ("1.0.0-beta.2", "1.0.0-beta.11", -1),
    ("1.0.0-rc.1", "1.0.0-beta.11", 1),
    ("2", "10", -1),
    ("1.0.0--1", "1.0.0-1", 1),
    ("1.0.0-99999999999999999999", "1.0.0-2", 1),
  ])
  func `Versions are ordered by precedence`(a: String, b: String, order: Int) throws {
    #expect(try SemanticVersion(a).compare(SemanticVersion(b)) == order)
    #expect(try SemanticVersion(b).compare(SemanticVersion(a)) == -order)
    #expect(try (SemanticVersion(a) == SemanticVersion(b)) == (order == 0))
  }

  @Test func `Next versions keep the leading v and drop what follows the numbers`() throws {
    let version = try SemanticVersion("v1.2.3-beta+meta")
    #expect(version.incrementingPatch()?.original == "v1.2.3")
    #expect(version.incrementingPatch()?.incrementingPatch()?.original == "v1.2.4")
    #expect(version.incrementingMinor()?.original == "v1.3.0")
    #expect(version.incrementingMajor()?.original == "v2.0.0")
    #expect(try version.settingPrerelease("rc.1").original == "v1.2.3-rc.1+meta")
    #expect(try version.settingMetadata("").original == "v1.2.3-beta")
    #expect(throws: SemanticVersionError.invalidPrerelease) { try version.settingPrerelease("a b") }
    #expect(SemanticVersion(.max, 0, 0).incrementingMajor() == nil)
  }
}
