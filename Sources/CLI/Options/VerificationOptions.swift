import ArgumentParser
import Platform
import Repositories

/// Whether a package's signature is checked, and against which keys.
struct VerificationOptions: ParsableArguments {
  @Flag(help: "Check the package against its provenance file.")
  var verify = false

  @Option(help: ArgumentHelp("The file of the public keys that are trusted.", valueName: "file"))
  var keyring: String?

  /// Refuses a package whose provenance is missing or says something else.
  func check(_ chart: DownloadedChart, _ invocation: Invocation) throws(RepositoryError) {
    guard let provenance = chart.provenance else {
      throw RepositoryError("failed to fetch provenance \"\(chart.fileName).prov\"")
    }
    invocation.console.print(try verification(chart.bytes, chart.fileName, provenance, invocation).text)
  }

  /// What checking a package finds.
  func verification(
    _ package: [UInt8], _ fileName: String, _ provenance: [UInt8], _ invocation: Invocation
  ) throws(RepositoryError) -> Provenance.Verification {
    let gnupg = OpenPGP(invocation.context)
    let keyring = keyring.map(invocation.path) ?? gnupg.defaultKeyring
    return try Provenance.verify(package, fileName: fileName, provenance: provenance) {
      (text) throws(RepositoryError) in try gnupg.check(text, keyring: keyring)
    }
  }
}
