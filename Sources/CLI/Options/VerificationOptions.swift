import ArgumentParser
import Platform
import Repositories

/// Whether a package's signature is checked, and against which keys.
struct VerificationOptions: ParsableArguments {
  @Flag(help: "Check the package against its provenance file.")
  var verify = false

  @Option(help: ArgumentHelp("The file of the public keys that are trusted.", valueName: "file"))
  var keyring: String?

  /// Refuses a package whose provenance is missing or says something else; prints what was found.
  func check(_ chart: DownloadedChart, _ invocation: Invocation) throws(RepositoryError) {
    invocation.console.print(try verification(of: chart, invocation).text)
  }

  /// What checking a package finds that was brought with its provenance.
  func verification(
    of chart: DownloadedChart, _ invocation: Invocation
  ) throws(RepositoryError) -> Provenance.Verification {
    guard let provenance = chart.provenance else {
      throw RepositoryError("failed to fetch provenance \"\(chart.source).prov\"")
    }
    return try verification(chart.bytes, chart.fileName, provenance, invocation)
  }

  /// What checking a package's file against the one beside it finds, as pkg/downloader VerifyChart.
  ///
  /// - Parameter name: what errors call the file.
  func verification(
    of path: String, named name: String, _ invocation: Invocation
  ) throws -> Provenance.Verification {
    switch FileSystem.kind(path) {
    case nil: throw CommandError("stat \(name): no such file or directory")
    case .folder: throw CommandError("unpacked charts cannot be verified")
    default: break
    }
    guard path.lowercased().hasSuffix(".tgz") else { throw CommandError("chart must be a tgz file") }
    guard FileSystem.kind(path + ".prov") == .file else {
      throw CommandError(
        "could not load provenance file \(name).prov: stat \(name).prov: no such file or directory")
    }
    return try verification(
      try FileSystem.read(path, limit: RepositoryLimits.package), Path.base(path),
      try FileSystem.read(path + ".prov", limit: 1 << 20), invocation)
  }

  private func verification(
    _ package: [UInt8], _ fileName: String, _ provenance: [UInt8], _ invocation: Invocation
  ) throws(RepositoryError) -> Provenance.Verification {
    let gnupg = OpenPGP(invocation.context)
    let keyring = keyring.map(invocation.path) ?? gnupg.defaultKeyring
    return try Provenance.verify(package, fileName: fileName, provenance: provenance) {
      (text) throws(RepositoryError) in try gnupg.check(text, keyring: keyring)
    }
  }
}
