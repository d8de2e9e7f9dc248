package import Platform

/// Signs and checks with GnuPG: `gpg` where a secret key is needed, `gpgv` where one only looks.
package struct OpenPGP: Sendable {
  /// Who signed something.
  package struct Signature: Sendable, Equatable {
    /// The name and address in the key.
    package let signer: String
    /// The fingerprint of the primary key, in hexadecimal.
    package let fingerprint: String
    /// What was signed.
    package let text: [UInt8]
  }

  private let environment: [String: String]

  /// GnuPG as an environment finds it.
  package init(_ context: ProcessContext) {
    environment = context.environment
  }

  /// The keyring that is taken where none is named: Helm's default, or what today's GnuPG has in its place.
  package var defaultKeyring: String {
    let home = environment["GNUPGHOME"] ?? Path.join(environment["HOME"] ?? "/", ".gnupg")
    let old = Path.join(home, "pubring.gpg")
    let new = Path.join(home, "pubring.kbx")
    return FileSystem.kind(old) == nil && FileSystem.kind(new) != nil ? new : old
  }

  /// Checks a clear-signed text.
  ///
  /// - Parameter keyring: the file of the public keys that are trusted.
  package func check(_ text: [UInt8], keyring: String) throws(RepositoryError) -> Signature {
    guard FileSystem.kind(keyring) == .file else {
      throw RepositoryError(
        "failed to load keyring: open \(keyring): no such file or directory",
        hint: "Name the file of public keys with --keyring.")
    }
    let arguments = ["--status-fd", "2", "--keyring", keyring, "--output", "-", "-"]
    let result = try run("gpgv", arguments, environment: environment, input: text)
    let status = Status(result.errors)
    if status["NODATA"] != nil && status["GOODSIG"] == nil { throw RepositoryError("signature block not found") }
    if let key = status["NO_PUBKEY"] {
      throw RepositoryError(
        "openpgp: signature made by unknown entity",
        hint: "The key \(key) is not in \(keyring): import it, or name another file with --keyring.")
    }
    if let key = status["EXPKEYSIG"] ?? status["REVKEYSIG"] {
      let word = status["EXPKEYSIG"] == nil ? "revoked" : "expired"
      throw RepositoryError(
        "openpgp: key \(word)", hint: "The signature is by \(key); sign with a key that is in force.")
    }
    if status["BADSIG"] != nil {
      throw RepositoryError("openpgp: invalid signature: what was signed has been changed")
    }
    guard result.status == 0, let good = status["GOODSIG"], let valid = status["VALIDSIG"] else {
      throw RepositoryError("openpgp: the signature cannot be checked: \(Self.lastLine(result.errors))")
    }
    let signer = good.split(separator: " ", maxSplits: 1).last.map(String.init) ?? good
    let fingerprint = valid.split(separator: " ").last.map(String.init) ?? ""
    return Signature(signer: signer, fingerprint: fingerprint, text: result.output)
  }

  /// Signs a text in the clear.
  ///
  /// - Parameters:
  ///   - key: a part of the key's name, address or fingerprint; empty for the only or default one.
  ///   - keyring: a file of exported secret keys, as Helm takes it; nil for the keys that GnuPG itself keeps.
  ///   - passphrase: what unlocks the key; nil leaves asking to GnuPG's agent.
  package func sign(
    _ text: [UInt8], key: String, keyring: String?, passphrase: String?
  ) throws(RepositoryError) -> [UInt8] {
    guard let keyring else { return try sign(text, key, passphrase, environment) }
    guard FileSystem.kind(keyring) == .file else {
      throw RepositoryError("open \(keyring): no such file or directory")
    }
    // GnuPG reads secret keys from its own home only: they are lent to one that is gone afterwards.
    let home: String
    do throws(FileError) {
      home = try FileSystem.createTemporaryFolder(prefix: "chart-gpg")
    } catch {
      throw RepositoryError("\(error)")
    }
    var environment = environment
    environment["GNUPGHOME"] = home
    defer {
      _ = try? run("gpgconf", ["--homedir", home, "--kill", "all"], environment: environment, input: [])
      try? FileSystem.remove(home)
    }
    let imported = try run("gpg", ["--batch", "--quiet", "--import", keyring], environment: environment, input: [])
    guard imported.status == 0 else {
      throw RepositoryError("cannot read the keys in \(keyring): \(Self.lastLine(imported.errors))")
    }
    return try sign(text, key, passphrase, environment)
  }

  private func sign(
    _ text: [UInt8], _ key: String, _ passphrase: String?, _ environment: [String: String]
  ) throws(RepositoryError) -> [UInt8] {
    var arguments = ["--batch", "--yes", "--status-fd", "2", "--digest-algo", "SHA512"]
    var input = text
    if let passphrase {
      // The passphrase is the first line of the input; an argument would be for everyone to see.
      arguments += ["--pinentry-mode", "loopback", "--passphrase-fd", "0"]
      input = Array(passphrase.utf8) + [0x0A] + text
    }
    if !key.isEmpty { arguments += ["--local-user", key] }
    arguments += ["--clearsign", "--output", "-"]
    let result = try run("gpg", arguments, environment: environment, input: input)
    if result.status == 0, !result.output.isEmpty { return result.output }
    let status = Status(result.errors)
    if status["INV_SGNR"] != nil {
      throw RepositoryError(
        "private key not found", hint: "No secret key matches \"\(key)\"; see gpg --list-secret-keys.")
    }
    throw RepositoryError("cannot sign: \(Self.lastLine(result.errors))")
  }

  private func run(
    _ program: String, _ arguments: [String], environment: [String: String], input: [UInt8]
  ) throws(RepositoryError) -> Subprocess.Outcome {
    do throws(FileError) {
      guard let path = Subprocess.find(program, environment: environment) else {
        throw FileError("exec", program, ENOENT)
      }
      return try Subprocess.runBlocking(path, arguments, environment: environment, input: input)
    } catch {
      throw RepositoryError(
        "cannot run \(program): \(error)", hint: "Install GnuPG (Debian: apt-get install gnupg gpgv).")
    }
  }

  private static func lastLine(_ errors: [UInt8]) -> String {
    String(decoding: errors, as: UTF8.self).split(separator: "\n").last { !$0.hasPrefix("[GNUPG:]") }
      .map(String.init) ?? "GnuPG does not say why"
  }

  /// What GnuPG says for programs: a keyword and its arguments on each line.
  private struct Status {
    private var lines: [String: String] = [:]

    init(_ errors: [UInt8]) {
      for line in String(decoding: errors, as: UTF8.self).split(separator: "\n") where line.hasPrefix("[GNUPG:] ") {
        let words = line.dropFirst(9).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        if let first = words.first { lines[String(first)] = words.count > 1 ? String(words[1]) : "" }
      }
    }

    subscript(_ keyword: String) -> String? { lines[keyword] }
  }
}
