import ArgumentParser
import Platform
import Repositories

/// `chart verify PACKAGE`: checks a package against the signature beside it.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a package against its provenance file.")

  @Argument(help: "The package; its provenance file is beside it, with .prov after its name.")
  var package: String

  @Option(help: ArgumentHelp("The file of the public keys that are trusted.", valueName: "file"))
  var keyring: String?

  func run() throws {
    let invocation = Invocation.current
    let path = invocation.path(package)
    switch FileSystem.kind(path) {
    case nil: throw CommandError("stat \(package): no such file or directory")
    case .folder: throw CommandError("unpacked charts cannot be verified")
    default: break
    }
    guard FileSystem.kind(path + ".prov") == .file else {
      throw CommandError("could not load provenance file \(package).prov: it is not there")
    }
    var options = VerificationOptions()
    options.verify = true
    options.keyring = keyring
    let verification = try options.verification(
      try FileSystem.read(path, limit: RepositoryLimits.package), Path.base(path),
      try FileSystem.read(path + ".prov", limit: 1 << 20), invocation)
    invocation.console.print(verification.text)
  }
}
