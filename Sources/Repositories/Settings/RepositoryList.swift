package import Platform
package import Values
internal import YAML

/// A repository as somebody has added it: a name for an address, and how to be let in.
package struct RepositoryEntry: Sendable, Equatable {
  /// The name that stands before the `/` of a chart's.
  package var name: String
  /// The address, below which index.yaml is.
  package var url: String
  /// How its server is asked.
  package var options: FetchOptions

  /// A repository by its parts; without options, one that anyone may read.
  package init(name: String, url: String, options: FetchOptions = FetchOptions()) {
    self.name = name
    self.url = url
    self.options = options
  }

  /// A repository that nobody has added, under the name by which Helm keeps its index.
  init(unmanaged url: String, options: FetchOptions) {
    self.init(name: Self.unmanagedPrefix + Digest.sha256(url.utf8), url: url, options: options)
  }

  private static let unmanagedPrefix = "helm-manager-"

  /// What people know the repository by: its name, or the address of one that nobody has added.
  var shown: String { name.hasPrefix(Self.unmanagedPrefix) ? RepositoryURL.redacted(url) : name }

  fileprivate init?(_ value: Value) {
    guard let map = value.asMap else { return nil }
    func text(_ key: Bytes) -> String { map[key]?.asString.map { "\($0)" } ?? "" }
    func truth(_ key: Bytes) -> Bool {
      if case .bool(true) = map[key] { true } else { false }
    }
    self.init(name: text("name"), url: text("url"))
    options.username = text("username")
    options.password = text("password")
    options.certificateFile = text("certFile")
    options.keyFile = text("keyFile")
    options.authorityFile = text("caFile")
    options.skipsVerification = truth("insecure_skip_tls_verify")
    options.passesCredentialsToAll = truth("pass_credentials_all")
  }

  /// The entry as repositories.yaml and `-o json` have it, as pkg/repo Entry.
  package var plain: Value {
    .map([
      "caFile": .string(options.authorityFile), "certFile": .string(options.certificateFile),
      "insecure_skip_tls_verify": .bool(options.skipsVerification), "keyFile": .string(options.keyFile),
      "name": .string(name),
      "pass_credentials_all": .bool(options.passesCredentialsToAll), "password": .string(options.password),
      "url": .string(url),
      "username": .string(options.username),
    ])
  }
}

/// The repositories that somebody has added: Helm's repositories.yaml, which Helm reads and writes too.
package struct RepositoryList: Sendable {
  /// The repositories, in the order of the file.
  package private(set) var entries: [RepositoryEntry] = []
  /// What the file says besides.
  private var apiVersion = ""

  /// An empty list.
  package init() {}

  /// The list in a file; one that is not there is empty.
  package init(path: String) throws(RepositoryError) {
    guard FileSystem.kind(path) != nil else { return }
    let document: Value
    do {
      document = try YAML.decode(try FileSystem.read(path, limit: 64 << 20), numbers: .typed)
    } catch {
      throw RepositoryError("couldn't load repositories file (\(path)): \(error)")
    }
    apiVersion = document.at("apiVersion")?.asString.map { "\($0)" } ?? ""
    entries = (document.at("repositories")?.asList ?? []).compactMap(RepositoryEntry.init)
  }

  /// The repository of that name.
  package subscript(_ name: String) -> RepositoryEntry? { entries.first { $0.name == name } }

  /// Adds a repository, in place of one of the same name.
  package mutating func update(_ entry: RepositoryEntry) {
    if let index = entries.firstIndex(where: { $0.name == entry.name }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }

  /// Takes a repository out; false where there is none of the name.
  package mutating func remove(_ name: String) -> Bool {
    let before = entries.count
    entries.removeAll { $0.name == name }
    return entries.count < before
  }

  /// Changes the list in a file under its lock, so that of two changes at once none is lost; the file is for its owner
  /// alone, as it may hold passwords.
  package static func change<Result>(
    path: String, clock: WallClock, _ work: (inout RepositoryList) throws(RepositoryError) -> Result
  ) throws(RepositoryError) -> Result {
    do {
      try FileSystem.createFolder(Path.parent(path))
      // Helm's lock has the same name.
      let name = path.hasSuffix(".yaml") ? path.dropLast(5) + ".lock" : path + ".lock"
      let lock = try FileLock.forChange(String(name))
      defer { withExtendedLifetime(lock) {} }
      var list = try RepositoryList(path: path)
      let result = try work(&list)
      try FileSystem.write(try list.document(clock.now()), to: path, mode: 0o600, followsLink: true)
      return result
    } catch let error as RepositoryError {
      throw error
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  private func document(_ now: Moment) throws(YAMLError) -> [UInt8] {
    try YAML.encode(
      .map([
        "apiVersion": .string(apiVersion), "generated": .string(Timestamp(now).description),
        "repositories": .list(entries.map(\.plain)),
      ]))
  }
}
