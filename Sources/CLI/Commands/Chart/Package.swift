import ArgumentParser
import Charts
import Platform
import Repositories

/// `chart package CHART …`: packs charts for distribution, the same tree always into the same bytes.
struct PackageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Pack charts into packages (.tgz).")

  @Argument(help: "The charts' folders.")
  var charts: [String]

  @Option(
    name: [.customShort("d"), .long], help: ArgumentHelp("The folder for the packages.", valueName: "folder"))
  var destination = "."

  @Option(help: ArgumentHelp("The version that the package says, in place of Chart.yaml's.", valueName: "version"))
  var version: String?

  @Option(
    name: .customLong("app-version"),
    help: ArgumentHelp("The appVersion that the package says, in place of Chart.yaml's.", valueName: "version"))
  var appVersion: String?

  @Flag(name: [.customShort("u"), .customLong("dependency-update")], help: "Renew the charts' dependencies first.")
  var updatesDependencies = false

  @Flag(help: "Sign the packages: writes a provenance file beside each.")
  var sign = false

  @Option(help: ArgumentHelp("A part of the name or address of the key to sign with.", valueName: "name"))
  var key: String?

  @Option(
    help: ArgumentHelp("A file of exported secret keys; GnuPG's own keys where it is left out.", valueName: "file"))
  var keyring: String?

  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp("The file of the key's passphrase, or - for standard input.", valueName: "file"))
  var passphraseFile: String?

  @OptionGroup var server: ServerOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    if sign, key ?? "" == "" { throw CommandError("--key is required for signing a package") }
    var request = PackageRequest(charts: charts, destination: destination)
    // As in Helm, an empty one counts as not given: scripts pass variables that may be empty.
    request.options.version = version == "" ? nil : version
    request.options.appVersion = appVersion == "" ? nil : appVersion
    if sign { request.sign = { try provenance(of: $0, invocation) } }
    for chart in charts {
      if updatesDependencies {
        try await RepositoryWorld(invocation, common.folders).dependencies(server, skipsRefresh: false).update(
          Path.clean(invocation.path(chart)))
      }
      try request.pack(chart, invocation)
    }
  }

  private func provenance(of package: Packager.Package, _ invocation: Invocation) throws -> [UInt8] {
    let passphrase = try passphraseFile.map { file in
      let bytes =
        file == "-"
        ? try FileSystem.read(descriptor: 0, named: "standard input", limit: 1 << 20)
        : try FileSystem.read(invocation.path(file), limit: 1 << 20)
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    }
    let gnupg = OpenPGP(invocation.context)
    return try LargeStack.run { () throws(RepositoryError) in
      try Provenance.document(of: package.bytes, fileName: package.fileName) { (text) throws(RepositoryError) in
        try gnupg.sign(text, key: key ?? "", keyring: keyring.map(invocation.path), passphrase: passphrase)
      }
    }
  }
}
