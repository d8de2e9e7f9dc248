import ArgumentParser
import Repositories

/// `chart verify PACKAGE`: checks a package against the signature beside it.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a package against its provenance file.")

  @Argument(help: "The package; its provenance file is beside it, with .prov after its name.")
  var package: String

  @Option(help: ArgumentHelp("The file of the public keys that are trusted.", valueName: "file"))
  var keyring: String?

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    var options = VerificationOptions()
    options.verify = true
    options.keyring = keyring
    let verification = try options.verification(of: invocation.path(package), named: package, invocation)
    invocation.console.print(verification.text)
  }
}
