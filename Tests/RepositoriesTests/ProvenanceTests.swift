import Charts
import Platform
import Repositories
import TestSupport
import Testing

/// These need GnuPG, which Debian and `make deps` have.
@Suite struct ProvenanceTests {
  private static func package() throws -> [UInt8] {
    let folder = try TemporaryFolder(["c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.2.3\n"])
    var warnings: [ChartWarning] = []
    return try Packager.package(folder: folder.path("c"), warnings: &warnings).bytes
  }

  /// A key of its own in a home of its own, and its exported forms.
  private struct Keys {
    let folder: TemporaryFolder
    let gnupg: OpenPGP

    init(_ name: String, expires: String = "never", now: String? = nil) throws {
      folder = try TemporaryFolder()
      let home = folder.path("home")
      try FileSystem.createFolder(home, mode: 0o700)
      var environment = Environment.variables()
      environment["GNUPGHOME"] = home
      gnupg = OpenPGP(ProcessContext(environment: environment, workingFolder: folder.path))
      var make = ["--batch", "--quiet", "--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", expires]
      if let now { make = ["--faked-system-time", now] + make }
      for (arguments, file) in [
        (make, nil), (["--export"], "public.gpg"), (["--batch", "--export-secret-keys"], "secret.gpg"),
      ] {
        let result = try Self.run("gpg", arguments, environment)
        #expect(result.status == 0, "\(String(decoding: result.errors, as: UTF8.self))")
        if let file { try FileSystem.write(result.output, to: folder.path(file)) }
      }
      _ = try? Self.run("gpgconf", ["--kill", "all"], environment)
    }

    private static func run(
      _ program: String, _ arguments: [String], _ environment: [String: String]
    ) throws -> Subprocess.Outcome {
      let path = try #require(Subprocess.find(program, environment: environment))
      return try Subprocess.runBlocking(path, arguments, environment: environment, input: [])
    }

    /// Signs as if it was another time.
    func signed(_ text: [UInt8], at time: String) throws(RepositoryError) -> [UInt8] {
      let arguments = [
        "--faked-system-time", time, "--batch", "--digest-algo", "SHA512", "--clearsign", "--output", "-",
      ]
      var environment = Environment.variables()
      environment["GNUPGHOME"] = folder.path("home")
      do {
        let path = try #require(Subprocess.find("gpg", environment: environment))
        let result = try Subprocess.runBlocking(path, arguments, environment: environment, input: text)
        if result.status == 0 { return result.output }
        throw RepositoryError(String(decoding: result.errors, as: UTF8.self))
      } catch {
        throw RepositoryError("\(error)")
      }
    }

    func check(_ text: [UInt8]) throws(RepositoryError) -> OpenPGP.Signature {
      try gnupg.check(text, keyring: folder.path("public.gpg"))
    }

    func sign(_ text: [UInt8]) throws(RepositoryError) -> [UInt8] {
      try gnupg.sign(text, key: "", keyring: folder.path("secret.gpg"), passphrase: nil)
    }
  }

  @Test func aSignedPackageIsVerifiedAndAChangedOneIsNot() throws {
    let keys = try Keys("Me <me@x.example>")
    let package = try Self.package()
    let document = try Provenance.document(of: package, fileName: "c-1.2.3.tgz", sign: keys.sign)
    let found = try Provenance.verify(package, fileName: "c-1.2.3.tgz", provenance: document, check: keys.check)
    #expect(found.signature.signer == "Me <me@x.example>")
    #expect(found.digest == "sha256:" + Digest.sha256(package))
    let changed = #expect(throws: RepositoryError.self) {
      try Provenance.verify(package + [0], fileName: "c-1.2.3.tgz", provenance: document, check: keys.check)
    }
    #expect(changed?.description.hasPrefix("sha256 sum does not match for c-1.2.3.tgz") ?? false)
    let renamed = #expect(throws: RepositoryError.self) {
      try Provenance.verify(package, fileName: "d-1.2.3.tgz", provenance: document, check: keys.check)
    }
    #expect(renamed?.description == "provenance does not contain a SHA for a file named \"d-1.2.3.tgz\"")
    let text = String(decoding: document, as: UTF8.self).replacing("version: 1.2.3", with: "version: 1.2.4")
    let forged = #expect(throws: RepositoryError.self) {
      try Provenance.verify(package, fileName: "c-1.2.3.tgz", provenance: Array(text.utf8), check: keys.check)
    }
    #expect(forged?.description == "openpgp: invalid signature: what was signed has been changed")
  }

  @Test func aStrangersKeyIsUnknown() throws {
    let keys = try Keys("Me <me@x.example>")
    let stranger = try Keys("You <you@x.example>")
    let package = try Self.package()
    let document = try Provenance.document(of: package, fileName: "c-1.2.3.tgz", sign: stranger.sign)
    let unknown = #expect(throws: RepositoryError.self) {
      try Provenance.verify(package, fileName: "c-1.2.3.tgz", provenance: document, check: keys.check)
    }
    #expect(unknown?.description == "openpgp: signature made by unknown entity")
  }

  @Test func aKeyThatHasExpiredIsSaidToHave() throws {
    // Made, and used, in a year in which the key was in force.
    let then = "20200101T000000"
    let keys = try Keys("Old <old@x.example>", expires: "1y", now: then)
    let package = try Self.package()
    let document = try Provenance.document(of: package, fileName: "c-1.2.3.tgz") { text throws(RepositoryError) in
      try keys.signed(text, at: then)
    }
    let error = #expect(throws: RepositoryError.self) {
      try Provenance.verify(package, fileName: "c-1.2.3.tgz", provenance: document, check: keys.check)
    }
    #expect(error?.description == "openpgp: key expired")
  }

  @Test func whatIsNoSignatureIsRefused() throws {
    let keys = try Keys("Me <me@x.example>")
    let error = #expect(throws: RepositoryError.self) {
      try Provenance.verify([], fileName: "c.tgz", provenance: Array("nothing".utf8), check: keys.check)
    }
    #expect(error?.description == "signature block not found")
  }
}
