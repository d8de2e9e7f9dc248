internal import Charts
internal import Platform
internal import Values
internal import YAML

/// A package's provenance file: its metadata and digest under somebody's signature, as pkg/provenance has it.
package enum Provenance {
  /// What a check has found.
  package struct Verification: Sendable {
    /// Who signed.
    package let signature: OpenPGP.Signature
    /// The package's digest, which is the signed one: `sha256:…`.
    package let digest: String

    /// The lines that Helm prints.
    package var text: String {
      "Signed by: \(signature.signer)\nUsing Key With Fingerprint: \(signature.fingerprint)\n"
        + "Chart Hash Verified: \(digest)"
    }
  }

  /// The provenance file of a package.
  ///
  /// - Parameters:
  ///   - fileName: the package's file, which the signature is for.
  ///   - sign: signs a text in the clear.
  package static func document(
    of package: [UInt8], fileName: String, sign: (_ text: [UInt8]) throws(RepositoryError) -> [UInt8]
  ) throws(RepositoryError) -> [UInt8] {
    var warnings: [ChartWarning] = []
    let text: [UInt8]
    do {
      let chart = try ChartLoader.load(packageBytes: package, name: fileName, warnings: &warnings)
      let files = ValueMap([(Bytes(fileName), .string("sha256:" + Digest.sha256(package)))])
      // The end mark of a YAML document parts the two: its start mark is no text that can be signed in the clear.
      text =
        try YAML.encode(chart.metadata.plain) + Array("\n...\n".utf8) + YAML.encode(.map(["files": .map(files)]))
    } catch {
      throw RepositoryError("\(error)")
    }
    return try sign(text)
  }

  /// Checks a package against its provenance file.
  ///
  /// - Parameters:
  ///   - fileName: the package's file, which the signature must be for.
  ///   - check: checks a signature.
  package static func verify(
    _ package: [UInt8], fileName: String, provenance: [UInt8],
    check: (_ text: [UInt8]) throws(RepositoryError) -> OpenPGP.Signature
  ) throws(RepositoryError) -> Verification {
    let signature = try check(provenance)
    guard let sums = sums(in: signature.text) else {
      throw RepositoryError("message block must have at least two parts")
    }
    let digest = "sha256:" + Digest.sha256(package)
    guard let signed = sums[Bytes(fileName)]?.asString else {
      throw RepositoryError("provenance does not contain a SHA for a file named \"\(fileName)\"")
    }
    guard "\(signed)" == digest else {
      throw RepositoryError(
        "sha256 sum does not match for \(fileName): \"\(signed)\" != \"\(digest)\"",
        hint: "The package is not the one that was signed.")
    }
    return Verification(signature: signature, digest: digest)
  }

  private static func sums(in text: [UInt8]) -> ValueMap? {
    let mark = Array("\n...\n".utf8)
    guard text.count >= mark.count,
      let at = (0...(text.count - mark.count)).first(where: { text[$0...].starts(with: mark) }),
      let document = try? YAML.decode(Array(text[(at + mark.count)...]))
    else { return nil }
    return document.at("files")?.asMap
  }
}
