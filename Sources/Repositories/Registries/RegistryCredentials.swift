internal import Platform
internal import Values

/// The names and passwords of registries: Helm's config.json and Docker's, which have one format.
package struct RegistryCredentials: Sendable {
  /// Who asks.
  package struct Login: Sendable, Equatable {
    /// The name; empty where `password` is an identity token.
    package let username: String
    /// The password or token.
    package let password: String

    /// A name and a password.
    package init(username: String, password: String) {
      self.username = username
      self.password = password
    }
  }

  /// Asks a credential helper, `docker-credential-NAME`, for a host's login; nil where it has none.
  package typealias Helper = @Sendable (_ name: String, _ host: String) throws(RepositoryError) -> Login?

  private let files: [String]
  private let helper: Helper

  /// The credentials of the first file that has some for a host.
  ///
  /// - Parameters:
  ///   - files: Helm's config.json, which `login` and `logout` change, and then others that are only read.
  package init(files: [String], helper: @escaping Helper) {
    self.files = files
    self.helper = helper
  }

  /// The login of a host; nil where nobody has logged in.
  package func login(_ host: String) throws(RepositoryError) -> Login? {
    for file in files {
      let document = try Self.document(file)
      let keys = Self.keys(host)
      for key in keys {
        if let name = document.at("credHelpers", Bytes(key))?.asString {
          if let login = try helper("\(name)", key) { return login }
        }
      }
      for key in keys {
        guard let entry = document.at("auths", Bytes(key)) else { continue }
        if let token = entry.at("identitytoken")?.asString, !token.storage.isEmpty {
          return Login(username: "", password: "\(token)")
        }
        if let login = Self.login(entry) { return login }
      }
      if let store = document.at("credsStore")?.asString, !store.storage.isEmpty {
        for key in keys {
          if let login = try helper("\(store)", key) { return login }
        }
      }
    }
    return nil
  }

  /// Keeps a host's login in the first file, for its owner alone.
  package func keep(_ login: Login, for host: String) throws(RepositoryError) {
    try change { auths in
      let text = Base64.encode(Array("\(login.username):\(login.password)".utf8))
      auths[Bytes(host)] = .map(["auth": .string(Bytes(text))])
    }
  }

  /// Forgets a host's login; where there is none, nothing is left to do.
  package func forget(_ host: String) throws(RepositoryError) {
    try change { auths in
      for key in Self.keys(host) { auths[Bytes(key)] = nil }
    }
  }

  private func change(_ work: (ValueMap) -> Void) throws(RepositoryError) {
    guard let file = files.first else { return }
    do {
      try FileSystem.createFolder(Path.parent(file), mode: 0o700)
      let lock = try FileLock.forChange(file + ".lock")
      defer { withExtendedLifetime(lock) {} }
      let document = try Self.document(file).asMap ?? ValueMap()
      let auths = document["auths"]?.asMap ?? ValueMap()
      work(auths)
      document["auths"] = .map(auths)
      let text = try JSON.encode(.map(document), indent: (prefix: "", indent: "\t"))
      try FileSystem.write(text, to: file, mode: 0o600, followsLink: true)
    } catch let error as RepositoryError {
      throw error
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  private static func document(_ file: String) throws(RepositoryError) -> Value {
    guard FileSystem.kind(file) == .file else { return .map(ValueMap()) }
    do {
      return try JSON.decode(try FileSystem.read(file, limit: 16 << 20))
    } catch {
      throw RepositoryError("cannot read \(file): \(error)", hint: "Correct it, or remove it and log in again.")
    }
  }

  /// The names under which a host's login may be kept; Docker Hub's has one of its own.
  private static func keys(_ host: String) -> [String] {
    var keys = [host, "https://" + host, "http://" + host]
    if host == "docker.io" || host == "registry-1.docker.io" { keys.append("https://index.docker.io/v1/") }
    return keys
  }

  private static func login(_ entry: Value) -> Login? {
    if let auth = entry.at("auth")?.asString, case .success(let bytes) = Base64.decode(auth.storage) {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let colon = text.firstIndex(of: ":") else { return nil }
      return Login(
        username: String(text[..<colon]),
        password: String(text[text.index(after: colon)...].filter { $0 != "\0" }))
    }
    guard let name = entry.at("username")?.asString, let password = entry.at("password")?.asString else { return nil }
    return Login(username: "\(name)", password: "\(password)")
  }
}
